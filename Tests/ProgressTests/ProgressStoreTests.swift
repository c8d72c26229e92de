import Foundation
import GRDB
import Testing

@testable import Progress

@Suite("The store of a learner's progress")
struct ProgressStoreTests {
    @Test("an answer is there for the next program that opens the file")
    func recorded() throws {
        let folder = try TemporaryFolder()
        let answer = event(day: 0.25)
        let store = try ProgressStore(path: folder.database)
        let progress = try #require(try store.record(answer))
        #expect(progress.answers == 1 && progress.rightAnswers == 1)
        let again = try ProgressStore(path: folder.database)
        #expect(try again.history() == [answer])
        #expect(try again.progress(of: answer.item) == progress)
    }

    @Test("recording the same answer twice counts once")
    func idempotent() throws {
        let store = try ProgressStore(path: TemporaryFolder().database)
        let answer = event()
        try store.record(answer)
        try store.record(answer)
        #expect(try store.items()[answer.item]?.answers == 1)
    }

    @Test("any order of arrival, any grouping, gives the same schedule")
    func order() throws {
        var generator = SystemRandomNumberGenerator()
        let events = (0..<40).map { event("e\($0 % 3)", day: Double($0) * 1.7, right: $0 % 4 != 0) }
        let straight = try ProgressStore(path: TemporaryFolder().database)
        for answer in events { try straight.record(answer) }
        let expected = try straight.items()
        for _ in 0..<5 {
            let shuffled = events.shuffled(using: &generator)
            let one = try ProgressStore(path: TemporaryFolder().database)
            for answer in shuffled { try one.record(answer) }
            #expect(try one.items() == expected)
            let many = try ProgressStore(path: TemporaryFolder().database)
            try many.merge(Array(shuffled[..<25]))
            try many.merge(Array(shuffled[10...]))
            #expect(try many.items() == expected)
        }
    }

    @Test("undo takes an answer out of the schedule and leaves it in the history")
    func retraction() throws {
        let store = try ProgressStore(path: TemporaryFolder().database)
        let first = event(day: 0)
        let second = event(day: 3, right: false)
        try store.record(first)
        let before = try store.items()
        try store.record(second)
        #expect(try store.items() != before)
        try store.retract(second.id)
        #expect(try store.items() == before)
        #expect(try store.history().map(\.isRetracted) == [false, true])
        try store.retract(first.id)
        #expect(try store.items().isEmpty)
    }

    @Test("two stores on one file write at the same time and lose nothing")
    func concurrent() async throws {
        let folder = try TemporaryFolder()
        let stores = try [ProgressStore(path: folder.database), ProgressStore(path: folder.database)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, store) in stores.enumerated() {
                group.addTask {
                    for index in 0..<60 { try store.record(event("e\(index % 7)", day: Double(index * 2 + number))) }
                }
            }
            try await group.waitForAll()
        }
        let history = try stores[0].history()
        #expect(history.count == 120)
        #expect(try stores[1].items().values.reduce(0) { $0 + $1.answers } == 120)
        for item in Set(history.map(\.item)) {
            let replayed = ItemProgress(replaying: history.filter { $0.item == item }, scheduler: stores[0].scheduler)
            #expect(try stores[1].progress(of: item) == replayed)
        }
    }

    @Test("an exam belongs to one holder at a time, and to nobody once that one is gone")
    func hold() throws {
        let folder = try TemporaryFolder()
        let stores = try [ProgressStore(path: folder.database), ProgressStore(path: folder.database)]
        let (exam, other) = (UUID(), UUID())
        func isFree(_ id: UUID) throws -> Bool {
            do throws(ProgressError) {
                _ = try stores[1].hold(id)
                return true
            } catch .examIsOpen {
                return false
            }
        }
        var hold: ExamHold? = try stores[0].hold(exam)
        #expect(hold != nil)
        #expect(try !isFree(exam) && isFree(other))
        hold = nil
        #expect(try isFree(exam))
    }

    @Test("a damaged file is kept aside and named; the store begins anew", arguments: [0, 1])
    func damaged(kind: Int) throws {
        let folder = try TemporaryFolder()
        if kind == 0 {
            try Data("this is no database, it is a diary".utf8).write(to: URL(fileURLWithPath: folder.database))
        } else {
            do {
                let store = try ProgressStore(path: folder.database)
                try store.merge((0..<500).map { event("e\($0)", day: Double($0)) })
                // What is still in the log would repair the file.
                _ = try store.database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
                try store.database.close()
            }
            var data = try Data(contentsOf: URL(fileURLWithPath: folder.database))
            for index in 4096..<data.count where index % 3 == 0 { data[index] = 0x5A }
            try data.write(to: URL(fileURLWithPath: folder.database))
        }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        let store = try ProgressStore(path: folder.database)
        let aside = try #require(store.damagedFile)
        #expect(try Data(contentsOf: URL(fileURLWithPath: aside)) == bytes)
        try store.record(event())
        #expect(try store.history().count == 1)
    }

    @Test("a file that can only be looked at shows what is still in its log, and takes nothing")
    func locked() throws {
        let folder = try TemporaryFolder()
        let store = try ProgressStore(path: folder.database)
        try store.record(event(day: 0.25))
        #expect(!store.isReadOnly && !ProgressStore.isLocked(folder.database))
        let before = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let copy = try ProgressStore.openLocked(folder.database)
        #expect(try copy.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM answer") } == 1)
        #expect(throws: DatabaseError.self) { try copy.write { try $0.execute(sql: "DELETE FROM answer") } }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before.sorted())
        #expect(try store.history().count == 1)
    }

    @Test("a file from a newer studykit is refused and left alone")
    func newer() throws {
        let folder = try TemporaryFolder()
        do {
            let store = try ProgressStore(path: folder.database)
            try store.record(event())
            try store.database.write {
                try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 telepathy')")
            }
            try store.database.close()
        }
        #expect {
            try ProgressStore(path: folder.database)
        } throws: {
            if case ProgressError.newerVersion = $0 { true } else { false }
        }
        let queue = try DatabaseQueue(path: folder.database)
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM answer") } == 1)
    }

    @Test("a place that can't be written is an error with a reason, not a crash")
    func unusable() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: URL(fileURLWithPath: "\(folder.path)/file"))
        for path in ["\(folder.path)/file/progress.sqlite", "/proc/nowhere/progress.sqlite", folder.path] {
            #expect(throws: ProgressError.self) { try ProgressStore(path: path) }
        }
    }

    @Test("the place: asked for, environment, XDG, HOME, none")
    func location() throws {
        let home = ["HOME": "/h", "XDG_STATE_HOME": "/x", "STUDYKIT_PROGRESS": "/e.sqlite"]
        #expect(try ProgressLocation.path(chosen: "a.sqlite", environment: home) == "a.sqlite")
        #expect(try ProgressLocation.path(chosen: nil, environment: home) == "/e.sqlite")
        #expect(
            try ProgressLocation.path(chosen: nil, environment: ["HOME": "/h", "XDG_STATE_HOME": "/x"])
                == "/x/studykit/progress.sqlite")
        #expect(
            try ProgressLocation.path(chosen: nil, environment: ["HOME": "/h", "XDG_STATE_HOME": "relative"])
                == "/h/.local/state/studykit/progress.sqlite")
        #expect(throws: ProgressError.self) { try ProgressLocation.path(chosen: nil, environment: [:]) }
    }
}
