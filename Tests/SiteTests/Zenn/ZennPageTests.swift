import Chapters
import Foundation
import Grading
import Testing

@testable import Site

/// Zenn's constructs from their source to the page, one a test: docs/zenn.md lists them.
@Suite("Zenn's constructs in a page")
struct ZennPageTests {
    private func main(_ source: String, images: [String: String] = [:]) throws -> String {
        let chapter = try ChapterParser.parse(Array(source.utf8), path: "chapters/a.md", files: nil)
        let html = page(chapter, images: images).html
        #expect(WellFormed.problems(in: html) == [])
        let start = html.range(of: "tabindex=\"-1\">\n")?.upperBound ?? html.startIndex
        let end = html.range(of: "</main>")?.lowerBound ?? html.endIndex
        return String(html[start..<end])
    }

    @Test(
        "a newline in a paragraph, two spaces, a backslash and <br> are line breaks",
        arguments: ["\n", "  \n", "\\\n", "<br>", "<br />"])
    func lineBreaks(mark: String) throws {
        #expect(try main("一行目\(mark)二行目\n") == "<p>一行目<br>\n二行目</p>\n")
    }

    @Test(
        "no other HTML passes",
        arguments: [
            "<b>x</b>", "<img src=x onerror=alert(1)>", "<details>", "<script>a()</script>", "<br onclick=a()>",
        ])
    func rawHTML(html: String) throws {
        let text = try main("前 \(html)\n\n\(html)\n")
        #expect(!text.contains(html) && text.contains(escaped(html)))
    }

