import Chapters
import Deflate
import Foundation
import Testing

@testable import Site

@Suite("Pieces of live exercises")
struct LivePieceTests {
    private func body() -> ChapterBody {
        let chapter = Chapter(id: "test", path: "test.md")
        return ChapterBody(
            chapter: chapter, report: emptyReport(for: chapter), images: [:], language: .ja, typesetter: .shared)
    }

    private func prompt(_ tex: String) -> [Block] {
        let first = ParameterMarker.marker(for: 0)
        return [paragraph(.text("高さ \(first) と "), .math(tex, display: false), .code("f(\(first))"))]
    }

    private func direct(_ blocks: [Block], _ parameters: [String]) -> String {
        var body = body()
        return body.render(body.filled(blocks, parameters))
    }

    @Test("whole numbers go into a template, and it gives what typesetting each draw gives")
    func template() {
        let (a, b) = (ParameterMarker.marker(for: 0), ParameterMarker.marker(for: 1))
        let blocks = prompt("\\lfloor (\(a) + 2 \\times \(b)) / \(b) \\rfloor^{\(a)} + \\frac{\(a)}{\(b)}")
        let draws = [["7", "1"], ["12", "30"], ["128", "5"]]
        var own = body()
        let piece = own.piece(blocks, draws)
        guard case .template = piece else {
            Issue.record("no template")
            return
        }
        for (index, parameters) in draws.enumerated() {
            #expect(piece.html(draw: index, parameters: parameters) == direct(blocks, parameters))
        }
    }

    @Test("what a formula sets otherwise than digits is set for each draw", arguments: ["-3", "1/2", "\\alpha", "2.5"])
    func each(odd: String) {
        let blocks = prompt("x + \(ParameterMarker.marker(for: 0))")
        let draws = [["7"], [odd]]
        var own = body()
        let piece = own.piece(blocks, draws)
        #expect(piece == .each(draws.map { direct(blocks, $0) }))
    }

    @Test("text takes any parameter, escaped")
    func text() {
        let blocks = [paragraph(.text("値 \(ParameterMarker.marker(for: 0))"))]
        var own = body()
        let piece = own.piece(blocks, [["7"], ["<script>&"]])
        #expect(piece.html(draw: 1, parameters: ["<script>&"]) == "<p>値 &lt;script&gt;&amp;</p>\n")
    }

    @Test("a seal opens again with its key, and shows nothing in between", arguments: [0, 1, 0xDEAD_BEEF] as [UInt32])
    func seal(key: UInt32) throws {
        let text = String(repeating: "正しい答えは 13 です。", count: 9) + "\u{1F600}"
        let sealed = Seal.close(text, key: key)
        let bytes = try #require(Data(base64Encoded: sealed))
        var state = key == 0 ? 1 : key
        let opened = bytes.map { byte -> UInt8 in
            state ^= state << 13
            state ^= state >> 17
            state ^= state << 5
            return byte ^ UInt8(state >> 24)
        }
        let inflated = try inflate(opened[...], .zlib, limit: 1 << 20)
        #expect(String(decoding: inflated.output, as: UTF8.self) == text)
        #expect(!sealed.contains("13") || sealed.count > 20)
        #expect(sealed.utf8.count < text.utf8.count)
    }
}
