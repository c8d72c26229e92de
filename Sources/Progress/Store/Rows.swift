import Foundation
import GRDB
import Scheduling

extension AnswerEvent {
    init(_ row: Row) throws {
        guard let id = UUID(uuidString: row["id"]), let session = UUID(uuidString: row["session"]),
            let source = Source(rawValue: row["source"])
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "answer: \(row)") }
        self.init(
            id: id, item: ItemKey(chapter: row["chapter"], exercise: row["exercise"]), topic: row["topic"],
            seed: UInt64(bitPattern: row["seed"]), answeredAt: Date(timeIntervalSince1970: row["answeredAt"]),
            seconds: row["seconds"], hints: row["hints"], earned: row["earned"], points: row["points"],
            given: row["given"], source: source, session: session, isRetracted: row["isRetracted"])
    }

    /// - Returns: Whether it was new.
    func insert(_ db: Database) throws -> Bool {
        try db.execute(
            sql: """
                INSERT INTO answer (id, chapter, exercise, topic, seed, answeredAt, seconds, hints, earned, points, given, source,
                    session, isRetracted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                """,
            arguments: [
                id.uuidString, item.chapter, item.exercise, topic, Int64(bitPattern: seed),
                answeredAt.timeIntervalSince1970, seconds, hints, earned, points, given, source.rawValue,
                session.uuidString, isRetracted,
            ])
        return db.changesCount > 0
    }

    static func all(_ db: Database, of item: ItemKey) throws -> [AnswerEvent] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM answer WHERE chapter = ? AND exercise = ?",
            arguments: [item.chapter, item.exercise]
        ).map(AnswerEvent.init)
    }
}

extension ItemProgress {
    init(_ row: Row) {
        var card = ReviewCard(due: Date(timeIntervalSince1970: row["due"]))
        card.phase = ReviewCard.Phase(rawValue: row["phase"]) ?? .learning
        card.step = row["step"]
        if let stability: Double = row["stability"], let difficulty: Double = row["difficulty"] {
            card.memory = MemoryState(stability: stability, difficulty: difficulty)
        }
        card.lastReview = (row["lastReview"] as Double?).map(Date.init(timeIntervalSince1970:))
        self.init(
            item: ItemKey(chapter: row["chapter"], exercise: row["exercise"]), topic: row["topic"], card: card,
            answers: row["answers"], rightAnswers: row["rightAnswers"], isFirstRight: row["isFirstRight"])
    }

    static func find(_ db: Database, _ item: ItemKey) throws -> ItemProgress? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM item WHERE chapter = ? AND exercise = ?",
            arguments: [item.chapter, item.exercise]
        ).map(ItemProgress.init)
    }

    func save(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO item (chapter, exercise, topic, phase, step, stability, difficulty, due, lastReview, answers,
                    rightAnswers, isFirstRight) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                item.chapter, item.exercise, topic, card.phase.rawValue, card.step, card.memory?.stability,
                card.memory?.difficulty, card.due.timeIntervalSince1970, card.lastReview?.timeIntervalSince1970,
                answers, rightAnswers, isFirstRight,
            ])
    }
}
