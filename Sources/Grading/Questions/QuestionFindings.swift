import Chapters
import Runner

/// What keeps a chapter's questions from being drawn, each problem once.
struct QuestionFindings {
    private(set) var diagnostics: [Diagnostic] = []

    /// Adds what the compiler says; gives the id of the unit that it says it of, nil when it is none of the chapter's.
    mutating func add(_ message: CompilerMessage, _ program: QuestionProgram, _ chapter: Chapter) -> String? {
        guard message.file == QuestionProgram.fileName,
            let unit = program.units.first(where: { $0.range.line...$0.range.endLine ~= message.line })
        else { return nil }
        // A parameter's column is the chapter's already; a cell's starts where the cell's lines do.
        let cell = unit.allParts.compactMap(\.source).first { source in
            source.firstLine..<(source.firstLine + source.code.split(separator: "\n").count + 1) ~= message.line
        }
        add(
            Diagnostic(
                .error, code: "question-does-not-compile", path: chapter.path,
                position: SourcePosition(line: message.line, column: message.column + (cell?.columnOffset ?? 0)),
                message: LocalizedText(verbatim: message.text)))
        return unit.id
    }

    /// Adds that a unit could not be drawn: at `line` if that is known, with the seed where the failure may be that seed's alone.
    mutating func add(
        failureOf unit: QuestionProgram.Unit, _ reason: String, line: Int?, seed: UInt64?, _ chapter: Chapter
    ) {
        let place = line ?? unit.allParts.compactMap(\.source).first?.firstLine ?? unit.range.line
        let drawn = seed.map { " (seed \($0))" } ?? ""
        add(
            Diagnostic(
                .error, code: "question-fails", path: chapter.path, position: SourcePosition(line: place),
                message: LocalizedText(
                    ja: "演習 \(unit.id) の問題を作れません\(drawn): \(reason)",
                    en: "the question \(unit.id) can't be drawn\(drawn): \(reason)"),
                help: LocalizedText(
                    ja: "answer(…) を呼んでいるか、require の条件を満たす値があるかを確かめてください。",
                    en: "Check that it calls answer(…), and that some values satisfy its require.")))
    }

    private mutating func add(_ diagnostic: Diagnostic) {
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }
}