    @Test("images have sizes, titles and captions")
    func images() throws {
        let known = ["a.png": "images/a.png"]
        #expect(
            try main("![代替](a.png \"題\" =250x)\n*図の**説明***\n", images: known)
                == "<figure class=\"picture\"><img src=\"images/a.png\" alt=\"代替\" title=\"題\" width=\"250\" loading=\"lazy\" decoding=\"async\">\n<figcaption>図の<strong>説明</strong></figcaption></figure>\n"
        )
        for (size, attributes) in [
            ("=x40", " height=\"40\""), ("=30x40", " width=\"30\" height=\"40\""), ("=50%x", " width=\"50%\""),
        ] {
            #expect(
                try main("![a](a.png \(size))\n", images: known).contains("alt=\"a\"\(attributes) loading"), "\(size)")
        }
        #expect(
            try main("[![a](a.png)](https://example.com)\n", images: known).contains(
                "<a href=\"https://example.com\" rel=\"noopener noreferrer\"><img src=\"images/a.png\""))
        #expect(try main("![a](a.png '題' =250x )\n", images: known).contains("title=\"題\" width=\"250\""))
        #expect(
            try main("[図 ![a](a.png =30x)](https://example.com)\n", images: known).contains(
                "\">図 <img src=\"images/a.png\" alt=\"a\" width=\"30\""))
        #expect(!(try main("![a](data:image/png;base64,AAAA)\n")).contains("data:"))
    }

    @Test("what is no size is none", arguments: ["=250", "=x", "=%x", "=a", "= 250x", "=1x2x3"])
    func noSizes(size: String) throws {
        #expect(!(try main("![a](a.png \(size))\n", images: ["a.png": "images/a.png"])).contains("<img"))
    }

    @Test(
        "fences have a title, all that follows the first colon; other words are ignored",
        arguments: [
            ("js:src/a:b.js", "src/a:b.js"), ("js:設定 ファイル.js", "設定 ファイル.js"), ("js extra :a.js", "a.js"),
            ("js:a.js line-numbers", "a.js"), (":a.js", "a.js"),
        ])
    func titles(info: String, title: String) throws {
        let html = try main("```\(info)\nx\n```\n")
        #expect(html.contains("<div class=\"title\">\(title)</div>"), "\(html)")
        #expect(html.contains("data-language=\"js\"") != info.hasPrefix(":"))
        #expect(!(try main("```js extra words\nx\n```\n")).contains("class=\"title\""))
    }

    @Test("diffs, in both spellings", arguments: ["diff js:a.js", "js diff:a.js", "js diff :a.js", "diff"])
    func diffs(info: String) throws {
        let html = try main("```\(info)\n+ a\n- b\n  c\n```\n")
        #expect(
            html.contains("<ins><span class=\"sign\">+</span>") && html.contains("<del><span class=\"sign\">-</span>"))
        #expect(html.contains("a.js") == info.contains("a.js"))
    }

    @Test(
        "line numbers where they are asked for",
        arguments: ["python line-numbers", "diff python line-numbers", "swift line-numbers"])
    func lineNumbers(info: String) throws {
        let source = "```\(info)\n" + (1...10).map { "+a\($0)\n" }.joined() + "```\n"
        let html = try main(source)
        #expect(html.occurrences(of: "<span class=\"line-number\" aria-hidden=\"true\">") == 10)
        #expect(html.contains("\"true\"> 9</span>") && html.contains("\"true\">10</span>"))
        #expect(!(try main("```python\na\n```\n")).contains("line-number"))
    }

    @Test("mermaid is its source with a title")
    func mermaid() throws {
        let html = try main("```mermaid\ngraph LR\n  A --> B\n```\n")
        #expect(html.contains("<div class=\"title\">図の定義（Mermaid）</div>") && html.contains("A --&gt; B"))
    }

    @Test("numbered equations keep their number")
    func equations() throws {
        let html = try main("$$\na+b\n$$ (1)\n\n$$ c $$ (2.3)\n")
        #expect(
            html.contains("<span class=\"number\">(1)</span>") && html.contains("<span class=\"number\">(2.3)</span>"))
    }

    @Test(
        "math is math wherever it stands",
        arguments: [
            "| a |\n|---|\n| ⟨⟩ |\n", "## 見出し ⟨⟩\n", "- **⟨⟩** と\n", "1. a\n   > 「⟨⟩」、\n", "*⟨⟩*（⟨⟩）。\n",
            ":::message\n~~⟨⟩~~\n:::\n", ":::details 題 ⟨⟩\n中\n:::\n", "注[^1]\n\n[^1]: ⟨⟩\n", "注^[⟨⟩]\n",
            "[⟨⟩](https://example.com)は除く\n",
        ])
    func math(source: String) throws {
        let tex = #"$|x|_{*}^{*}\{a\}$"#
        let html = try main(source.replacing("⟨⟩", with: tex))
        let isLink = source.contains("除く")
        #expect(html.contains("<math") != isLink, "\(html)")
        #expect(html.contains("math-error") == false)
    }

    @Test(
        "a dollar sign beside a digit, a space inside, code and links are no math",
        arguments: [
            "価格は5$と10$です", "$ x$ と $x $", "`$x$`", "[a](https://example.com/$x$)", "\\$x\\$", "$x\ny$",
        ])
    func noMath(source: String) throws { #expect(!(try main(source + "\n")).contains("<math")) }

    @Test("footnotes and link references work across containers")
    func references() throws {
        let html = try main(
            "::::details 題\n:::message alert\n本文[^a]と[参照][r]^[その場]\n:::\n::::\n\n> [^a]: 注**釈**\n\n[r]: https://example.com\n"
        )
        #expect(
            html.contains("href=\"https://example.com\"") && html.contains("注<strong>釈</strong>")
                && html.contains("その場"))
        #expect(html.contains("<details>") && html.contains("class=\"message alert\""))
        #expect(html.contains("href=\"#sk-note-1\"") && html.contains("href=\"#sk-note-2\""))
    }

    @Test(
        "embeds are a plain link with a name, and ask no network",
        arguments: [
            ("@[card](https://example.com/a)", "https://example.com/a"),
            ("@[youtube](abc)", "https://www.youtube.com/watch?v=abc"),
            ("@[tweet](https://twitter.com/a/status/1)", "https://twitter.com/a/status/1"),
            ("@[gist](https://gist.github.com/a/b)", "https://gist.github.com/a/b"),
            (
                "@[github](https://github.com/a/b/blob/main/c.swift#L1-L3)",
                "https://github.com/a/b/blob/main/c.swift#L1-L3"
            ),
            ("@[codepen](https://codepen.io/a/pen/b)", "https://codepen.io/a/pen/b"),
            ("@[slideshare](abc)", "https://www.slideshare.net/slideshow/embed_code/key/abc"),
            ("@[speakerdeck](abc)", "https://speakerdeck.com/player/abc"),
            ("@[docswell](https://www.docswell.com/s/a/b)", "https://www.docswell.com/s/a/b"),
            ("@[jsfiddle](https://jsfiddle.net/a/b)", "https://jsfiddle.net/a/b"),
            ("@[codesandbox](https://codesandbox.io/embed/a)", "https://codesandbox.io/embed/a"),
            ("@[stackblitz](https://stackblitz.com/edit/a)", "https://stackblitz.com/edit/a"),
            ("@[figma](https://www.figma.com/file/a)", "https://www.figma.com/file/a"),
            ("@[blueprintue](https://blueprintue.com/render/a)", "https://blueprintue.com/render/a"),
        ])
    func embeds(source: String, address: String) throws {
        let html = try main(source + "\n")
        #expect(html.hasPrefix("<p class=\"card\"><a href=\"\(address)\" rel=\"noopener noreferrer\">"), "\(html)")
        #expect(!html.contains("<iframe") && !html.contains("<script"))
        #expect(try main("@[tweet](javascript:alert(1))\n").contains("href") == false)
    }

    @Test("embeds are cards on any line of a paragraph, in lists and messages too")
    func embedLines() throws {
        for source in [
            "前\n@[card](https://example.com)\n@[card](https://example.org)\n後",
            "- 前\n  @[card](https://example.com)\n  @[card](https://example.org)",
            ":::message\n@[card](https://example.com)\n@[card](https://example.org)\n:::",
        ] {
            let html = try main(source + "\n")
            #expect(html.occurrences(of: "<p class=\"card\"><a") == 2 && !html.contains("@"), "\(html)")
        }
    }

    @Test(
        "what is written as a link is no card",
        arguments: ["<https://example.com>", "[https://example.com](https://example.com)", "前\n<https://example.com>"])
    func writtenLinks(source: String) throws {
        let html = try main(source + "\n")
        #expect(!html.contains("class=\"card\"") && html.contains("<a href=\"https://example.com\""))
    }

    @Test("emphasis in a link's text takes effect beside Japanese punctuation")
    func emphasisInLinks() throws {
        let html = try main("[**条件（CRF）**と~~誤り（旧）~~と`**`は](https://example.com/**a**)\n")
        #expect(html.contains("<strong>条件（CRF）</strong>と<s>誤り（旧）</s>と<code>**</code>は</a>"), "\(html)")
        #expect(html.contains("href=\"https://example.com/**a**\""))
    }

    @Test(#"\| in a table is |, in formulas too"#)
    func pipes() throws {
        #expect(
            try main("|a|\n|-|\n|$\\|x\\|$|\n").occurrences(of: "<mo>∣</mo>")
                == main("$|x|$\n").occurrences(of: "<mo>∣</mo>"))
    }

    @Test("a bare URL alone on its line is a card at the top level and in details, elsewhere a link")
    func cards() throws {
        let url = "https://example.com/a"
        let card = "<p class=\"card\"><a href=\"\(url)\""
        for source in [url, ":::details 題\n\(url)\n:::", "前の行\n\(url)\n後の行"] {
            #expect(try main(source + "\n").contains(card), "\(source)")
        }
        #expect(try main("前の行\n\(url)\n後の行\n").hasPrefix("<p>前の行</p>\n" + card))
        for source in [
            "- \(url)", "> \(url)", ":::message\n\(url)\n:::", "見よ \(url) を", "[\(url)](https://example.com/b)",
        ] {
            let html = try main(source + "\n")
            #expect(!html.contains("class=\"card\"") && html.contains("<a href=\"https://example.com/"), "\(source)")
        }
    }

    @Test("a bare URL ends where Japanese begins", arguments: ["。次の", "、次", "）を", "を見る", "」", "！"])
    func bareURLs(rest: String) throws {
        #expect(try main("見よ https://example.com/a\(rest)\n").contains(">https://example.com/a</a>\(rest)"))
    }

    @Test("the contents are the top level's headings, none of details")
    func contents() throws {
        let chapter = try ChapterParser.parse(
            Array("# 一\n\n:::details 題\n# 中\n:::\n\n# 一\n".utf8), path: "chapters/a.md", files: nil)
        let html = page(chapter).html
        let contents = html[(html.range(of: "<nav")?.lowerBound ?? html.startIndex)...].prefix { $0 != "\u{0}" }
        #expect(
            contents.contains("href=\"#一\"") && contents.contains("href=\"#一-1\"")
                && !contents.contains("href=\"#中\">中"))
    }

    @Test(
        "links that could do harm lose their address",
        arguments: [
            "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](data:text/html,x)", "[a](vbscript:x)",
            "<javascript:alert(1)>",
            "[a](file:///etc/passwd)",
        ])
    func schemes(source: String) throws { #expect(!(try main(source + "\n")).contains("href")) }

    @Test("lists, tasks, tables, quotes, rules and strikethrough")
    func blocks() throws {
        let html = try main("- a\n  1. b\n\n* [x] c\n\n|a|b|\n|:-|-:|\n|1|~~2~~|\n\n> q\n\n-----\n")
        for piece in [
            "<ul>", "<ol>", "class=\"task done\"", "<th scope=\"col\" class=\"left\">", "<s>2</s>", "<blockquote>",
            "<hr>",
        ] {
            #expect(html.contains(piece), "\(piece)")
        }
    }

    @Test("comments are not shown")
    func comments() throws {
        #expect(try main("<!-- 一 -->\n\n前<!-- 二 -->後\n") == "<p>前後</p>\n")
    }
}
