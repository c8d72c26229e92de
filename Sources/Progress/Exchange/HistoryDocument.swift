import Foundation

/// A whole history as JSON: what `studykit history export` writes, and what a published page's quiz writes as well.
///
/// Dates are seconds since 1970; ids decide what is the same answer, so importing twice, or in a circle, changes nothing.
package struct HistoryDocument: Sendable, Hashable, Codable {
    package static let format = "studykit-history"
    package static let currentVersion = 1

    package var format: String
    package var version: Int
    package var answers: [AnswerEvent]
    package var exams: [ExamSitting]
    package var goal: StudyGoal?

    package init(answers: [AnswerEvent], exams: [ExamSitting] = [], goal: StudyGoal? = nil) {
        format = HistoryDocument.format
        version = HistoryDocument.currentVersion
        self.answers = answers
        self.exams = exams
        self.goal = goal
    }

    package func encoded() throws -> Data { try JSONEncoder.history.encode(self) }

    /// Reads and checks a document.
    ///
    /// - Throws: `ProgressError.notAHistory` with what is wrong and where.
    package static func read(_ data: Data, path: String) throws(ProgressError) -> HistoryDocument {
        struct Head: Decodable {
            var format: String
            var version: Int
        }
        do {
            let head = try JSONDecoder.history.decode(Head.self, from: data)
            guard head.format == format else {
                throw ProgressError.notAHistory(path: path, reason: "format: \"\(head.format)\" ≠ \"\(format)\"")
            }
            guard head.version <= currentVersion else { throw ProgressError.newerVersion(path: path) }
            let document = try JSONDecoder.history.decode(HistoryDocument.self, from: data)
            for (number, answer) in document.answers.enumerated() {
                if let fault = answer.fault {
                    throw ProgressError.notAHistory(path: path, reason: "answers[\(number)]: \(fault)")
                }
            }
            for (number, exam) in document.exams.enumerated() {
                if let fault = exam.fault {
                    throw ProgressError.notAHistory(path: path, reason: "exams[\(number)]: \(fault)")
                }
            }
            return document
        } catch let error as ProgressError {
            throw error
        } catch {
            throw .notAHistory(path: path, reason: describe(error))
        }
    }

    private static func describe(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return ProgressStore.reason(error) }
        let context: DecodingError.Context
        switch error {
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .keyNotFound(_, let found),
            .dataCorrupted(let found):
            context = found
        @unknown default: return "\(error)"
        }
        let place = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return "\(place.isEmpty ? "" : "\(place): ")\(context.debugDescription)"
    }
}

extension AnswerEvent {
    /// What makes an imported answer impossible; nil for a sound one.
    fileprivate var fault: String? {
        if item.chapter.isEmpty || item.exercise.isEmpty { return "item" }
        if !(0...1000).contains(points) || !(0...max(points, 0)).contains(earned) {
            return "earned \(earned), points \(points)"
        }
        if !(0...1000).contains(hints) { return "hints \(hints)" }
        let time = answeredAt.timeIntervalSince1970
        if !(0...32_503_680_000).contains(time) { return "answeredAt \(time)" }
        if let seconds, !(0...10_000_000).contains(seconds) { return "seconds \(seconds)" }
        if given.utf8.count > 1 << 16 { return "given" }
        return nil
    }
}

extension ExamSitting {
    /// What makes an imported exam impossible; nil for a sound one.
    fileprivate var fault: String? {
        if !(0...1440).contains(minutes) { return "minutes \(minutes)" }
        if questions.count > 1000 { return "questions" }
        if !(0...86_400).contains(usedSeconds) { return "usedSeconds \(usedSeconds)" }
        if let number = questions.indices.first(where: { !(0...1000).contains(questions[$0].points) }) {
            return "questions[\(number)].points"
        }
        if let wrong = earned.first(where: { number, points in
            !questions.indices.contains(number) || !(0...questions[number].points).contains(points)
        }) {
            return "earned[\(wrong.key)]"
        }
        if let wrong = replies.first(where: { number, reply in
            !questions.indices.contains(number) || reply.given.utf8.count > 1 << 16
                || !(0...10_000_000).contains(reply.seconds)
        }) {
            return "replies[\(wrong.key)]"
        }
        return nil
    }
}

extension ProgressStore {
    package func exportHistory() throws(ProgressError) -> HistoryDocument {
        HistoryDocument(answers: try history(), exams: try exams(), goal: try goal())
    }

    /// Merges a document in; what is here already is not counted again.
    ///
    /// A finished exam wins over its unfinished state, a later state over an earlier one; the goal here is kept if there is one.
    ///
    /// - Returns: How many answers and exams were new.
    package func importHistory(_ document: HistoryDocument) throws(ProgressError) -> (answers: Int, exams: Int) {
        try write { db in
            var newExams = 0
            for exam in document.exams {
                if let own = try ProgressStore.exam(exam.id, db) {
                    guard !own.isFinished, exam.isFinished || exam.touchedAt > own.touchedAt else { continue }
                } else {
                    newExams += 1
                }
                try ProgressStore.save(exam, db)
            }
            let newAnswers = try self.merge(document.answers, db)
            if let theirs = document.goal, try ProgressStore.goal(db) == nil { try ProgressStore.setGoal(theirs, db) }
            return (newAnswers, newExams)
        }
    }
}

extension JSONDecoder {
    static var history: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        return decoder
    }
}

extension JSONEncoder {
    static var history: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
