import Chapters
import Foundation
import Testing

@Suite("References by number")
struct ReferenceTests {
    private static let other = """
        ---
        title: 畳み込み
        ---
        ## 出力サイズ

        <!-- #eq-out -->
        $$
        O = I - K
        $$

        <!-- #fig-slide -->
        ![窓](a.png)

        <!-- #fig-map -->
        ![地図](b.png)

        :::exercise first
        - [x] a
        - [ ] b
        :::

        :::exercise second
        - [x] a
        - [ ] b
        :::
        """

    /// A chapter beside chapter03.
    private func chapter(_ text: String, path: String = "chapters/chapter04.md") throws -> Chapter {
        let files = ChapterFiles { $0 == "chapter03.md" ? Array(Self.other.utf8) : nil }
        return try ChapterParser.parse(Array(text.utf8), path: path, files: files)
    }

    private func links(_ blocks: [Block]) -> [String] {
        var found: [String] = []
        _ = blocks.mappingRuns { inlines in
            for case .link(let destination, _, let content) in inlines {
                found.append("\(content.plainText) → \(destination)")
            }
            return inlines
        }
        return found
    }

    @Test("equations, figures, tables and listings are numbered by kind, in the order of the text")
    func numbers() throws {
        let chapter = try chapter(
            """
            <!-- #eq-a -->
            $$
            x
            $$

            $$
            y
            $$ (2)

            > <!-- #eq-b -->
            > $$
            > z
            > $$

            :::message
            <!-- #tab-sizes -->
            |a|b|
            |-|-|
            |1|2|
            :::

            ```swift id=fig-kernel
            print(1)
            ```

            <!-- #lst-loop -->
            ```python
            pass
            ```

            <!-- #fig-photo -->
            ![写真](a.png)

            式は[](#eq-a)と[式](#eq-b)、[表 9](#tab-sizes)、[図 1](#fig-kernel)、[](#fig-photo)、[下のコード](#lst-loop)です。
            """)
        #expect(
            chapter.labels.mapValues(\.number) == [
                "eq-a": "1", "eq-b": "3", "tab-sizes": "1", "fig-kernel": "1", "lst-loop": "1", "fig-photo": "2",
            ])
        #expect(
            links(chapter.blocks) == [
                "式 (1) → #eq-a", "式 (3) → #eq-b", "表 1 → #tab-sizes", "図 1 → #fig-kernel", "図 2 → #fig-photo",
                "下のコード → #lst-loop",
            ])
        #expect(chapter.diagnostics == [])
    }

    @Test("another chapter's numbers come with the chapter's own")
    func others() throws {
        let chapter = try chapter(
            """
            [](chapter03.md)の[式](chapter03.md#eq-out)と**[図 1](chapter03.md#fig-map)**、[](chapter03.md#出力サイズ)、
            [問題](./chapter03.md#ex-second)、[第 9 章](chapter03.md)、[前の図](chapter03.md#fig-map)、[](../chapter03.md)
            """)
        #expect(
            links(chapter.blocks) == [
                "畳み込み → chapter03.md", "第 3 章の式 (1) → chapter03.md#eq-out", "出力サイズ → chapter03.md#出力サイズ",
                "第 3 章の問題 2 → ./chapter03.md#sk-exercise-second", "第 9 章 → chapter03.md",
                "前の図 → chapter03.md#fig-map", " → ../chapter03.md",
            ])
        #expect(chapter.blocks.markedText.contains("第 3 章の図 2"))
    }

    @Test("an English chapter has English words")
    func english() throws {
        let chapter = try chapter("Padding, [](chapter03.md#fig-map), [](#tab-a)\n\n<!-- #tab-a -->\n|a|\n|-|\n")
        #expect(links(chapter.blocks) == ["Figure 2 of chapter 3 → chapter03.md#fig-map", "Table 1 → #tab-a"])
    }

    @Test("exercises can refer and be referred to")
    func exercises() throws {
        let chapter = try chapter(
            ":::exercise a\n[図](#fig-x)と[問題 7](#ex-b)\n\n- [x] [](#fig-x)\n- [ ] b\n:::\n\n:::exercise b\n- [x] a\n- [ ] b\n:::\n\n<!-- #fig-x -->\n![図](a.png)\n"
        )
        #expect(links(chapter.exercises[0].prompt) == ["図 1 → #fig-x", "問題 2 → #sk-exercise-b"])
        guard case .choice(let choice) = chapter.exercises[0].kind else { return }
        #expect(links(choice.options[0].content) == ["図 1 → #fig-x"])
    }

    @Test(
        "what is wrong is reported at its place",
        arguments: [
            ("label-kind", "⚑<!-- #fog-a -->\n![図](a.png)\n"),
            ("label-misplaced", "- 項目\n\n  ⚑<!-- #eq-a -->\n  本文\n"),
            ("label-misplaced", "## 見出し\n\n⚑<!-- #eq-a -->\n"),
            ("label-duplicate", "<!-- #fig-a -->\n![図](a.png)\n\n> ⚑<!-- #fig-a -->\n> ![図](b.png)\n"),
            ("link-anchor-missing", "<!-- #fig-slide -->\n![図](a.png)\n\n:::message\n窓の⚑[図](#fig-slid)\n:::\n"),
            ("link-anchor-missing", "窓の⚑[図](chapter03.md#fig-slid)\n"),
            ("link-anchor-missing", "> - ⚑[問題](chapter03.md#ex-secnd)\n"),
            ("reference-text", "窓は⚑[図 2](chapter03.md#fig-slide)です\n"),
            ("reference-text", "> 次の章は⚑[第 4 章](chapter03.md)です\n"),
            ("reference-text", "|列|\n|-|\n|⚑[](chapter03.md#eq-out)|\n"),
            ("equation-number", "<!-- #eq-a -->\n$$\nx\n$$ ⚑(2)\n"),
        ])
    func diagnostics(code: String, source: String) throws {
        for lineEnd in ["\n", "\r\n"] {
            let (found, expected) = try findings(
                source, path: "chapters/chapter04.md", files: ["chapters/chapter03.md": Self.other], lineEnd: lineEnd)
            let diagnostic = try #require(found.first { $0.code == code }, "\(found)")
            #expect(diagnostic.position == expected)
            #expect(diagnostic.help != nil || code == "label-misplaced")
        }
    }

    @Test("a dead reference names the nearest one")
    func nearest() throws {
        let (found, _) = try findings(
            "[図](chapter03.md#fig-slid)\n", path: "chapters/chapter04.md", files: ["chapters/chapter03.md": Self.other])
        #expect(found.map { $0.help?.en } == ["Did you mean #fig-slide?"])
    }

    @Test("--fix writes the numbers")
    func fixes() throws {
        let text =
            "窓は[図 2](chapter03.md#fig-slide)、[](chapter03.md#eq-out)、[第 4 章](chapter03.md)\n\n<!-- #eq-a -->\n\n$$\nx\n$$ (7)\n"
        let (found, _) = try findings(
            text, path: "chapters/chapter04.md", files: ["chapters/chapter03.md": Self.other], frontMatter: false)
        let fixed = String(decoding: SourceFix.apply(found, to: Array(text.utf8)).bytes, as: UTF8.self)
        #expect(
            fixed
                == "窓は[第 3 章の図 1](chapter03.md#fig-slide)、[第 3 章の式 (1)](chapter03.md#eq-out)、[第 3 章](chapter03.md)\n\n<!-- #eq-a -->\n\n$$\nx\n$$ (1)\n"
        )
    }

    @Test("a reference reads no file outside of the chapter's folder")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("references-\(UUID().uuidString)")
        let inside = folder.appendingPathComponent("chapters")
        try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "# 秘密\n".write(to: folder.appendingPathComponent("out.md"), atomically: true, encoding: .utf8)
        try FileManager.default.createSymbolicLink(
            at: inside.appendingPathComponent("link.md"), withDestinationURL: folder.appendingPathComponent("out.md"))
        try "---\ntitle: 隣\n---\n".write(
            to: inside.appendingPathComponent("next.md"), atomically: true, encoding: .utf8)
        let files = ChapterFiles.beside(chapter: inside.appendingPathComponent("a.md").path)
        #expect(files.read("next.md") != nil)
        for name in ["../out.md", "link.md", "/etc/passwd", "", ".", "a/../next.md", "none.md"] {
            #expect(files.read(name) == nil, "\(name)")
        }
    }
}
