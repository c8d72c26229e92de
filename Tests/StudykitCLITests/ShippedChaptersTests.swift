import Chapters
import Display
import Foundation
import Grading
import Runner
import Testing

/// The repository's own chapters: they run, their solutions earn everything, their answer files are unanswered.
@Suite("Shipped chapters")
struct ShippedChaptersTests {
    /// Tests/StudykitCLITests/… is three levels below the root.
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    static let paths = ((try? FileManager.default.contentsOfDirectory(atPath: root + "/chapters")) ?? [])
        .filter { $0.hasSuffix(".md") }.sorted().map { "\(root)/chapters/\($0)" }

    private func parse(_ path: String) throws -> Chapter {
        try ChapterParser.parse(Array(Data(contentsOf: URL(fileURLWithPath: path))), path: path)
    }

    @Test("parse without a complaint and meet the measure", arguments: paths)
    func measure(path: String) throws {
        let chapter = try parse(path)
        #expect(chapter.diagnostics.isEmpty)
        #expect(chapter.cells.count >= 4)
        #expect(chapter.exercises.count >= 12)
        let parametric = chapter.exercises.filter { if case .numeric = $0.kind { true } else { false } }
        #expect(parametric.count >= 5)
        #expect(chapter.exercises.allSatisfy { !$0.topic.isEmpty && !$0.explanation.isEmpty })
    }

    @Test("run as written: no error, every output as expected", arguments: paths)
    func run(path: String) async throws {
        let chapter = try parse(path)
        let machine = try Machine.find()
        // That a chapter trains its networks in time is a benchmark's business, not that of a busy machine.
        let options = ChapterExecutor.Options(cellTimeout: .seconds(600), usesCache: false)
        let result = try await ChapterExecutor(machine: machine, options: options).execute(chapter)
        let (report, diagnostics) = ChapterReport.assemble(chapter, result, [])
        #expect((result.diagnostics + diagnostics).map { $0.headline(in: .en) } == [])
        #expect(report.examples.allSatisfy { $0.status == .passed })
        #expect(result.values.allSatisfy { $0 != nil })
        let figures = result.cells.flatMap(\.outputs).compactMap { output -> Figure? in
            if case .figure(let figure) = output { figure } else { nil }
        }
        #expect(!figures.isEmpty)
        // Somebody who can't see it must learn from the text what it shows, which the caption alone does not say.
        #expect(figures.filter { $0.caption.isEmpty || $0.alt.isEmpty || $0.alt == $0.caption }.map(\.caption) == [])
    }

    @Test("the answer files are those that reset makes", arguments: paths)
    func answerFiles(path: String) throws {
        let chapter = try parse(path)
        for (name, text) in AnswerFolder.initialFiles(for: chapter) {
            let file = "\(ShippedChaptersTests.root)/exercises/\(chapter.id)/\(name)"
            #expect(try String(contentsOfFile: file, encoding: .utf8) == text, "studykit reset \(chapter.id)")
        }
    }

    @Test("questions have an answer and three mistakes for many seeds", arguments: paths)
    func questions(path: String) async throws {
        let chapter = try parse(path)
        let bank = QuestionBank(machine: try Machine.find(), usesCache: false)
        let seeds = [1, 2, 3, 1000] as [UInt64]
        let result = try await bank.draw(chapter, seeds: seeds)
        #expect(result.diagnostics.isEmpty)
        for (seed, draw) in zip(seeds, result.draws) {
            for exercise in chapter.exercises {
                guard case .numeric = exercise.kind else { continue }
                let drawn = try #require(draw.questions[exercise.id], "\(exercise.id)")
                #expect(drawn.parameters.count == exercise.parameters.count)
                #expect(drawn.mistakes.count >= 3, "\(exercise.id), seed \(seed)")
            }
        }
    }

    @Test("solutions pass every check, starters compile and fail, only the right fragments fit", arguments: paths)
    func solutions(path: String) async throws {
        let chapter = try parse(path)
        let checker = CodeChecker(machine: try Machine.find(), usesCache: false)
        for exercise in chapter.exercises {
            switch exercise.kind {
            case .code(let code):
                let solved = try await checker.check("import ConvNet\n" + code.solution.code, checks: code.checks)
                #expect(solved == .checked(code.checks.map { _ in .passed }), "\(exercise.id)")
                let started = try await checker.check("import ConvNet\n" + code.starter.code, checks: code.checks)
                guard case .checked(let outcomes) = started else {
                    Issue.record("\(exercise.id): the starter does not compile: \(started)")
                    continue
                }
                #expect(outcomes.contains { $0 != .passed }, "\(exercise.id)")
            case .fill(let fill):
                // A Python one is proven by `studykit check`, where there is NumPy.
                guard fill.isExecuted else { continue }
                let key = fill.blanks.map(\.correctIndex)
                let right = try await checker.check(fill.code(with: key), checks: fill.checks)
                #expect(right == .checked(fill.checks.map { _ in .passed }), "\(exercise.id)")
                for (index, blank) in fill.blanks.enumerated() {
                    for wrong in blank.candidates.indices where wrong != blank.correctIndex {
                        var chosen = key
                        chosen[index] = wrong
                        let outcome = try await checker.check(fill.code(with: chosen), checks: fill.checks)
                        #expect(
                            outcome != .checked(fill.checks.map { _ in .passed }),
                            "\(exercise.id) [[\(blank.number)]] = \(blank.candidates[wrong])")
                    }
                }
            case .choice, .numeric: break
            }
        }
    }
}
