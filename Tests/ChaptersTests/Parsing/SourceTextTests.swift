import Chapters
import Foundation
import Testing

@Suite("Bytes that may be anything")
struct SourceTextTests {
    @Test("line ends and a BOM make no difference")
    func lineEnds() throws {
        let lf = try parse("# a\n\n```swift\nlet x = 1\n```\n")
        for text in [
            "\u{FEFF}# a\n\n```swift\nlet x = 1\n```\n", "# a\r\n\r\n```swift\r\nlet x = 1\r\n```\r\n",
            "# a\r\r```swift\rlet x = 1\r```\r",
        ] {
            let other = try parse(text)
            #expect(other.blocks == lf.blocks)
            #expect(other.cells == lf.cells)
        }
    }

    @Test("what is no text is refused, with the place")
    func refused() {
        func code(_ bytes: [UInt8]) -> (String, SourcePosition)? {
            do {
                _ = try ChapterParser.parse(bytes, path: "x.md")
                return nil
            } catch { return (error.code, error.position) }
        }
        #expect(code([0x61, 0x0A, 0x62, 0x00])?.0 == "binary-file")
        let latin1 = code(Array("ab\n\u{63}".utf8) + [0xE9, 0x20])
        #expect(latin1?.0 == "invalid-utf8" && latin1?.1 == SourcePosition(line: 2, column: 2))
        #expect(code([0xFF, 0xFE, 0x61, 0x00])?.0 == "encoding-utf16")
        #expect(code(Array(repeating: 0x61, count: SourceText.maximumByteCount + 1))?.0 == "file-too-large")
    }

    @Test("damaged UTF-8 is recognised, with its likely cause")
    func damaged() throws {
        // 「畳み込みニューラルネットワークを学ぶ」 read as Windows-1252, undefined bytes dropped.
        let bytes = Array("畳み込みニューラルネットワークを学ぶ".utf8)
        let text = String(
            bytes: bytes.filter { ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) }, encoding: .windowsCP1252)
        let error = #expect(throws: Diagnostic.self) { try parse("# a\n" + (text ?? "") + "\n") }
        #expect(error?.code == "damaged-encoding" && error?.position.line == 2)
        #expect(error?.message(.en).contains("Windows-1252") == true)
    }

    @Test("French is not damage")
    func french() throws {
        _ = try parse(String(repeating: "é à ç — déjà vu, garçon, « être »\n", count: 50))
    }

    @Test("an empty file is an error with a place")
    func empty() throws {
        #expect(try parse("").diagnostics.map(\.code) == ["empty-file"])
    }

    /// A bound against blow-up, not a benchmark: a quadratic parser would need hours.
    @Test(
        "a megabyte of opening marks comes to an end", .timeLimit(.minutes(3)),
        arguments: [">", "[", ":", "$", "*", "`", "- ", "$$\n", ":::message\n", "{{"])
    func hostile(_ mark: String) throws {
        _ = try parse(String(repeating: mark, count: (1 << 20) / mark.utf8.count))
    }
}
