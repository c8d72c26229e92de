import Chapters
import Foundation
import Testing

@Suite("Rules about books")
struct BookRuleTests {
    private static let good = [
        "title": "title: \"本\"", "summary": "summary: \"説明\"", "topics": "topics: [CNN]",
        "published": "published: true",
        "price": "price: 500", "chapters": "chapters:\n  - intro",
    ]

    private func findings(
        _ config: String, folder: String = "books/cnn-study-book", files: [String: [UInt8]]? = nil
    ) throws -> [Diagnostic] {
        let known = files ?? ["cover.png": Self.png(500, 700), "intro.md": []]
        return try BookRules.findings(path: "\(folder)/config.yaml", bytes: Array(config.utf8)) {
            path in
            path.hasPrefix(folder + "/") ? known[String(path.dropFirst(folder.utf8.count + 1))] : nil
        }
    }

    private static func png(_ width: Int, _ height: Int, count: Int = 24) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
        }
        let head =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + number(13) + Array("IHDR".utf8)
            + number(width) + number(height)
        return head + Array(repeating: 0, count: max(count - head.count, 0))
    }

    /// A start, a comment, and the frame's head.
    private static func jpeg(_ width: Int, _ height: Int) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }
        return [0xFF, 0xD8, 0xFF, 0xFE, 0, 4, 1, 2, 0xFF, 0xC4, 0, 3, 0, 0xFF, 0xC2, 0, 17, 8]
            + number(height) + number(width)
    }

    private static func config(_ changes: [String: String]) -> String {
        ["title", "summary", "topics", "published", "price", "chapters"].map {
            changes[$0] ?? good[$0] ?? ""
        }
        .joined(separator: "\n") + "\n"
    }

    @Test("a book in order has none")
    func silence() throws {
        #expect(try findings(Self.config([:])) == [])
        #expect(try findings("---\n" + Self.config(["price": "price: 0", "chapters": ""])) == [])
        #expect(
            try findings(Self.config([:]), files: ["cover.jpg": Self.jpeg(500, 704), "intro.md": []])
                == [])
    }

    @Test(
        "are at the place",
        arguments: [
            ("front-matter-title-missing", "title", "⚑title: \"\""),
            ("front-matter-title-missing", "title", ""),
            ("front-matter-title-length", "title", "title: ⚑" + String(repeating: "🧩", count: 36)),
            ("book-summary", "summary", "summary: ⚑\"\""), ("book-summary", "summary", "summary: ⚑[説明]"),
            ("book-summary", "summary", ""),
            ("front-matter-topics-count", "topics", "topics: [畳み込み, b, c, d, e, ⚑f]"),
            ("front-matter-topic-characters", "topics", "topics:\n  - 深層学習\n  - ⚑C++"),
            ("front-matter-topics-missing", "topics", "⚑topics: []"),
            ("front-matter-published-quoted", "published", "published: ⚑\"true\""),
            ("front-matter-published-missing", "published", ""),
            ("book-price", "price", "price: ⚑\"500\""), ("book-price", "price", "price: ⚑500円"),
            ("book-price", "price", ""),
            ("book-price", "price", "price: ⚑true"),
            ("book-price-range", "price", "price: ⚑100"), ("book-price-range", "price", "price: ⚑5100"),
            ("book-price-range", "price", "price: ⚑-200"), ("book-price-step", "price", "price: ⚑450"),
            ("book-chapters", "chapters", "chapters: ⚑intro"),
            ("book-chapters", "chapters", "chapters: ⚑[[a]]"),
            ("book-chapter-extension", "chapters", "chapters:\n  - intro\n  - ⚑intro.md"),
            ("book-chapter-missing", "chapters", "chapters: [intro, ⚑次]"),
            ("front-matter-key-unknown", "chapters", "⚑tags: [a]"),
        ])
    func places(code: String, key: String, line: String) throws {
        let source = Self.config([key: line])
        let position = source.contains("⚑") ? try marked(source).position : SourcePosition(line: 1)
        for lineEnd in ["\n", "\r\n"] {
            let text = source.replacingOccurrences(of: "⚑", with: "").replacingOccurrences(
                of: "\n", with: lineEnd)
            let found = try findings(text)
            #expect(found.map(\.code) == [code] && found.first?.position == position, "\(found)")
            #expect(found.allSatisfy { $0.why != nil && $0.path == "books/cnn-study-book/config.yaml" })
        }
    }

    @Test(
        "what is no YAML, or no list of keys, is one finding",
        arguments: [("title: [本\n", 2), ("- a\n- b\n", 1)])
    func invalid(config: String, line: Int) throws {
        let found = try findings(config)
        #expect(
            found.map(\.code) == ["book-invalid"] && (found.first?.position.line ?? 0) <= line, "\(found)"
        )
    }

    @Test("the cover and the folder's name")
    func cover() throws {
        func codes(_ files: [String: [UInt8]], folder: String = "books/cnn-study-book") throws
            -> [String]
        {
            try findings(Self.config(["chapters": ""]), folder: folder, files: files).map(\.code)
        }
        #expect(try codes([:]) == ["book-cover-missing"])
        #expect(try codes(["cover.png": Self.png(700, 700)]) == ["book-cover-ratio"])
        #expect(try codes(["cover.jpeg": Self.jpeg(700, 500)]) == ["book-cover-ratio"])
        #expect(
            try codes(["cover.png": Self.png(500, 700, count: (1 << 20) + 1)]) == ["book-cover-size"])
        for cut in 0..<24 { _ = try codes(["cover.png": Array(Self.png(500, 700).prefix(cut))]) }
        for cut in 0..<22 { _ = try codes(["cover.jpg": Array(Self.jpeg(500, 700).prefix(cut))]) }
        #expect(try codes(["cover.png": Self.png(500, 700)], folder: "books/cnn") == ["slug-length"])
        #expect(
            try codes(["cover.png": Self.png(500, 700)], folder: "books/CNN-study-book") == [
                "slug-characters"
            ])
    }

    @Test("a chapter of a book needs a title alone")
    func chapters() throws {
        func codes(_ lines: String) throws -> [String] {
            let source = "---\n\(lines)---\n# 題\n"
            let chapter = try parse(source, path: "books/cnn-study-book/1.intro.md")
            return try AuthorRules.findings(in: chapter, bytes: Array(source.utf8)) { _ in nil }.map(
                \.code)
        }
        #expect(try codes("title: 題\n") == [])
        #expect(try codes("title: 題\nfree: true\n") == [])
        #expect(try codes("title: 題\nfree: \"true\"\n") == ["front-matter-free"])
        #expect(try codes("free: 1\n") == ["front-matter-title-missing", "front-matter-free"])
    }
}
