import Chapters
import Foundation
import Site
import Testing

@Suite(
    "The GitHub Flavored Markdown specification",
    .enabled(if: SpecificationExample.folder != nil, "the specification is not beside the project (../shared/data)"))
struct GFMSpecificationTests {
    private func html(_ example: SpecificationExample, mode: MarkdownMode, extensions: GFMExtensions) throws -> String {
        let chapter = try ChapterParser.parse(Array(example.markdown.utf8), path: "spec.md", mode: mode)
        return GFMRenderer.render(chapter, extensions: extensions)
    }

    /// The core specification is written without the two extensions that change plain text.
    private func extensions(for example: SpecificationExample, in file: String) -> GFMExtensions {
        if file == "gfm-spec.txt" {
            return example.label == "autolink" ? .autolink : example.label == "tagfilter" ? .tagFilter : []
        }
        return example.section == "HTML tag filter" ? .tagFilter : .autolink
    }

    @Test("all examples pass", arguments: ["gfm-spec.txt", "gfm-extensions.txt"])
    func all(file: String) throws {
        // One example only asks that a renderer survives it.
        let examples = try SpecificationExample.read(file)
        var passed = 0
        var count = 0
        for example in examples {
            let extensions = extensions(for: example, in: file)
            let found = try html(example, mode: .gfm(extensions), extensions: extensions)
            guard example.html != "<IGNORE>\n" else { continue }
            count += 1
            if normalized(found) == normalized(example.html) {
                passed += 1
            } else {
                Issue.record("\(file), \(example):\n\(example.markdown)\nexpected\n\(example.html)\nfound\n\(found)")
            }
        }
        print("GFM: \(passed) of \(count) that apply (\(file))")
        #expect(passed == count && count > 20)
    }

    /// Where a chapter is not plain GFM, besides its line breaks, and why: Zenn's rules, from ../shared/zenn.md.
    static let differences: [(reason: String, examples: Set<Int>)] = [
        ("an article starts with front matter between two lines ---", [66, 68]),
        ("comments are for authors and vanish", [148, 152, 288, 289, 644]),
        ("a bare address with a scheme is a link", [610, 616, 619, 628]),
        (
            "HTML is text with Markdown in it, never a block",
            Set(118...160).subtracting([148, 152]).union([
                170, 317, 327, 354, 484, 485, 486, 500, 544, 632, 633, 634, 635, 636, 642, 647, 648, 649, 650, 651, 653,
                663, 664,
            ])
        ),
    ]

    @Test("chapters differ from it only where Zenn does: see `differences`")
    func differences() throws {
        var found: Set<Int> = []
        var lineBreaks = 0
        for example in try SpecificationExample.read("gfm-spec.txt") {
            let plain = try html(example, mode: .gfm([]), extensions: [])
            let zenn = try html(example, mode: .zenn, extensions: [])
            guard plain != zenn else { continue }
            // A newline in a paragraph is a <br>: the one difference that is everywhere.
            if plain.replacing("<br />\n", with: "\n") == zenn.replacing("<br />\n", with: "\n") {
                lineBreaks += 1
            } else {
                found.insert(example.number)
            }
        }
        let listed = Self.differences.reduce(into: Set<Int>()) { $0.formUnion($1.examples) }
        #expect(found.symmetricDifference(listed).sorted() == [])
        #expect(lineBreaks > 50)
    }
}
