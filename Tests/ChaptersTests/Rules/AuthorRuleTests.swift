import Chapters
import Foundation
import Testing

/// What the rules find in a text whose front matter is in order, with `⚑` taken out; the files beside it by path.
func findings(
    _ source: String, path: String = "chapters/test.md", files: [String: String] = [:], lineEnd: String = "\n",
    frontMatter: Bool = true
) throws -> (diagnostics: [Diagnostic], expected: SourcePosition?) {
    let head = "---\ntitle: \"題\"\nemoji: \"🧩\"\ntype: tech\ntopics: [CNN]\npublished: true\n---\n"
    let full = (frontMatter ? head : "") + source
    let place = full.contains("⚑") ? try marked(full).position : nil
    let text = full.replacingOccurrences(of: "⚑", with: "").replacingOccurrences(of: "\n", with: lineEnd)
    let chapter = try parse(text, path: path)
    let rules = try AuthorRules.findings(in: chapter, bytes: Array(text.utf8)) { files[$0].map { Array($0.utf8) } }
    return (chapter.diagnostics + rules, place)
}

@Suite("Rules for authors")
struct AuthorRuleTests {
    @Test(
        "point at the place",
        arguments: [
            ("heading-level-skipped", "## a\n\n⚑#### b\n"),
            ("heading-level-skipped", "## a\n\n> 引用\n>\n> ⚑#### b\n"),
            ("heading-repeated", "## まとめ\n\n## 次\n\n⚑## まとめ\n"),
            ("heading-too-deep", "⚑##### a\n"),
            ("heading-empty", "⚑##\n"),
            ("heading-without-space", "⚑##見出し\n"),
            ("heading-without-space", "- 項目\n\n  ⚑##　見出し\n"),
            ("link-empty", "畳み込みは⚑[ここ]()です\n"),
            ("link-refused", "次の⚑[危険](javascript:alert)と[安全](https://example.com)\n"),
            ("link-anchor-missing", "## 出力サイズ\n\n[上](#出力サイズ)と⚑[下](#入力サイズ)\n"),
            ("link-file-missing", "> - 次は⚑[次の章](chapter99.md)\n"),
            ("link-file-missing", ":::message\n**次**は\n⚑[次の章](chapter99.md#a)\n:::\n"),
            ("link-file-missing", "|列|列|\n|-|-|\n|あ|い|\n|う|⚑[え](no.md)|\n"),
            ("image-alt-missing", "図は ⚑![](a.png) です\n"),
            ("image-alt-missing", "::::details 題\n:::message\n⚑![](a.png)\n:::\n::::\n"),
            ("image-source", "`![図](data:x)` は ⚑![図](data:image/png;base64,AA)\n"),
            ("emphasis-without-effect", "これは⚑** 太字**\n"),
            ("emphasis-without-effect", "> 数式 $a**b$ と `**` の後の⚑**太字\n"),
            ("emphasis-without-effect", "誤りは⚑~~ここ\n"),
            ("emphasis-without-effect", "これは⚑_大事_です\n"), ("emphasis-without-effect", "> ⚑__大事__です\n"),
            ("emphasis-without-effect", "snake_case_name と `a_b_` の後の⚑_important_です\n"),
            ("footnote-undefined", "本文[^a]と⚑[^b]\n\n[^a]: 注\n"),
            ("footnote-unused", "本文[^a]\n\n[^a]: 注\n\n⚑[^b]: 別の注\n"),
            ("footnote-repeated", "本文[^a]\n\n[^a]: 注\n\n⚑[^a]: 別の注\n"),
            ("embed-unknown", "⚑@[youtub](abc)\n"),
            ("container-option-unknown", ":::message ⚑alart\n本文\n:::\n"),
            ("math-below-text", "式は\n⚑$$\na\n$$\n"), ("math-below-text", "> - 式は\n>   ⚑$$\n>   a\n>   $$\n"),
            ("math-below-text", "<!-- #eq-a -->\n⚑$$\na\n$$ (1)\n"),
            ("math-below-text", "|a|\n|-|\n|b|\n⚑$$\na\n$$\n"),
            ("comment-lines", "- 項目\n\n  ⚑<!-- 下\n  書き -->\n"),
        ])
    func places(code: String, source: String) throws {
        for lineEnd in ["\n", "\r\n"] {
            let (found, expected) = try findings(source, lineEnd: lineEnd)
            #expect(found.first { $0.code == code }?.position == expected, "\(found)")
            #expect(found.allSatisfy { $0.help != nil || $0.code == "embed-unknown" })
        }
    }

    @Test(
        "point into the front matter",
        arguments: [
            ("front-matter-key-unknown", "title: 題\n⚑tags: [a]\n"),
            ("front-matter-title-length", "title: ⚑" + String(repeating: "長", count: 71) + "\n"),
            ("front-matter-title-missing", "⚑title: \"\"\n"),
            ("front-matter-title-length", "title: ⚑" + String(repeating: "🧩", count: 36) + "\n"),
            ("front-matter-topic-length", "topics: [⚑🧩🧩🧩🧩🧩🧩🧩🧩🧩a]\n"),
            ("front-matter-emoji", "emoji: ⚑\"ab\"\n"), ("front-matter-emoji", "emoji: ⚑🧩🧩\n"),
            ("front-matter-emoji", "emoji: ⚑\"あ\"\n"), ("front-matter-emoji", "emoji: ⚑\"7\"\n"),
            ("front-matter-article-type", "type: ⚑Tech\n"),
            ("front-matter-topics-count", "topics: [畳み込み, b, c, d, e, ⚑f]\n"),
            ("front-matter-topics-missing", "⚑topics: []\n"),
            ("front-matter-topic-characters", "topics: [\"機械学習\", ⚑\"C++\"]\n"),
            ("front-matter-topic-characters", "topics:\n  - 機械学習\n  - ⚑Node.js\n"),
            ("front-matter-topic-length", "topics: [⚑aaaaaaaaaaaaaaaaaaa]\n"),
            ("front-matter-topic-duplicate", "topics: [Swift, ⚑swift]\n"),
            ("front-matter-published-quoted", "published: ⚑\"true\"\n"),
            ("front-matter-published-at", "published_at: ⚑2026/04/01\n"),
            ("front-matter-published-at", "published_at: ⚑2026-02-30\n"),
            ("front-matter-published-at-unused", "published: false\npublished_at: ⚑2026-04-01\n"),
            ("front-matter-publication-name", "publication_name: ⚑A\n"),
        ])
    func frontMatter(code: String, source: String) throws {
        for lineEnd in ["\n", "\r\n"] {
            let (found, expected) = try findings("---\n\(source)---\n", lineEnd: lineEnd, frontMatter: false)
            #expect(found.first { $0.code == code }?.position == expected, "\(found)")
        }
    }

