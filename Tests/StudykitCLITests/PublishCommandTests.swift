import Foundation
import Progress
import Testing

@Suite("publish, end to end")
struct PublishCommandTests {
    static let chapter = """
        # 出力サイズ

        最初の段落です。

        ```swift
        print(6 * 7)
        ```

        ```output
        42
        ```

        ::::exercise pick topic=padding
        0 で埋めるのは
        - [x] ゼロパディング
          > よくできました。
        - [ ] 反射
          > 折り返しの秘密です。
        :::explanation
        選択の秘密の解説です。
        :::
        ::::

        ::::exercise next topic=output-size points=2
        {{h}} の次は $x = {{h}} + 1$ のとき
        ```swift question
        let h = draw(1000...9000)
        answer(h + 1, by: "\\(h) + 1")
        mistake(h - 1, "前の数という秘密です。", by: "\\(h) − 1")
        ```
        :::hint
        {{h}} より大きい数です。
        :::
        :::explanation
        秘密の答えは {{h + 1}} です。
        :::
        ::::

        """

    @Test("a chapter becomes a page: executed, with draws, and with no answer in its text")
    func publishes() throws {
        try Tool.with { tool in
            try tool.write(Self.chapter, to: "chapters/chapter01.md")
            let first = try tool.run("publish", "--output", "out", "--draws", "3")
            #expect(first.status == 0 && first.errors == "", "\(first.errors)")
            let page = try tool.read("out/chapter01.html")
            #expect(page.contains(">42</pre>") && page.contains("最終実行") && page.contains("Swift 6"))
            let data = try tool.read("out/data/chapter01.js")
            for text in [page, data] {
                for secret in ["秘密", "よくできました", "\u{E004}"] { #expect(!text.contains(secret), "\(secret)") }
            }
            // The first draw is in the page, the number of its answer is not.
            let drawn = try #require(page.firstMatch(of: /([0-9]{4}) の次は/))
            let number = try #require(Int(drawn.1))
            #expect(!page.contains("\(number + 1)") && page.contains("\(number) より大きい"))
            #expect(data.contains("\"count\":3") && data.contains("\"seeds\":[1,2,3]"))
            let again = try tool.run("publish", "--output", "out", "--draws", "3")
            #expect(again.status == 0 && again.output.contains("作り直したページ 0"))
        }
    }

    @Test("a failing example is status 1, a malformed chapter 65, and the site stays")
    func failures() throws {
        try Tool.with { tool in
            try tool.write("# 一\n本文です。", to: "chapters/a.md")
            #expect(try tool.run("publish").status == 0)
            let before = try tool.read("site/a.html")
            try tool.write("# 一\n変えた本文です。", to: "chapters/a.md")
            try tool.write("```swift\nprint(1)\n```\n\n```output\n2\n```\n", to: "chapters/b.md")
            let wrong = try tool.run("publish")
            #expect(wrong.status == 1 && wrong.errors.contains("公開できない章があります: b"))
            #expect(try tool.read("site/a.html") == before)
            try tool.write("\u{0}", to: "chapters/b.md")
            #expect(try tool.run("publish").status == 65)
            #expect(try tool.read("site/a.html") == before)
            try tool.write("# 二\n", to: "chapters/b.md")
            #expect(try tool.run("publish", "--output", "chapters").status == 70)
            #expect(try tool.run("publish", "nowhere").status == 66)
            #expect(try tool.run("publish", "--base-url", "javascript:alert(1)").status == 64)
            #expect(try tool.run("publish").status == 0)
            #expect(try tool.read("site/a.html") != before)
        }
    }

    @Test("an author's own answers are not published")
    func noAnswers() throws {
        try Tool.with { tool in
            try tool.write(Self.chapter, to: "chapters/chapter01.md")
            try tool.write("pick: 2\nnext: 77777\n", to: "exercises/chapter01/answers.yaml")
            #expect(try tool.run("publish").status == 0)
            #expect(try !tool.read("site/chapter01.html").contains("77777"))
            #expect(try !tool.read("site/chapter01.html").contains("不正解"))
        }
    }

    @Test("what the page's script exports is a history, and merges once")
    func history() throws {
        // As exercises.js writes it; Tools/site-check/check.py --history makes one in a browser.
        let exported = """
            {"format":"studykit-history","version":1,"answers":[{"id":"0B0E7C5C-6E3B-4F0A-9C55-1B7A5A0B3C11",\
            "item":{"chapter":"chapter01","exercise":"next"},"topic":"output-size","seed":2,"answeredAt":1795237200.25,\
            "hints":1,"earned":2,"points":2,"given":"1235","source":"browser",\
            "session":"5B0E7C5C-6E3B-4F0A-9C55-1B7A5A0B3C12","isRetracted":false,"seconds":12.5}],"exams":[]}
            """
        let document = try HistoryDocument.read(Data(exported.utf8), path: "export.json")
        #expect(document.answers.map(\.source) == [.browser] && document.answers[0].isRight)
        try Tool.with { tool in
            var tool = tool
            tool.environment["STUDYKIT_PROGRESS"] = tool.folder + "/progress.sqlite"
            try tool.write(exported, to: "export.json")
            #expect(try tool.run("history", "import", "export.json").output.contains("1 件"))
            #expect(try tool.run("history", "import", "export.json").output.contains("0 件"))
            let back = try tool.run("history", "export").output
            #expect(try HistoryDocument.read(Data(back.utf8), path: "back.json").answers == document.answers)
        }
    }
}
