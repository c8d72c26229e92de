import Chapters
import Foundation
import Testing

/// The page docs/checks.md, read as its readers do: a heading a code, and an example that gives it.
struct ChecksPage {
    struct Entry: CustomStringConvertible, Sendable {
        var code: String
        var path: String
        /// nil: an example that needs more than the text.
        var bytes: [UInt8]?
        /// The example with `⚑` in it; nil where it is about bytes and not about a place.
        var marked: String?

        var description: String { code }
    }

    static let entries: [Entry] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        guard let page = try? String(contentsOf: root.appendingPathComponent("docs/checks.md"), encoding: .utf8) else {
            return []
        }
        return page.components(separatedBy: "\n### `").dropFirst().map { section in
            let code = String(section.prefix { $0 != "`" })
            let parts = section.components(separatedBy: "\n`````")
            let info = parts.count > 1 ? parts[1].prefix { $0 != "\n" } : ""
            guard info.hasPrefix("markdown") else { return Entry(code: code, path: "") }
            let path = info.split(separator: "=").dropFirst().first.map(String.init) ?? "chapters/example.md"
            let text = parts[1].dropFirst(info.count + 1) + "\n"
            let example = String(text)
            return Entry(
                code: code, path: path, bytes: bytes(example.replacingOccurrences(of: "⚑", with: "")),
                marked: example.contains("⚑") ? example : nil)
        }
    }()

    /// Bytes that a page can't show are written in brackets.
    private static func bytes(_ text: String) -> [UInt8] {
        var rest = text[...]
        var result: [UInt8] = []
        while let open = rest.firstIndex(of: "⟨"), let close = rest[open...].firstIndex(of: "⟩") {
            result += rest[..<open].utf8
            switch rest[rest.index(after: open)..<close] {
            case "BOM": result += [0xEF, 0xBB, 0xBF]
            case "CR": result.append(0x0D)
            case "NUL": result.append(0)
            case "FF": result.append(0xFF)
            case "FE": result.append(0xFE)
            case "E000": result += "\u{E000}".utf8
            case "DEEP": result += String(repeating: ":::message\n", count: 101).utf8
            case "WIDE":
                result += (String(repeating: "|a", count: 1200) + "\n" + String(repeating: "|-", count: 1200)).utf8
            case "EMPTY": return []
            default: result += rest[open...close].utf8
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest.utf8
    }
}

@Suite("docs/checks.md")
struct ChecksPageTests {
    @Test(
        "every example of a text gives its code, why it matters and what to do",
        arguments: ChecksPage.entries.filter { $0.bytes != nil })
    func examples(entry: ChecksPage.Entry) throws {
        let bytes = try #require(entry.bytes)
        var found: [Diagnostic]
        do throws(Diagnostic) {
            let chapter = try ChapterParser.parse(bytes, path: entry.path)
            found = try chapter.diagnostics + AuthorRules.findings(in: chapter, bytes: bytes) { _ in nil }
        } catch {
            found = [error]
        }
        let diagnostic = try #require(found.first { $0.code == entry.code }, "\(found.map(\.code))")
        for text in [diagnostic.message, try #require(diagnostic.why), try #require(diagnostic.help)] {
            #expect(!text.ja.isEmpty && !text.en.isEmpty)
        }
    }

    /// An example as it stands, and where a chapter may have it: behind other text, inside a container, in a quote.
    private static func variants(_ entry: ChecksPage.Entry, _ text: String) -> [String] {
        // These are about the file's own first lines, its name, or a container's end.
        let isWhole =
            entry.code.hasPrefix("front-matter") || entry.code.hasPrefix("slug")
            || ["container-unclosed", "container-stray-end", "damaged-encoding"].contains(entry.code)
        guard !isWhole else { return [text] }
        let lead = "畳み込み（convolution）は🧩です。\n\n"
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let quoted = lines.map { "> \($0)\n" }.joined()
        // A heading's level counts from the heading above, wherever that stands; a `$$` without end swallows what follows.
        let inContainer =
            entry.code == "math-unclosed" ? [] : [lead + "::::::details 題\n\n" + text + "\n::::::\n"]
        // In a quote cmark-gfm knows no task lists, and an exercise is no quotation.
        let inQuote = text.contains(":::exercise") || text.contains(":::set") ? [] : [lead + quoted]
        return [text, lead + text] + inQuote + inContainer
    }

    @Test(
        "every finding is at the mark: with any line end, behind other text, in containers and quotes",
        arguments: ChecksPage.entries.filter { $0.marked != nil })
    func places(entry: ChecksPage.Entry) throws {
        for variant in Self.variants(entry, try #require(entry.marked)) {
            let (source, position) = try marked(variant)
            for lineEnd in ["\n", "\r\n"] {
                let bytes = Array(source.replacingOccurrences(of: "\n", with: lineEnd).utf8)
                var found: [Diagnostic]
                do throws(Diagnostic) {
                    let chapter = try ChapterParser.parse(bytes, path: entry.path)
                    found = chapter.diagnostics
                    found += try AuthorRules.findings(in: chapter, bytes: bytes) { _ in nil }
                } catch {
                    found = [error]
                }
                let places = found.filter { $0.code == entry.code }.map(\.position)
                #expect(places.contains(position), "\(entry.code) \(position) \(places)\n\(source)")
            }
        }
    }

    @Test("the page has examples")
    func count() {
        #expect(ChecksPage.entries.count(where: { $0.bytes != nil }) > 60)
        #expect(ChecksPage.entries.count(where: { $0.marked != nil }) > 60)
    }
}
