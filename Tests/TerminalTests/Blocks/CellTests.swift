import Display
import Grading
import Testing

@testable import Chapters
@testable import Terminal

@Suite struct CellTests {
    private func lines(
        _ example: ExampleReport?, hidden: Bool = false, width: Int = 40, color: ColorLevel = .none,
        language: Language = .ja
    ) -> [String] {
        let blocks = [Fixture.block(.cell(0))]
        let chapter = Fixture.chapter(blocks, cells: [Fixture.cell("let x = 1\nprint(x)\n", hidden: hidden)])
        return Fixture.lines(
            blocks, width: width, color: color, language: language, chapter: chapter,
            report: Fixture.report(examples: example.map { [$0] } ?? []))
    }

    @Test func codeOutputAndStatus() {
        let example = Fixture.example(.passed, outputs: [.text("1"), .text("2\n3\n")])
        #expect(
            lines(example) == [
                "┌ swift", "│ let x = 1", "│ print(x)", "┊ 12", "┊ 3", "✓ cell1  成功  12 ms",
            ])
    }

    @Test func lineNumbersAreTheChaptersOwn() {
        #expect(lines(nil, width: 60) == ["    ┌ swift", " 10 │ let x = 1", " 11 │ print(x)"])
    }

    @Test func failuresShowTheirMessage() {
        let example = Fixture.example(.mismatch, cached: true, message: "-期待\n+実際")
        #expect(lines(example).suffix(3) == ["✗ cell1  出力の不一致  キャッシュ", "  -期待", "  +実際"])
        #expect(lines(example, language: .en).contains("✗ cell1  output differs  cached"))
    }

    @Test func hiddenCellsAreOneLine() {
        #expect(
            lines(Fixture.example(.skipped), hidden: true) == [
                "▸ cell1 （コードは折りたたまれています）", "– cell1  未実行",
            ])
    }

    @Test func programOutputCannotReachTheTerminal() {
        let evil = "\u{1B}]0;title\u{7}\u{1B}[2J\u{9B}31m\r\u{202E}x\u{8}"
        let example = Fixture.example(
            .failed, outputs: [.text(evil), .table(NumberTable(title: evil, shape: [1], planes: [], text: evil))],
            message: evil)
        let text = lines(example).joined(separator: "\n")
        #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\n" })
        #expect(!text.unicodeScalars.contains("\u{202E}"))
        #expect(text.contains("␛]0;title␇"))
    }

    @Test func longLinesGoOnAfterAMark() {
        let blocks = [Fixture.block(.code(CodeBlock(language: "", text: String(repeating: "x", count: 25))))]
        #expect(
            Fixture.lines(blocks, width: 20) == [
                "│ " + String(repeating: "x", count: 18), "│ ↪ " + String(repeating: "x", count: 7),
            ])
    }

    @Test func listingsHaveTitleAndDiffColours() {
        let code = CodeBlock(language: "swift", title: "Conv.swift", isDiff: true, text: "-a\n+b\n c\n")
        #expect(Fixture.lines([Fixture.block(.code(code))]) == ["┌ Conv.swift", "│ -a", "│ +b", "│  c"])
        let colored = Fixture.lines([Fixture.block(.code(code))], color: .basic)
        #expect(colored[1].contains("\u{1B}[31m-a") && colored[2].contains("\u{1B}[32m+b"))
    }
}

@Suite struct CodeColoringTests {
    private func tones(_ code: String, _ language: String) -> [[String: Tone]] {
        CodeColoring.lines(of: code, language: language).map { line in
            var result: [String: Tone] = [:]
            for run in line.runs { if let tone = run.attributes.tone { result[run.text] = tone } }
            return result
        }
    }

    @Test func swift() {
        #expect(
            tones("let x: Tensor = 1.5 // 値", "swift") == [
                ["let": .keyword, "Tensor": .typeName, "1.5": .number, "// 値": .comment]
            ])
        #expect(
            tones("/* a /* b */\nc */ print(\"s\\\"t\")", "swift") == [
                ["/* a /* b */": .comment], ["c */": .comment, "\"s\\\"t\"": .string],
            ])
        #expect(
            tones("\"\"\"\nlet\n\"\"\" + x", "swift") == [
                ["\"\"\"": .string], ["let": .string], ["\"\"\"": .string],
            ])
    }

    @Test func python() {
        #expect(
            tones("def f(x): # 注\n    return 'a'", "python") == [
                ["def": .keyword, "# 注": .comment], ["return": .keyword, "'a'": .string],
            ])
    }

    @Test func nothingIsLost() {
        let code = "let s = \"未完\nfunc 畳み込み() { /* 終わらない\n @x #if 0x1F '\"' \\ "
        for language in ["swift", "python", "diff", "ruby"] {
            let lines = CodeColoring.lines(of: code, language: language)
            #expect(lines.map(\.string).joined(separator: "\n") == code)
        }
    }
}
