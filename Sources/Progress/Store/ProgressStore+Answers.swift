import Foundation
import GRDB
import Scheduling

extension ProgressStore {
    /// Puts an answer on disk; when this returns it stays there.
    ///
    /// - Returns: Where the item stands now.
    @discardableResult
    package func record(_ event: AnswerEvent) throws(ProgressError) -> ItemProgress? {
        try write { db in
            guard try event.insert(db) else { return try ItemProgress.find(db, event.item) }
            return try self.update(db, with: event)
        }
    }

    /// Takes an answer back: it stays in the history, marked, and no longer counts.
    package func retract(_ id: UUID) throws(ProgressError) {
        try write { db in
            let row = try Row.fetchOne(db, sql: "SELECT * FROM answer WHERE id = ?", arguments: [id.uuidString])
            guard let row else { return }
            let event = try AnswerEvent(row)
            try db.execute(sql: "UPDATE answer SET isRetracted = 1 WHERE id = ?", arguments: [id.uuidString])
            try self.replay(db, event.item)
        }
    }

    /// Adds many events, each counted once whatever was imported before; retractions win.
    ///
    /// - Returns: How many were new.
    @discardableResult
    package func merge(_ events: [AnswerEvent]) throws(ProgressError) -> Int {
        try write { try self.merge(events, $0) }
    }

    func merge(_ events: [AnswerEvent], _ db: Database) throws -> Int {
        var added = 0
        var touched: Set<ItemKey> = []
        for event in events {
            if try event.insert(db) {
                added += 1
                touched.insert(event.item)
            } else if event.isRetracted {
                try db.execute(
                    sql: "UPDATE answer SET isRetracted = 1 WHERE id = ? AND NOT isRetracted",
                    arguments: [event.id.uuidString])
                if db.changesCount > 0 { touched.insert(event.item) }
            }
        }
        for item in touched { try replay(db, item) }
        return added
    }

    /// All items with an answer that counts.
    package func items() throws(ProgressError) -> [ItemKey: ItemProgress] {
        try read { db in
            var items: [ItemKey: ItemProgress] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM item")
            while let row = try rows.next() {
                let progress = ItemProgress(row)
                items[progress.item] = progress
            }
            return items
        }
    }

    package func progress(of item: ItemKey) throws(ProgressError) -> ItemProgress? {
        try read { try ItemProgress.find($0, item) }
    }

    /// The seed that drew an item's question when it was last answered; nil when it never was.
    package func lastSeed(of item: ItemKey) throws(ProgressError) -> UInt64? {
        try read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT seed FROM answer WHERE chapter = ? AND exercise = ? AND NOT isRetracted
                    ORDER BY answeredAt DESC LIMIT 1
                    """, arguments: [item.chapter, item.exercise]
            ).map(UInt64.init(bitPattern:))
        }
    }

    /// The answers of one sitting in order, those taken back left out.
    package func answers(session: UUID) throws(ProgressError) -> [AnswerEvent] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM answer WHERE session = ? AND NOT isRetracted ORDER BY answeredAt",
                arguments: [session.uuidString]
            ).map(AnswerEvent.init)
        }
    }

    /// The whole history, oldest first, those taken back included.
    package func history() throws(ProgressError) -> [AnswerEvent] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM answer ORDER BY answeredAt, id").map(AnswerEvent.init)
        }
    }

    private func update(_ db: Database, with event: AnswerEvent) throws -> ItemProgress? {
        guard !event.isRetracted else { return try ItemProgress.find(db, event.item) }
        let before = try ItemProgress.find(db, event.item)
        // Another session, or a clock that went backwards, may have put a later answer there.
        if let last = before?.card.lastReview, last > event.answeredAt {
            return try replay(db, event.item)
        }
        var progress = before ?? ItemProgress(new: event)
        progress.apply(event, scheduler)
        try progress.save(db)
        return progress
    }

    @discardableResult
    private func replay(_ db: Database, _ item: ItemKey) throws -> ItemProgress? {
        let progress = ItemProgress(replaying: try AnswerEvent.all(db, of: item), scheduler: scheduler)
        if let progress {
            try progress.save(db)
        } else {
            try db.execute(
                sql: "DELETE FROM item WHERE chapter = ? AND exercise = ?", arguments: [item.chapter, item.exercise])
        }
        return progress
    }
}
