import Chapters
import Testing

@Suite("Linked sets")
struct SetTests {
    private static let source = """
        :::::set heads topic=gap
        入力は ${{h}}\\times{{h}}$ です。

        ```swift question
        let h = draw(5...9)
        ```

        ::::exercise first points=2
        {{h}} の次は
        ```swift question
        answer(h + 1)
        ```
        :::hint
        {{h + 1}}
        :::
        ::::

        まだ続きます。{{h * h}}

        ::::exercise second topic=own
        {{h}} は
        - [x] 数 {{h}}
        - [ ] 字
          > {{h - 1}} ではない
        ::::
        :::::
        """

    @Test("a set shares its scenario, its cell and its topic; each exercise numbers its own parameters")
    func set() throws {
        let chapter = try parse(SetTests.source)
        #expect(chapter.diagnostics.isEmpty && chapter.cells.isEmpty)
        let set = try #require(chapter.sets.first)
        #expect(set.id == "heads" && set.exercises == [0, 1])
        #expect(set.range == SourceRange(start: SourcePosition(line: 1), endLine: 26))
        #expect(set.parameters.map(\.code) == ["h", "h", "h * h"])
        #expect(set.source?.firstLine == 5 && set.source?.code == "let h = draw(5...9)\n")
        #expect(set.prompt.count == 2)
        #expect(chapter.exercises.map(\.topic) == ["gap", "own"])
        #expect(chapter.exercises.map(\.set) == ["heads", "heads"])
        #expect(chapter.exercises[0].parameters.map(\.code) == ["h", "h + 1"])
        #expect(chapter.exercises[1].parameters.map(\.code) == ["h", "h", "h - 1"])
        #expect(chapter.exercises[1].parameters[2].position == SourcePosition(line: 24, column: 7))
        guard case .choice(let choice) = chapter.exercises[1].kind else {
            Issue.record("\(chapter.exercises[1].kind)")
            return
        }
        let option = choice.options[0].content.substituting(parameters: ["6", "7", "5"])
        #expect(option.map(\.kind) == [.paragraph([.text("数 7")])])
        #expect(chapter.blocks.map(\.kind) == [.exerciseSet(0)])
    }

    @Test("a set that draws nothing keeps braces as they are, and code in a fill keeps its own")
    func plain() throws {
        let chapter = try parse(
            """
            ::::set a topic=t
            {{x}} は
            :::exercise b
            - [x] {{y}}
            :::
            ::::

            :::exercise c topic=t
            ```swift question
            answer(1)
            ```
            ```python
            f"{{h}}"
            ```
            :::
            """)
        #expect(chapter.diagnostics.isEmpty)
        #expect(chapter.sets[0].prompt.map(\.kind) == [.paragraph([.text("{{x}} は")])])
        #expect(chapter.exercises[0].parameters.isEmpty && chapter.exercises[1].parameters.count == 1)
    }

    @Test(
        "what is wrong is reported where it is",
        arguments: [
            ("⚑::::set A topic=t\n:::exercise a\n- [x] a\n:::\n::::", "exercise-id"),
            ("⚑::::set a topic=t\ntext\n::::", "set-empty"),
            (
                ":::::set a topic=t\n⚑::::set b\n:::exercise c\n- [x] a\n:::\n::::\n:::exercise d\n- [x] a\n:::\n:::::",
                "set-nested"
            ),
            ("⚑::::set a topic=t\n:::exercise a\n- [x] a\n:::\n::::", "exercise-duplicate-id"),
            ("::::set a topic=t\n⚑```swift check\n```\n:::exercise b\n- [x] a\n:::\n::::", "set-cell"),
            ("⚑::::set a points=3\n:::exercise b\n- [x] a\n:::\n::::", "exercise-attribute-unknown"),
            (":::::set a topic=t\n⚑:::hint\nx\n:::\n:::exercise b\n- [x] a\n:::\n:::::", "container-outside-exercise"),
        ])
    func diagnostics(source: String, code: String) throws {
        let (text, position) = try marked(source)
        let diagnostic = try #require(try parse(text).diagnostics.first { $0.code == code })
        #expect(diagnostic.position == position)
    }
}
