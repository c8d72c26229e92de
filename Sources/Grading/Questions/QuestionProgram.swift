import Chapters
import Runner

/// The questions of a chapter as one program: a function for each unit, called when the tool asks for a draw.
struct QuestionProgram {
    /// What is drawn at once: a question by itself, or a linked set with everything in it.
    struct Unit {
        /// The exercise's or the set's; with the seed it decides what is drawn.
        var id: String
        var range: SourceRange
        /// The set's scenario; nil for a question by itself.
        var scenario: Part?
        var parts: [Part]

        /// In the order in which they are drawn.
        var allParts: [Part] { (scenario.map { [$0] } ?? []) + parts }
    }

    struct Part {
        var id: String
        /// nil for an exercise of a set that only shows what the set has drawn.
        var source: CellSource?
        var parameters: [InlineExpression]
        /// Whether its cell must give an answer.
        var isQuestion: Bool
        var range: SourceRange
    }

    static let fileName = "question.md"

    var units: [Unit]

    init(chapter: Chapter) {
        units = []
        for exercise in chapter.exercises where exercise.set == nil {
            if case .numeric = exercise.kind {
                units.append(
                    Unit(id: exercise.id, range: exercise.range, scenario: nil, parts: [QuestionProgram.part(exercise)])
                )
            }
        }
        for set in chapter.sets {
            let scenario = Part(
                id: set.id, source: set.source, parameters: set.parameters, isQuestion: false, range: set.range)
            let parts = set.exercises.map { QuestionProgram.part(chapter.exercises[$0]) }
            guard set.source != nil || parts.contains(where: { $0.source != nil }) else { continue }
            units.append(Unit(id: set.id, range: set.range, scenario: scenario, parts: parts))
        }
        // In the order of the text, so that diagnostics come in it.
        units.sort { $0.range.start < $1.range.start }
    }

    private static func part(_ exercise: Exercise) -> Part {
        var source: CellSource?
        if case .numeric(let question) = exercise.kind { source = question.source }
        return Part(
            id: exercise.id, source: source, parameters: exercise.parameters, isQuestion: source != nil,
            range: exercise.range)
    }

    /// What the draws depend on; no line numbers, so that moving an exercise changes nothing.
    var identity: [String] {
        units.flatMap { unit in
            ["unit", unit.id]
                + unit.allParts.flatMap { part in
                    ["part", part.id, part.source?.code ?? ""] + part.parameters.map(\.code)
                }
        }
    }

    func generate() -> SwiftProgram {
        var text = "import ConvNet\nimport Notebook\nimport Vision\n"
        for (index, unit) in units.enumerated() {
            text += "func studykitDraw\(index)() throws {\n"
            if let scenario = unit.scenario {
                // The shared names stay in scope; the exercises' own are theirs alone.
                text += cell(scenario) + "do {\n" + end(scenario) + "}\n"
                for part in unit.parts { text += "do {\n" + cell(part) + end(part) + "}\n" }
            } else {
                for part in unit.parts { text += cell(part) + end(part) }
            }
            text += "}\n"
        }
        let functions = units.indices.map { "studykitDraw\($0)" }.joined(separator: ", ")
        text += "NotebookRuntime.serve([\(functions)])\n"
        return SwiftProgram(files: [.init(name: "main.swift", text: text)])
    }

    private func cell(_ part: Part) -> String {
        guard let source = part.source else { return "" }
        return SwiftProgram.location(file: QuestionProgram.fileName, line: source.firstLine) + source.code
            + SwiftProgram.endOfLocation
    }

    private func end(_ part: Part) -> String {
        var text = "var studykitParameters: [String] = []\n"
        for parameter in part.parameters {
            text += "studykitParameters.append(NotebookRuntime.parameter {\n"
            text += SwiftProgram.location(file: QuestionProgram.fileName, line: parameter.position.line)
            text += String(repeating: " ", count: max(0, min(parameter.position.column - 1, 4000)))
            text += parameter.code + "\n" + SwiftProgram.endOfLocation + "})\n"
        }
        return text + "NotebookRuntime.part(studykitParameters)\n"
    }
}
