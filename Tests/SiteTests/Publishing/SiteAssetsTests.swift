import Chapters
import Foundation
import Testing

@testable import Site

@Suite("Files of a site")
struct SiteAssetsTests {
    @Test("a picture that comes again is a reference to the first")
    func pictures() {
        let bytes = String(repeating: "A", count: 300)
        func picture(_ x: Int, _ text: String) -> String {
            "<image class=\"pixels\" x=\"\(x)\" href=\"data:image/png;base64,\(text)\"/>"
        }
        let page =
            "<p>1</p>\(picture(4, bytes))<p>2</p>\(picture(4, bytes))\(picture(9, bytes))<p>3</p>\(picture(4, bytes))"
        let html = PictureSharing.shared(page)
        #expect(html.occurrences(of: bytes) == 2)
        #expect(html.occurrences(of: "<use href=\"#sk-picture-1\"/>") == 2)
        #expect(html.hasPrefix("<p>1</p><image id=\"sk-picture-1\" class=\"pixels\" x=\"4\""))
        #expect(WellFormed.problems(in: html) == [])
        #expect(PictureSharing.shared("<p>\(picture(4, bytes))</p>") == "<p>\(picture(4, bytes))</p>")
    }

    @Test("our scripts and sheets can be cut line by line, and lose nothing but comments and spaces")
    func minified() {
        for (name, data) in SiteAssets.own {
            let text = String(decoding: data, as: UTF8.self)
            let short = String(decoding: Minified.file(data, name: name), as: UTF8.self)
            #expect(short.utf8.count < text.utf8.count, "\(name)")
            guard name.hasSuffix(".js") else { continue }
            let code = text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.hasPrefix("//") }
            #expect(!code.contains { $0.contains("`") }, "\(name): a text over several lines would be cut")
            #expect(short == code.joined(separator: "\n") + "\n")
        }
        let sheet = Minified.file(
            Data(
                "/* a */\np {\n  color: red;\n  margin: 0;\n}\na :is(b) { top: 0; }\n@media (x: 1) {\n  q,\n  r > s {\n    content: \"{ ;  }\";\n    font: 1em\n      serif;\n  }\n}\n"
                    .utf8), name: "x.css")
        #expect(
            String(decoding: sheet, as: UTF8.self)
                == "p{color:red;margin:0}a :is(b){top:0}@media (x:1){q,r > s{content:\"{ ;  }\";font:1em serif}}\n")
    }

    @Test("the exam knows of every exercise but code, and its words are all there")
    func exam() throws {
        let words = ExamWords.all(.ja).merging(LiveWords.all(.ja)) { $1 }
        for data in [
            PackageResources.exam_js, PackageResources.study_js, PackageResources.exercises_js,
            PackageResources.judge_js,
        ] {
            let script = String(decoding: Data(data), as: UTF8.self)
            for match in script.matches(of: /phrase\('(\w+)'/) { #expect(words[String(match.1)] != nil, "\(match.1)") }
        }
        #expect(Set(ExamWords.all(.ja).keys) == Set(ExamWords.all(.en).keys))
        var document = LiveExercises.Document()
        document.exercises["a"] = .init(kind: "choice", topic: "t", points: 2, set: nil, count: 3, sealed: "")
        let text = """
            ---
            title: "章"
            ---

            ## 節

            :::exercise a topic=t points=2
            どれ？

            - [x] はい
            - [ ] いいえ
            :::

            :::exercise b topic=t
            書く。

            ```swift starter
            func one() -> Int { 0 }
            ```

            ```swift check
            expect(one(), 1)
            ```

            ```swift solution
            func one() -> Int { 1 }
            ```
            :::
            """
        let chapter = try ChapterParser.parse(Array(text.utf8), path: "c.md")
        #expect(chapter.exercises.count == 2)
        let part = ExamPart(chapter, document, page: "c.html", data: "data/c.js")
        #expect(
            part.items.map(\.id) == ["a"] && part.sections.map(\.title) == ["節"] && part.items.first?.section == 0
                && part.items.first?.count == 3)
        #expect(part.script.hasPrefix("studykitExamPart({") && part.script.hasSuffix("});\n"))
    }
}
