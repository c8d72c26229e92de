import Display
import Grading

@testable import Chapters
@testable import Terminal

/// Short ways to build blocks by hand: positions do not matter to the renderer.
enum Fixture {
    static let range = SourceRange(start: SourcePosition(line: 1), endLine: 1)

    static func block(_ kind: Block.Kind) -> Block { Block(kind, range) }

    static func paragraph(_ text: String) -> Block { block(.paragraph([.text(text)])) }

    static func list(_ texts: [String], start: Int? = nil, checked: [Bool?] = []) -> Block {
        let items = texts.enumerated().map { offset, text in
            List.Item(
                isChecked: checked.indices.contains(offset) ? checked[offset] : nil, blocks: [paragraph(text)],
                range: range)
        }
        return block(.list(List(start: start, isTight: true, items: items)))
    }

    static func cell(_ code: String, id: String = "cell1", hidden: Bool = false) -> Cell {
        Cell(id: id, source: CellSource(code: code, firstLine: 10), isHidden: hidden, range: range)
    }

    static func example(
        _ status: ExampleReport.Status, outputs: [CellOutput] = [], cached: Bool = false, message: String? = nil
    ) -> ExampleReport {
        ExampleReport(
            id: "cell1", line: 10, status: status, outputs: outputs, cached: cached, milliseconds: 12,
            message: message.map(LocalizedText.init(verbatim:)))
    }

    static func exercise(_ kind: Exercise.Kind, id: String = "pad-size", prompt: [Block]? = nil) -> Exercise {
        Exercise(
            id: id, topic: "padding", points: 2, level: 1, range: range, prompt: prompt ?? [paragraph("問い")],
            kind: kind, hints: [[paragraph("秘密のヒント")]], explanation: [paragraph("解説の文")])
    }

    static func result(
        _ status: ExerciseReport.Status, kind: ExerciseReport.Kind = .choice, feedback: String = "",
        parameters: [String] = [], id: String = "pad-size"
    ) -> ExerciseReport {
        ExerciseReport(
            id: id, kind: kind, topic: "padding", line: 20, status: status, earned: status == .correct ? 2 : 0,
            points: 2, feedback: LocalizedText(verbatim: feedback), parameters: parameters,
            answerPath: "exercises/chapter03/answers.yaml")
    }

    static func choice(_ options: [(String, Bool)]) -> Choice {
        Choice(
            options: options.map { text, isCorrect in
                Choice.Option(isCorrect: isCorrect, content: [paragraph(text)], feedback: [paragraph("肢の講評")])
            })
    }

    static func chapter(
        _ blocks: [Block], cells: [Cell] = [], exercises: [Exercise] = [], footnotes: [Footnote] = []
    ) -> Chapter {
        Chapter(
            id: "chapter03", path: "chapters/chapter03.md", frontMatter: FrontMatter(title: "畳み込み", emoji: "🧮"),
            blocks: blocks, footnotes: footnotes, cells: cells, exercises: exercises)
    }

    static func report(
        examples: [ExampleReport] = [], values: [String?] = [], exercises: [ExerciseReport] = []
    ) -> ChapterReport {
        ChapterReport(
            id: "chapter03", title: "畳み込み", path: "chapters/chapter03.md", examples: examples, values: values,
            exercises: exercises)
    }

    /// The lines of blocks without the chapter's title.
    static func lines(
        _ blocks: [Block], width: Int = 40, color: ColorLevel = .none, language: Language = .ja,
        chapter: Chapter? = nil, report: ChapterReport? = nil
    ) -> [String] {
        let style = TerminalStyle(width: width, color: color, language: language)
        let text = TerminalRenderer(style: style).render(blocks, in: chapter ?? Fixture.chapter(blocks), report: report)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
