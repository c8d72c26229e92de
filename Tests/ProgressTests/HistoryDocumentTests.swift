import Foundation
import Testing

@testable import Progress

@Suite("Export and import of the history")
struct HistoryDocumentTests {
    private func store(_ events: [AnswerEvent]) throws -> ProgressStore {
        let store = try ProgressStore(path: TemporaryFolder().database)
        try store.merge(events)
        return store
    }

    @Test("a history survives the round trip, byte for byte")
    func roundTrip() throws {
        let source = try store((0..<20).map { event("e\($0 % 4)", day: Double($0) * 0.9, right: $0 % 3 > 0) })
        try source.setGoal(StudyGoal(examDate: "2027-02-20", dailyLimit: 25))
        var sitting = ExamSitting(seed: 4, minutes: 120, questions: [], startedAt: start)
        sitting.replies[2] = .init(given: "3", isFlagged: true, seconds: 12, answeredAt: start)
        try source.save(sitting)
        let data = try source.exportHistory().encoded()
        let target = try store([])
        let added = try target.importHistory(HistoryDocument.read(data, path: "h.json"))
        #expect(added.answers == 20 && added.exams == 1)
        #expect(try target.exportHistory().encoded() == data)
        #expect(try target.items() == source.items())
    }

    @Test("merged in a circle, nothing is lost and nothing counts twice")
    func circle() throws {
        let shared = event("s", day: 1)
        var retracted = shared
        retracted.isRetracted = true
        let left = try store([shared, event("l", day: 2)])
        let right = try store([retracted, event("r", day: 3)])
        for _ in 0..<2 {
            _ = try right.importHistory(left.exportHistory())
            _ = try left.importHistory(right.exportHistory())
        }
        #expect(try left.exportHistory() == right.exportHistory())
        #expect(try left.history().count == 3)
        #expect(try left.items().keys.map(\.exercise).sorted() == ["l", "r"])
    }

    @Test(
        "what is no history is refused with its place",
        arguments: [
            ("", "JSON"), ("[]", ""), (#"{"format":"other","version":1,"answers":[],"exams":[]}"#, "format"),
            (#"{"format":"studykit-history","version":1,"answers":[{"id":1}],"exams":[]}"#, "answers"),
        ])
    func refused(text: String, mention: String) throws {
        #expect {
            try HistoryDocument.read(Data(text.utf8), path: "h.json")
        } throws: {
            guard case ProgressError.notAHistory(_, let reason) = $0 else { return false }
            return mention.isEmpty || reason.contains(mention)
        }
    }

    @Test("impossible answers are refused")
    func impossible() throws {
        var wrong = event()
        wrong.earned = 5
        let data = try HistoryDocument(answers: [event("b"), wrong]).encoded()
        #expect { try HistoryDocument.read(data, path: "h") } throws: { "\($0)".contains("answers[1]") }
    }

    @Test("a document from a newer studykit is refused as such")
    func newer() throws {
        let text = #"{"format":"studykit-history","version":99}"#
        #expect { try HistoryDocument.read(Data(text.utf8), path: "h") } throws: {
            if case ProgressError.newerVersion = $0 { true } else { false }
        }
    }
}
