import Chapters
import Foundation
import Runner

/// Draws the parametric questions of a chapter: one program for all of them.
package struct QuestionBank: Sendable {
    package struct Result: Sendable {
        /// By exercise id; one that is missing could not be drawn, and a diagnostic says why.
        package var questions: [String: DrawnQuestion] = [:]
        package var diagnostics: [Diagnostic] = []
    }

    private let machine: Machine
    private let cache: ResultCache

    package init(machine: Machine, usesCache: Bool) {
        self.machine = machine
        cache = ResultCache(directory: usesCache ? machine.cacheDirectory.map { "\($0)/questions" } : nil)
    }

    /// Draws all of them.
    ///
    /// The seed, with an exercise's id, gives the same question everywhere.
    package func draw(_ chapter: Chapter, seed: UInt64) async throws -> Result {
        let all = QuestionProgram(chapter: chapter)
        guard !all.items.isEmpty else { return Result() }
        let key = Digest.of(["questions 1", machine.fingerprint, all.identity, "\(seed)"])
        if let stored = cache.load([String: DrawnQuestion].self, key: key) { return Result(questions: stored) }

        var program = all
        var result = Result()
        while !program.items.isEmpty {
            let received = Mutexed([Frame]())
            let outcome = try await ProgramRunner(machine: machine).run(
                program.generate(), arguments: program.items.map { "\(QuestionBank.seed(seed, for: $0.id))" },
                timeout: .seconds(20)
            ) { event, _ in
                if case .frame(let frame) = event { received.withLock { $0.append(frame) } }
            }
            switch outcome {
            case .doesNotCompile(let messages):
                let broken = Set(messages.compactMap { report($0, program, chapter, &result) })
                guard !broken.isEmpty else {
                    throw ProgramFault(message: messages.map(\.text).joined(separator: "\n"))
                }
                program.items.removeAll { broken.contains($0.id) }
            case .ended(let end, let standardError):
                let frames = received.withLock { $0 }
                for frame in frames where program.items.indices.contains(frame.argument) {
                    take(frame, program.items[frame.argument], chapter, &result)
                }
                guard frames.count < program.items.count else {
                    program.items = []
                    break
                }
                let crash = Crash(standardError: standardError, end: end, file: QuestionProgram.fileName)
                reportFailure(program.items[frames.count], crash.message, chapter, &result)
                program.items.removeFirst(frames.count + 1)
            }
        }
        if result.questions.count == all.items.count { cache.store(result.questions, key: key) }
        return result
    }

    /// FNV-1a over the id, mixed with the seed: the same on every machine and in every language it is ported to.
    package static func seed(_ seed: UInt64, for id: String) -> UInt64 {
        id.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    private func take(_ frame: Frame, _ item: QuestionProgram.Item, _ chapter: Chapter, _ result: inout Result) {
        if frame.kind == "question",
            let question = try? JSONDecoder.forFrames.decode(DrawnQuestion.self, from: Data(frame.payload))
        {
            result.questions[item.id] = question
        } else if frame.kind == "no-question" {
            let reason = frame.text.isEmpty ? "require" : frame.text
            reportFailure(item, reason, chapter, &result)
        } else {
            reportFailure(item, "answer(…)", chapter, &result)
        }
    }

    private func report(
        _ message: CompilerMessage, _ program: QuestionProgram, _ chapter: Chapter, _ result: inout Result
    ) -> String? {
        guard message.file == QuestionProgram.fileName,
            let item = program.items.first(where: { $0.range.line...$0.range.endLine ~= message.line })
        else { return nil }
        let isCell =
            message.line < item.question.source.firstLine + item.question.source.code.split(separator: "\n").count
        let offset = isCell ? item.question.source.columnOffset : 0
        result.diagnostics.append(
            Diagnostic(
                .error, code: "question-does-not-compile", path: chapter.path,
                position: SourcePosition(line: message.line, column: message.column + offset),
                message: LocalizedText(verbatim: message.text)))
        return item.id
    }

    private func reportFailure(
        _ item: QuestionProgram.Item, _ reason: String, _ chapter: Chapter, _ result: inout Result
    ) {
        result.diagnostics.append(
            Diagnostic(
                .error, code: "question-fails", path: chapter.path,
                position: SourcePosition(line: item.question.source.firstLine),
                message: LocalizedText(
                    ja: "演習 \(item.id) の問題を作れません: \(reason)", en: "the question \(item.id) can't be drawn: \(reason)"),
                help: LocalizedText(
                    ja: "answer(…) を呼んでいるか、require の条件を満たす値があるかを確かめてください。",
                    en: "Check that it calls answer(…), and that some values satisfy its require.")))
    }
}

/// The questions of a chapter as one program: a function each, drawn in order with the seeds given as arguments.
struct QuestionProgram {
    struct Item {
        var id: String
        var question: Question
        var range: SourceRange
    }

    static let fileName = "question.md"

    var items: [Item]

    init(chapter: Chapter) {
        items = chapter.exercises.compactMap { exercise in
            guard case .numeric(let question) = exercise.kind else { return nil }
            return Item(id: exercise.id, question: question, range: exercise.range)
        }
    }

    /// What the drawn questions depend on; no line numbers, so that moving an exercise changes nothing.
    var identity: String {
        items.map { item in
            ([item.id, item.question.source.code] + item.question.parameters.map(\.code)).joined(separator: "\u{1F}")
        }.joined(separator: "\u{1E}")
    }

    func generate() -> SwiftProgram {
        var text = "import ConvNet\nimport Notebook\n"
        for (index, item) in items.enumerated() {
            text += "func studykitQuestion\(index)() throws -> [String] {\n"
            text += SwiftProgram.location(file: QuestionProgram.fileName, line: item.question.source.firstLine)
            text += item.question.source.code + SwiftProgram.endOfLocation
            text += "var studykitParameters: [String] = []\n"
            for parameter in item.question.parameters {
                text += "studykitParameters.append(NotebookRuntime.parameter {\n"
                text += SwiftProgram.location(file: QuestionProgram.fileName, line: parameter.position.line)
                text += String(repeating: " ", count: max(0, min(parameter.position.column - 1, 4000)))
                text += parameter.code + "\n" + SwiftProgram.endOfLocation + "})\n"
            }
            text += "return studykitParameters\n}\n"
        }
        text += "NotebookRuntime.start()\n"
        for index in items.indices {
            text +=
                "NotebookRuntime.question(\(index), seed: UInt64(CommandLine.arguments[\(index + 1)]) ?? 0) { try studykitQuestion\(index)() }\n"
        }
        return SwiftProgram(files: [.init(name: "main.swift", text: text)])
    }
}
