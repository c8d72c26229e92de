import Chapters
import Testing

@Suite("Arguments of embeds")
struct EmbedServiceTests {
    @Test(
        "what a service takes is taken",
        arguments: [
            "card](http://example.com/日本語", "tweet](https://x.com/a_b/status/12?s=20",
            "youtube](dQw4w9WgXcQ",
            "youtube](https://youtu.be/dQw4w9WgXcQ?t=30",
            "youtube](https://www.youtube.com/watch?t=1&v=dQw4w9WgXcQ",
            "gist](https://gist.github.com/a/b?file=c.swift",
            "github](https://github.com/a/b/blob/main/c/d.swift#L1-L3",
            "codepen](https://codepen.io/a/pen/b", "slideshare](a-B_1", "speakerdeck](a1b2?slide=24",
            "docswell](https://www.docswell.com/s/a/b/3",
            "docswell](https://www.docswell.com/slide/a/embed#p2",
            "jsfiddle](http://jsfiddle.net/a/b/", "codesandbox](https://codesandbox.io/embed/a?b=c",
            "stackblitz](https://stackblitz.com/edit/a?embed=1",
            "figma](https://www.figma.com/file/LKQ4FJ4bTnCSjedbRpk931/S",
            "blueprintue](https://blueprintue.com/render/a-b/",
        ])
    func accepted(embed: String) throws { #expect(try findings("@[\(embed))\n").diagnostics == []) }

    @Test(
        "what it does not take is reported at its place",
        arguments: [
            "⚑@[card](/a/b)", "⚑@[card](ftp://example.com)", "⚑@[card](https://example.com/ a)",
            "⚑@[tweet](https://example.com/a/status/1)", "⚑@[tweet](javascript:alert(1))",
            "⚑@[youtube](https://vimeo.com/1)",
            "⚑@[youtube](a.b)", "⚑@[gist](https://gist.github.com/a)",
            "⚑@[github](https://github.com/a/b)",
            "⚑@[codepen](https://codepen.io/pen/a)", "⚑@[slideshare](https://www.slideshare.net/a)",
            "⚑@[speakerdeck](a?slide=b)", "⚑@[docswell](https://www.docswell.com/a)", "⚑@[jsfiddle](a)",
            "⚑@[codesandbox](https://codesandbox.io/s/a)", "⚑@[stackblitz](http://stackblitz.com/edit/a)",
            "⚑@[figma](https://www.figma.com/file/a)", "⚑@[blueprintue](https://blueprintue.com/a)",
            "前の行\n⚑@[tweet](a)\n後の行", "- 項目\n  ⚑@[tweet](a)", "> 引用\n> ⚑@[tweet](a)",
        ])
    func refused(source: String) throws {
        for lineEnd in ["\n", "\r\n"] {
            let (found, expected) = try findings(source + "\n", lineEnd: lineEnd)
            #expect(
                found.map(\.code) == ["embed-argument"] && found.first?.position == expected, "\(found)")
        }
    }

    @Test(
        "an embed with text beside it is reported",
        arguments: [
            "次を見て⚑@[card](https://example.com)", "前\n⚑@[card](https://example.com) 後",
            "**太**⚑@[card](https://example.com)",
        ])
    func company(source: String) throws {
        let (found, expected) = try findings(source + "\n")
        #expect(
            found.map(\.code) == ["embed-not-alone"] && found.first?.position == expected, "\(found)")
        #expect(try findings("連絡は a@example.com、\\@[見出し](https://example.com)\n").diagnostics == [])
    }
}
