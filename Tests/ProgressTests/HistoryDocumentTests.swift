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
        let question = ExamSitting.Question(
            item: ItemKey(chapter: "chapter03", exercise: "e1"), topic: "im2col", seed: 4, points: 2)
        var sitting = ExamSitting(seed: 4, minutes: 120, questions: [question, question, question], startedAt: start)
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

    @Test("an impossible exam is refused with its place, and nothing of the document comes in")
    func impossibleExam() throws {
        let question = ExamSitting.Question(
            item: ItemKey(chapter: "c", exercise: "e"), topic: "t", seed: 1, points: 1)
        var sound = ExamSitting(seed: 1, minutes: 120, questions: [question], startedAt: start)
        sound.earned[0] = 1
        var broken: [(String, ExamSitting)] = []
        for (place, change) in [
            ("minutes", { $0.minutes = -1 }), ("usedSeconds", { $0.usedSeconds = 1e9 }),
            ("earned[0]", { $0.earned[0] = 2 }), ("earned[7]", { $0.earned[7] = 0 }),
            ("replies[3]", { $0.replies[3] = .init(answeredAt: start) }),
        ] as [(String, (inout ExamSitting) -> Void)] {
            var exam = sound
            change(&exam)
            broken.append((place, exam))
        }
        for (place, exam) in broken {
            let data = try HistoryDocument(answers: [event()], exams: [sound, exam]).encoded()
            #expect { try HistoryDocument.read(data, path: "h") } throws: { "\($0)".contains("exams[1]: \(place)") }
        }
        let data = try HistoryDocument(answers: [], exams: [sound]).encoded()
        #expect(try HistoryDocument.read(data, path: "h").exams == [sound])
    }

    @Test("a document from a newer studykit is refused as such")
    func newer() throws {
        let text = #"{"format":"studykit-history","version":99}"#
        #expect { try HistoryDocument.read(Data(text.utf8), path: "h") } throws: {
            if case ProgressError.newerVersion = $0 { true } else { false }
        }
    }
}
