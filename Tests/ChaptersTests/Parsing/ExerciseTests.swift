import Chapters
import Testing

@Suite("Exercises")
struct ExerciseTests {
    @Test("a task list is a choice with feedback")
    func choice() throws {
        let chapter = try parse(
            """
            ::::exercise pool-params topic=pooling points=2 level=3
            どれですか。

            - [ ] あ
              > ちがいます。
            - [x] い

            :::hint
            考えましょう。
            :::
            :::explanation
            $x$ です。
            :::
            ::::
            """)
        let exercise = try #require(chapter.exercises.first)
        #expect(exercise.id == "pool-params" && exercise.topic == "pooling")
        #expect(exercise.points == 2 && exercise.level == 3)
        guard case .choice(let choice) = exercise.kind else {
            Issue.record("\(exercise.kind)")
            return
        }
        #expect(choice.correctNumbers == [2])
        #expect(choice.options[0].feedback.count == 1)
        #expect(exercise.prompt.count == 1 && exercise.hints.count == 1 && exercise.explanation.count == 1)
        #expect(chapter.diagnostics.isEmpty && chapter.cells.isEmpty)
    }

    @Test("a question's parameters are found in text, code and math, with their places")
    func question() throws {
        let (source, position) = try marked(
            """
            本文 {{no}} です。

            :::exercise a topic=t
            ```swift question
            let h = draw(5...9)
            answer(h)
            ```
            $H={{h}}$、`k={{h + 1}}`、**幅（{{ ⚑h * 2 }}）**は
            :::

            :::exercise b topic=t
            ```swift question
            let w = draw(5...9)
            answer(w)
            ```
            {{w}} は
            :::
            """)
        let chapter = try parse(source)
        #expect(chapter.diagnostics.isEmpty)
        guard case .numeric = chapter.exercises[0].kind, case .numeric = chapter.exercises[1].kind
        else {
            Issue.record("\(chapter.exercises)")
            return
        }
        let (first, second) = (chapter.exercises[0], chapter.exercises[1])
        #expect(first.parameters.map(\.code) == ["h", "h + 1", "h * 2"])
        #expect(first.parameters[2].position == position)
        #expect(second.parameters.map(\.code) == ["w"])
        let prompt = chapter.exercises[1].prompt.substituting(parameters: ["7"])
        #expect(prompt.map(\.kind) == [.paragraph([.text("7 は")])])
        let math = chapter.exercises[0].prompt.substituting(parameters: ["5", "6", "10"])
        guard case .paragraph(let content) = math[0].kind else { return }
        #expect(content[0] == .math("H=5", display: false))
        #expect(content[2] == .code("k=6"))
    }

    @Test("starter, checks and solution are a code exercise whose points are the checks'")
    func code() throws {
        let chapter = try parse(
            """
            :::exercise f topic=t
            関数を書いてください。
            ```swift starter
            func f() -> Int { 0 }
            ```
            ```swift check points=2 title="小さい 例"
            expect(f(), equals: 1, "f")
            ```
            ```swift check
            expect(f(), equals: 1, "f")
            ```
            ```swift solution
            func f() -> Int { 1 }
            ```
            :::
            """)
        let exercise = try #require(chapter.exercises.first)
        guard case .code(let code) = exercise.kind else {
            Issue.record("\(exercise.kind)")
            return
        }
        #expect(exercise.points == 3)
        #expect(code.checks.map(\.title) == ["小さい 例", nil])
        #expect(code.starter.firstLine == 4)
        #expect(exercise.prompt.count == 1)
    }

    @Test("a fill has numbered blanks with marked keys")
    func fill() throws {
        let chapter = try parse(
            """
            :::exercise f topic=t
            ```fill swift
            let y = [[1]](x, [[2]])
            ---
            1: a
            1* conv
            2* x
            2: y
            ```
            ```swift check
            expect(true, "x")
            ```
            :::
            """)
        guard case .fill(let fill)? = chapter.exercises.first?.kind else {
            Issue.record("\(chapter.diagnostics)")
            return
        }
        #expect(fill.blanks.map(\.candidates) == [["a", "conv"], ["x", "y"]])
        #expect(fill.blanks.map(\.correctIndex) == [1, 0])
    }

    @Test(
        "are reported where they are wrong",
        arguments: [
            ("⚑:::exercise topic=a\n- [x] a\n:::", "exercise-id"),
            ("⚑:::exercise A topic=a\n- [x] a\n:::", "exercise-id"),
            ("⚑:::exercise a topic=a\ntext\n:::", "exercise-kind"), ("⚑:::exercise a\n- [ ] a\n:::", "choice-no-key"),
            (":::exercise a\n- [x] a\n:::\n\n⚑:::exercise a\n- [x] a\n:::", "exercise-duplicate-id"),
            (":::exercise a\n⚑```swift chek\n```\n- [x] a\n:::", "exercise-role-unknown"),
            ("⚑:::exercise a\n```swift starter\n```\n:::", "exercise-incomplete"),
            ("⚑:::exercise a points=x\n- [x] a\n:::", "exercise-attribute"),
        ])
    func diagnostics(source: String, code: String) throws {
        let (text, position) = try marked(source)
        let diagnostic = try #require(try parse(text).diagnostics.first)
        #expect(diagnostic.code == code)
        #expect(diagnostic.position == position)
    }
}
