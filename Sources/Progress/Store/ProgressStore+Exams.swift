import Foundation
import GRDB

extension ProgressStore {
    /// Puts the state of an exam on disk.
    package func save(_ sitting: ExamSitting) throws(ProgressError) {
        try write { try ProgressStore.save(sitting, $0) }
    }

    /// Ends an exam: its result and its answers become history together, or not at all.
    package func finish(_ sitting: ExamSitting, answers: [AnswerEvent]) throws(ProgressError) {
        try write { db in
            try ProgressStore.save(sitting, db)
            _ = try self.merge(answers, db)
        }
    }

    /// The exams, oldest first.
    package func exams() throws(ProgressError) -> [ExamSitting] {
        try read { db in
            try String.fetchAll(db, sql: "SELECT document FROM exam ORDER BY startedAt, id").map {
                try JSONDecoder.history.decode(ExamSitting.self, from: Data($0.utf8))
            }
        }
    }

    package func exam(_ id: UUID) throws(ProgressError) -> ExamSitting? {
        try read { try ProgressStore.exam(id, $0) }
    }

    /// The latest exam that was begun and not finished.
    package func unfinishedExam() throws(ProgressError) -> ExamSitting? {
        try read { db in
            try String.fetchOne(
                db, sql: "SELECT document FROM exam WHERE finishedAt IS NULL ORDER BY startedAt DESC LIMIT 1"
            ).map { try JSONDecoder.history.decode(ExamSitting.self, from: Data($0.utf8)) }
        }
    }

    static func exam(_ id: UUID, _ db: Database) throws -> ExamSitting? {
        try String.fetchOne(db, sql: "SELECT document FROM exam WHERE id = ?", arguments: [id.uuidString])
            .map { try JSONDecoder.history.decode(ExamSitting.self, from: Data($0.utf8)) }
    }

    static func save(_ sitting: ExamSitting, _ db: Database) throws {
        let document = String(decoding: try JSONEncoder.history.encode(sitting), as: UTF8.self)
        try db.execute(
            sql: "INSERT OR REPLACE INTO exam (id, startedAt, finishedAt, document) VALUES (?, ?, ?, ?)",
            arguments: [
                sitting.id.uuidString, sitting.startedAt.timeIntervalSince1970,
                sitting.finishedAt?.timeIntervalSince1970, document,
            ])
    }
}
