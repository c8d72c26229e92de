import Chapters
import Curriculum
import Foundation
import Testing

@testable import Site

@Suite("Links to the glossary")
struct GlossaryLinkTests {
    private static let glossary = Glossary(
        terms: [
            ("畳み込み", "たたみこみ", "convolution", ["畳込み"]),
            ("畳み込みニューラルネットワーク", "たたみこみにゅーらるねっとわーく", "CNN", []), ("勾配", "こうばい", "gradient", []),
            ("バイアス", "ばいあす", "bias", []), ("GAP", "ぎゃっぷ", "global average pooling", []),
        ].map { Glossary.Term(term: $0.0, reading: $0.1, english: $0.2, chapter: "chapter01", also: $0.3) })

    /// The texts that are linked, with what they lead to.
    private func links(_ text: String) throws -> [String] {
        let chapter = try ChapterParser.parse(Array(text.utf8), path: "chapters/a.md")
        var links = GlossaryLinks(TermFinder(Self.glossary))
        var found: [String] = []
        _ = links.link(chapter.blocks).mappingRuns { inlines in
            func collect(_ inlines: [Inline]) {
                for inline in inlines {
                    switch inline {
                    case .link(let destination, let title, let content) where destination.hasPrefix("glossary.html"):
                        found.append("\(content.plainText) \(title)")
                    case .strong(let children), .emphasis(let children): collect(children)
                    default: break
                    }
                }
            }
            collect(inlines)
            return inlines
        }
        return found
    }

    @Test("a term is linked once, at its first use, with its reading and its English")
    func first() throws {
        #expect(
            try links("# 畳み込み\n\n**畳込み**と`勾配`、$勾配$。\n\n- 畳み込みと勾配\n- 勾配\n") == [
                "畳込み たたみこみ · convolution", "勾配 こうばい · gradient",
            ])
    }

    @Test("the longest term wins, and no term is found inside a longer word")
    func words() throws {
        #expect(
            try links("畳み込みニューラルネットワークの勾配降下法とバイアスド、GAPs、[勾配](a.md)\n") == [
                "畳み込みニューラルネットワーク たたみこみにゅーらるねっとわーく · CNN"
            ])
        #expect(try links("GAPの「バイアス」は勾配を持つ\n").count == 3)
    }

    @Test("exercises do not give their words away")
    func exercises() throws {
        #expect(try links(":::exercise a\n勾配は？\n\n- [x] バイアス\n- [ ] b\n:::\n") == [])
    }
}