    @Test(
        "say nothing about what is right",
        arguments: [
            "# a\n\n## b\n\n### c\n\n## d\n",
            "[a](#a) [b](other.md#題) [c](mailto:a@example.com) <https://example.com>\n\n## a\n",
            "2 ** 3 と 10**2 です、_a_ と snake_case_name と変数_名 と \\_a\\_を\n\n`**`、\\*\\*、$a**b$、**太字**。\n",
            "![図](a.png \"題\" =250x)\n*説明*\n",
            "本文[^a]\n\n[^a]: 注\n", "#タグ と #1 は見出しではない\n", "@[youtube](abc)\n\nhttps://example.com\n",
            "```md\n##見出し\n[a](no.md) ![](b.png) **\n```\n", "値は3~5個、または6~~8個\n",
            "## 式\n$$\na\n$$\n$$\nb\n$$\n:::message\n$$\nc\n$$\n:::\n- $$\n  d\n  $$\n\n本文 $$e$$ です\n",
            "```text\nx\n```\n$$\na\n$$\n\n-----\n$$\nb\n$$\n", "[a](tel:0123) <!-- 一行 -->\n",
        ])
    func silence(source: String) throws {
        let (found, _) = try findings(source, files: ["chapters/other.md": "# 題\n"])
        #expect(found.isEmpty || (source.contains("6~~8") && found.count == 1), "\(found)")
    }

    @Test(
        "accept every front matter that Zenn accepts",
        arguments: [
            "emoji: 👨‍👩‍👧‍👦", "emoji: ❤️", "emoji: 🇯🇵", "emoji: 1️⃣", "topics: [E資格, 機械学習, ディープラーニング]",
            "published_at: 2024-02-29 23:59", "publication_name: my_team", "type: idea",
        ])
    func accepted(line: String) throws {
        let key = line.prefix { $0 != ":" }
        let rest = ["title: 題", "emoji: 🧩", "type: tech", "topics: [a]", "published: true"].filter {
            !$0.hasPrefix(key + ":")
        }
        let source = "---\n" + (rest + [line]).joined(separator: "\n") + "\n---\n# 題\n"
        #expect(try findings(source, frontMatter: false).diagnostics == [])
    }

    @Test("slugs: an article's name is longer than a chapter's")
    func slugs() throws {
        func codes(_ path: String) throws -> [String] { try findings("# a\n", path: path).diagnostics.map(\.code) }
        #expect(try codes("chapters/chapter03.md") == [])
        #expect(try codes("articles/chapter03.md") == ["slug-length"])
        #expect(try codes("articles/cnn-chapter-03.md") == [])
        #expect(try codes("articles/CNN-chapter-03.md") == ["slug-characters"])
        #expect(try codes("books/cnn/3.pooling.md") == [])
    }

    @Test("safe fixes cure what they are for, and nothing else changes", arguments: ["\n", "\r\n"])
    func fixes(lineEnd: String) throws {
        let before =
            "\u{FEFF}---\ntitle: 題\nemoji: 🧩\ntype: \"Tech\"\ntopics: [CNN]\npublished: \"true\"\npublished_at: 2026/04/01\n---\n"
            + "##見出し\n\n> ###　次\n> 式\n> $$\n> a\n> $$\n\n本文** 残る**\n式\n$$\nb\n$$"
        let after =
            "---\ntitle: 題\nemoji: 🧩\ntype: \"tech\"\ntopics: [CNN]\npublished: true\npublished_at: 2026-04-01\n---\n"
            + "## 見出し\n\n> ### 次\n> 式\n>\n> $$\n> a\n> $$\n\n本文** 残る**\n式\n\n$$\nb\n$$"
        let bytes = Array(before.replacingOccurrences(of: "\n", with: lineEnd).utf8)
        let chapter = try ChapterParser.parse(bytes, path: "chapters/a.md")
        let found = try AuthorRules.findings(in: chapter, bytes: bytes) { _ in nil }
        let (fixed, cured) = SourceFix.apply(found, to: bytes)
        #expect(String(decoding: fixed, as: UTF8.self) == after.replacingOccurrences(of: "\n", with: lineEnd))
        #expect(
            Set(cured.map(\.code)) == [
                "byte-order-mark", "front-matter-article-type", "front-matter-published-quoted",
                "front-matter-published-at",
                "heading-without-space", "math-below-text",
            ])
        let again = try AuthorRules.findings(in: ChapterParser.parse(fixed, path: "chapters/a.md"), bytes: fixed) { _ in
            nil
        }
        #expect(again.allSatisfy { $0.fix == nil })
    }
}
