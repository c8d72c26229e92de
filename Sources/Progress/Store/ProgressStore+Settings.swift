import Foundation
import GRDB

/// What the learner has set: the exam's date and the time there is each day.
package struct StudyGoal: Sendable, Hashable, Codable {
    /// `2027-02-20`, a day in the learner's own calendar.
    package var examDate: String
    /// Reviews a day.
    package var dailyLimit: Int

    package init(examDate: String, dailyLimit: Int) {
        self.examDate = examDate
        self.dailyLimit = dailyLimit
    }
}

extension ProgressStore {
    package func goal() throws(ProgressError) -> StudyGoal? {
        try read { try ProgressStore.goal($0) }
    }

    package func setGoal(_ goal: StudyGoal) throws(ProgressError) {
        try write { try ProgressStore.setGoal(goal, $0) }
    }

    static func goal(_ db: Database) throws -> StudyGoal? {
        try String.fetchOne(db, sql: "SELECT value FROM setting WHERE key = 'goal'").map {
            try JSONDecoder.history.decode(StudyGoal.self, from: Data($0.utf8))
        }
    }

    static func setGoal(_ goal: StudyGoal, _ db: Database) throws {
        let value = String(decoding: try JSONEncoder.history.encode(goal), as: UTF8.self)
        try db.execute(sql: "INSERT OR REPLACE INTO setting (key, value) VALUES ('goal', ?)", arguments: [value])
    }
}
