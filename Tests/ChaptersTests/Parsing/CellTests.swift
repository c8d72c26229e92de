import Chapters
import Testing

@Suite("Cells, outputs, inline values")
struct CellTests {
    @Test("have code, options, place and expected output")
    func cell() throws {
        let chapter = try parse(
            "本文\n\n```swift:Conv.swift hidden id=conv timeout=1.5s\nlet x = 1\nprint(x)\n```\n\n```output\n1\n```\n")
        let cell = try #require(chapter.cells.first)
        #expect(cell.id == "conv" && cell.title == "Conv.swift" && cell.isHidden)
        #expect(cell.timeout == .milliseconds(1500))
        #expect(cell.source == CellSource(code: "let x = 1\nprint(x)\n", firstLine: 4))
        #expect(cell.expectedOutput?.text == "1\n")
        #expect(cell.expectedOutput?.range == SourceRange(start: SourcePosition(line: 8), endLine: 10))
        #expect(chapter.blocks.count == 2)
        #expect(chapter.diagnostics.isEmpty)
    }

    @Test("keep their columns inside lists and quotes")
    func columns() throws {
        let chapter = try parse("- 項目\n\n  ```swift\n  let a = 1\n  ```\n\n> ```swift\n> let b = 2\n> ```\n")
        #expect(chapter.cells.map(\.source.columnOffset) == [2, 2])
        #expect(chapter.cells.map(\.source.firstLine) == [4, 8])
        #expect(chapter.cells.map(\.source.code) == ["let a = 1\n", "let b = 2\n"])
    }

    @Test("in other languages, diffs and titles are listings")
    func listings() throws {
        let chapter = try parse(
            "```python:a.py\nx = 1\n```\n\n```diff js:b.js\n+ y\n```\n\n```js diff:c.js\n- z\n```\n")
        let code = chapter.blocks.compactMap { if case .code(let code) = $0.kind { code } else { nil } }
        #expect(code.map(\.language) == ["python", "js", "js"])
        #expect(code.map(\.title) == ["a.py", "b.js", "c.js"])
        #expect(code.map(\.isDiff) == [false, true, true])
        #expect(chapter.cells.isEmpty)
    }

    @Test("an inline value knows its expression's place and the cells above it")
    func values() throws {
        let (source, position) = try marked("```swift\nlet n = 3\n```\n\n**値（$P$）**は `{swift} ⚑n + 1` です。")
        let chapter = try parse(source)
        #expect(chapter.values == [InlineExpression(code: "n + 1", position: position, cellsBefore: 1)])
    }

    @Test("unknown options name the nearest known one")
    func unknownOption() throws {
        let (source, position) = try marked("```swift ⚑shuold-fail\nx\n```\n")
        let diagnostic = try #require(try parse(source).diagnostics.first)
        #expect(diagnostic.code == "cell-option-unknown" && diagnostic.position == position)
        #expect(diagnostic.help?(.en) == "Did you mean should-fail?")
    }

    @Test("an output without a cell is reported")
    func strayOutput() throws {
        #expect(try parse("text\n\n```output\n1\n```\n").diagnostics.map(\.code) == ["output-without-cell"])
    }
}
