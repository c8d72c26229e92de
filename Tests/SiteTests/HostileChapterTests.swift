@testable import Chapters
import Display
import Grading
import Testing

@testable import Site

/// Every string of the model and of the report, each trying to leave its place.
@Suite struct HostileChapterTests {
    static let attacks = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title><script>",
        "</code></pre><iframe src=//x>", "<svg onload=alert(1)>", "]]><!--", "\u{0}<\u{0}script>", "&lt;script&gt;",
        "javascript:alert(1)", "</style><base href=//x>", "\u{FFFE}\u{202E}", "--><script>", "<br onclick=alert(1)>",
    ]

    @Test(arguments: attacks)
    func nothingBreaksOut(attack: String) {
        let (chapter, report) = Self.everything(attack)
        for language in Language.allCases {
            let html = page(chapter, report: report, language: language).html
            #expect(WellFormed.problems(in: html) == [])
            for tag in ["<script", "<iframe", "<base", "<svg onload", "<img src=x", "<object", "<embed", "<form"] {
                #expect(!html.lowercased().contains(tag), "\(tag)")
            }
            #expect(html.firstMatch(of: /(href|src)="\s*(javascript|data|vbscript):/.ignoresCase()) == nil)
            #expect(!html.unicodeScalars.contains { $0.value == 0 || $0.value == 0xE004 || $0.value == 0xFFFE })
        }
    }

    @Test("no heading takes the id of a part of the page, and its own link still leads to it")
    func ownNames() {
        for anchor in ["sk-main", "sk-title", "a[^b]", "50%", "\"><b"] {
            let chapter = Chapter(
                id: "c", path: "c.md", frontMatter: FrontMatter(title: "t"),
                blocks: [block(.heading(Heading(level: 2, anchor: anchor, content: [.text("x")])))])
            let html = page(chapter).html
            #expect(html.matches(of: /id="sk-main"/).count == 1 && html.matches(of: /id="sk-title"/).count <= 1)
            let link = html.firstMatch(of: /class="anchor" href="([^"]*)"/)?.1
            #expect(link?.contains { "[]^<".contains($0) } == false, "\(link ?? "")")
        }
    }

    private static func everything(_ text: String) -> (Chapter, ChapterReport) {
        let range = SourceRange(start: SourcePosition(line: 1), endLine: 1)
        let inlines: [Inline] = [
            .text(text), .code(text), .math(text, display: false), .math(text, display: true), .emphasis([.text(text)]),
            .link(destination: text, title: text, [.text(text), .link(destination: text, title: "", [.text("x")])]),
            .link(destination: "https://example.com/" + text, title: text, []),
            .image(Image(source: text, alt: text, title: text, width: text, height: text)),
            .image(Image(source: "known", alt: text, title: text, width: text, height: text)),
            .footnoteReference(number: 1, label: text), .footnoteReference(number: 99, label: text), .value(0),
            .value(1),
            .value(9), .html(text),
        ]
        let blocks = [
            block(.heading(Heading(level: 1, anchor: text, content: inlines))),
            block(.heading(Heading(level: 9, anchor: text + "-1", content: [.text(text)]))),
            block(.paragraph(inlines)), block(.quote([paragraph(.text(text))])),
            block(.code(CodeBlock(language: text, title: text, text: text))),
            block(.code(CodeBlock(language: "html", title: text, isDiff: true, text: "+\(text)\n-\(text)"))),
            block(.table(Table(alignments: [], header: [inlines], rows: [[inlines]]))),
            block(.math(MathBlock(tex: "\\text{\(text)}", number: text, position: range.start))),
            block(.image(Image(source: text, alt: text), caption: inlines)),
            block(.message(isAlert: true, [paragraph(.text(text))])),
            block(.details(title: [.text(text), .math(text, display: false)], [paragraph(.text(text))])),
            block(.linkCard(url: text, service: text)), block(.linkCard(url: text, service: "youtube")),
            block(.html(text)),
            block(.list(List(start: -1, isTight: false, items: [.init(isChecked: false, blocks: [], range: range)]))),
        ]
        let source = CellSource(code: text, firstLine: 1)
        let option = Choice.Option(
            isCorrect: true, content: [paragraph(.text(text))], feedback: [paragraph(.text(text))])
        let blank = Fill.Blank(number: 1, candidates: [text, text], correctIndex: 0)
        let check = Check(source: source, points: 1, title: text)
        let kinds: [Exercise.Kind] = [
            .choice(Choice(options: [option])), .numeric(Question(source: source)),
            .fill(Fill(language: text, code: "[[1]]\(text)", blanks: [blank], checks: [check], range: range)),
            .code(CodeExercise(starter: source, checks: [check], solution: source)),
        ]
        let marked = paragraph(
            .text(ParameterMarker.marker(for: 0)), .math(ParameterMarker.marker(for: 1), display: false))
        let exercises = kinds.enumerated().map { index, kind in
            Exercise(
                id: text + "\(index)", topic: text, range: range, prompt: [marked], kind: kind, hints: [[marked]],
                explanation: [marked])
        }
        var chapter = Chapter(
            id: text, path: text, frontMatter: FrontMatter(title: text, emoji: text, topics: [text]),
            blocks: blocks + [block(.cell(0)), block(.cell(9))] + (0...4).map { block(.exercise($0)) },
            footnotes: [Footnote(label: text, blocks: [paragraph(.text(text))])],
            cells: [Cell(id: text, title: text, source: source, isHidden: true, range: range)],
            values: [], exercises: exercises)
        chapter.values = [
            InlineExpression(code: text, position: range.start), InlineExpression(code: text, position: range.start),
        ]
        return (chapter, report(text, exercises))
    }

    private static func report(_ text: String, _ exercises: [Exercise]) -> ChapterReport {
        let grid = Grid(title: text, rows: 1, columns: 1, values: [1], regions: [.init(row: -5, column: 9, group: -3)])
        let series = Chart.Series(name: text, x: [0, .nan, 1], y: [.infinity, 1])
        let chart = Chart(title: text, xLabel: text, yLabel: text, series: [series])
        let outputs: [CellOutput] = [
            .text(text),
            .table(NumberTable(title: text, shape: [1], planes: [.init(index: [0], rows: [[text]])], text: text)),
            .figure(Figure(caption: text, alt: text, panels: [.grid(grid), .symbol(text), .chart(chart)])),
            .figure(Figure(caption: text, alt: text, panels: [.grid(grid)])),
        ]
        let message = LocalizedText(verbatim: text)
        return ChapterReport(
            id: text, title: text, path: text,
            examples: [exampleReport(outputs, status: .crashed, message: message)], values: [text, nil],
            exercises: exercises.map {
                ExerciseReport(
                    id: $0.id, kind: .choice, topic: text, line: 1, status: .error, earned: 0, points: 1,
                    feedback: message, parameters: [text], answerPath: text, given: text)
            })
    }
}
