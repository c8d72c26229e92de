import Foundation
import Runner
import Testing

@testable import Chapters
@testable import Grading

@Suite("A chapter's questions, drawn one at a time")
struct QuestionSessionTests {
    private static let good = """
        :::exercise sum topic=pooling
        ```swift question
        let h = draw(8...2000)
        answer(h + 3)
        mistake(h, "3 を足していません。")
        ```
        {{h}} に 3 を足すと
        :::

        """
    private static let set = """
        ::::set pair topic=pooling
        ```swift question
        let shared = draw(1...1000)
        ```
        {{shared}} について答えなさい。

        :::exercise double topic=pooling
        ```swift question
        answer(shared * 2)
        ```
        2 倍は
        :::

        :::exercise triple topic=pooling
        ```swift question
        answer(shared * 3)
        ```
        3 倍は
        :::
        ::::

        """

    private static let plain = """
        :::exercise plain topic=pooling
        どれですか。

        - [x] い
        - [ ] ろ
        :::

        """

    /// One question with a body of its own.
    private static func question(_ id: String, _ body: String) -> String {
        ":::exercise \(id) topic=pooling\n```swift question\n\(body)\n```\n?\n:::\n\n"
    }

    private func chapter(_ text: String) throws -> Chapter {
        try ChapterParser.parse(Array("---\ntitle: 試験\n---\n\n\(text)".utf8), path: "test.md")
    }

    private func exercise(_ id: String, _ chapter: Chapter) throws -> Exercise {
        try #require(chapter.exercises.first { $0.id == id })
    }

    /// A session that is closed after the test, whatever becomes of it.
    private func withSession(
        _ chapter: Chapter, cache: String? = nil, _ body: (QuestionSession) async throws -> Void
    ) async throws {
        var machine = try Machine.find()
        machine.cacheDirectory = cache
        let session = QuestionSession(chapter, machine: machine, usesCache: cache != nil)
        do {
            try await body(session)
            await session.close()
        } catch {
            await session.close()
            throw error
        }
    }

    @Test("one at a time, in any order, gives what a whole round gives")
    func replay() async throws {
        let chapter = try chapter(QuestionSessionTests.good + QuestionSessionTests.set)
        let seeds = [7, 1, 42, .max] as [UInt64]
        let whole = try await QuestionBank(machine: Machine.find(), usesCache: false).draw(chapter, seeds: seeds)
        try await withSession(chapter) { session in
            for (seed, round) in zip(seeds, whole.draws).reversed() {
                for id in ["triple", "sum", "double"] {
                    let drawn = try await session.draw(exercise(id, chapter), seed: seed)
                    #expect(drawn.diagnostics.isEmpty)
                    #expect(drawn.questions[id] == round.questions[id])
                    #expect(drawn.parameters["pair"] == (id == "sum" ? nil : round.parameters["pair"]))
                }
            }
        }
        #expect(Set(whole.draws.map { $0.questions["sum"]?.answer }).count == seeds.count)
    }

    @Test("several that ask at the same time each get their own")
    func concurrent() async throws {
        let chapter = try chapter(QuestionSessionTests.good)
        let exercise = try exercise("sum", chapter)
        try await withSession(chapter) { session in
            try await withThrowingTaskGroup(of: (UInt64, DrawnQuestion?).self) { group in
                for seed in 1...20 as ClosedRange<UInt64> {
                    group.addTask { (seed, try await session.draw(exercise, seed: seed).questions["sum"]) }
                }
                for try await (seed, drawn) in group {
                    #expect(drawn == (try await session.draw(exercise, seed: seed).questions["sum"]))
                }
            }
        }
    }

    @Test(
        "a question that fails is reported once, and the others go on",
        arguments: [
            ("traps", "let none: [Int] = []\nanswer(none[draw(0...0)])"), ("leaves", "exit(0)"),
            ("impossible", "try require(false)\nanswer(1)"), ("silent", "_ = draw(1...2)"),
            ("unknown", "answer(noSuchName)"), ("closes", "close(1)\nanswer(1)"),
        ])
    func failing(id: String, body: String) async throws {
        let chapter = try chapter(QuestionSessionTests.question(id, body) + QuestionSessionTests.good)
        try await withSession(chapter) { session in
            for seed in [1, 2] as [UInt64] {
                let failed = try await session.draw(exercise(id, chapter), seed: seed)
                #expect(failed.questions[id] == nil)
                #expect(failed.diagnostics.count == 1, "\(failed.diagnostics)")
                #expect(failed.diagnostics.first.map { (5...12).contains($0.position.line) } == true)
                let drawn = try await session.draw(exercise("sum", chapter), seed: seed)
                #expect(drawn.questions["sum"] != nil)
            }
        }
    }

    @Test("it goes on after its process was ended, and after it was closed")
    func restart() async throws {
        let chapter = try chapter(QuestionSessionTests.good)
        let exercise = try exercise("sum", chapter)
        try await withSession(chapter) { session in
            let first = try await session.draw(exercise, seed: 5).questions["sum"]
            await session.close()
            #expect(try await session.draw(exercise, seed: 5).questions["sum"] == first)
            #expect(first != nil)
        }
    }

    @Test("a damaged program in the cache is compiled anew")
    func damagedProgram() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("studykit-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let chapter = try chapter(QuestionSessionTests.good)
        let exercise = try exercise("sum", chapter)
        func draw() async throws -> DrawnQuestion? {
            var drawn: DrawnQuestion?
            try await withSession(chapter, cache: folder.path) {
                drawn = try await $0.draw(exercise, seed: 9).questions["sum"]
            }
            return drawn
        }
        let first = try await draw()
        let programs = folder.appendingPathComponent("programs")
        let name = try #require(FileManager.default.contentsOfDirectory(atPath: programs.path).first)
        let file = programs.appendingPathComponent(name)
        let whole = try Data(contentsOf: file)
        for damaged in [Data(), whole.prefix(100), whole.dropLast(), Data(whole.prefix(4000) + whole.dropFirst(4001))] {
            try damaged.write(to: file)
            #expect(try await draw() == first)
            #expect(try Data(contentsOf: file).count == whole.count)
        }
        #expect(first != nil)
    }

    @Test("only what is drawn needs a program")
    func nothingToDraw() throws {
        let chapter = try chapter(
            QuestionSessionTests.good + QuestionSessionTests.plain + QuestionSessionTests.set)
        #expect(QuestionSession.draws(try exercise("sum", chapter), of: chapter))
        #expect(QuestionSession.draws(try exercise("double", chapter), of: chapter))
        #expect(!QuestionSession.draws(try exercise("plain", chapter), of: chapter))
    }
}
