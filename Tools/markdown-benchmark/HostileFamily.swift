/// A kind of text that makes a careless parser take quadratic time, in any size.
struct HostileFamily: Sendable {
    let name: String
    private let make: @Sendable (Int) -> String

    init(name: String, make: @escaping @Sendable (Int) -> String) {
        self.name = name
        self.make = make
    }

    /// At least so many bytes.
    func text(of size: Int) -> [UInt8] { Array(make(size).utf8) }

    /// The same piece again and again, on one line or on many.
    private static func repeating(_ name: String, _ piece: String, end: String = "") -> HostileFamily {
        HostileFamily(name: name) { size in
            String(repeating: piece, count: size / (piece.utf8.count + end.utf8.count) + 1)
                + (end.isEmpty ? "" : String(repeating: end, count: size / (piece.utf8.count + end.utf8.count) + 1))
        }
    }

    /// Numbered pieces, each another one.
    private static func numbered(_ name: String, _ piece: @escaping @Sendable (Int) -> String) -> HostileFamily {
        HostileFamily(name: name) { size in
            var text = ""
            var number = 0
            while text.utf8.count < size {
                number += 1
                text += piece(number)
            }
            return text
        }
    }

    static let all: [HostileFamily] = [
        repeating("quotes nested", ">"),
        repeating("quotes nested spaced", "> "),
        repeating("quotes, a line each", "> a\n"),
        numbered("quotes growing") { String(repeating: ">", count: $0 % 120) + " a\n" },
        repeating("brackets open", "["),
        repeating("brackets closed", "]"),
        repeating("brackets nested", "[", end: "]"),
        repeating("brackets pairs", "[]"),
        repeating("brackets, lines", "[a\n"),
        repeating("links nested", "[a](", end: ")"),
        repeating("links", "[a](b) "),
        repeating("links unclosed", "[a](<b"),
        repeating("images open", "!["),
        repeating("images nested", "![", end: "](a)"),
        repeating("images", "![a](b =10x) "),
        repeating("colons", ":"),
        repeating("containers open", ":::message\n"),
        repeating("containers deep", "::::message\n", end: "::::\n"),
        numbered("containers growing") { String(repeating: ":", count: 3 + $0 % 500) + "message\n\n" },
        repeating("containers closed", ":::\n"),
        repeating("containers, details", ":::details a `b` *c*\n\nd\n\n:::\n\n"),
        repeating("dollars", "$"),
        repeating("dollars spaced", "$ "),
        repeating("dollars, digits", "$a$1"),
        repeating("dollars, words", "$a "),
        repeating("dollars doubled", "$$ a\n"),
        repeating("dollars, lines", "a $\n"),
        repeating("dollars, blocks", "$$\n\n"),
        repeating("stars", "*"),
        repeating("stars spaced", "*a "),
        repeating("stars, both", "*a**a "),
        repeating("stars triple", "a***", end: " b***"),
        repeating("stars nested", "*a **a ", end: "b** b*"),
        repeating("underscores", "_a "),
        repeating("underscores, words", "_a__a"),
        repeating("tildes", "~~a "),
        repeating("tildes, run", "~"),
        repeating("backticks", "`"),
        numbered("backticks growing") { "e" + String(repeating: "`", count: $0 % 1500) },
        numbered("backticks, lines") { "e" + String(repeating: "`", count: 1 + $0 % 60) + "\n" },
        repeating("fences", "```\n"),
        repeating("fences open", "```a\n\n"),
        repeating("angles", "<"),
        repeating("angles, names", "<a "),
        repeating("angles, comments", "<!-- a "),
        repeating("angles, slashes", "</"),
        repeating("angles, questions", "<?a"),
        repeating("comments, lines", "<!-- a\n\n"),
        repeating("ampersands", "&"),
        repeating("ampersands, names", "&amp"),
        repeating("ampersands, entities", "&copy;"),
        repeating("backslashes", "\\"),
        repeating("footnotes inline", "^[a]"),
        repeating("footnotes nested", "^[", end: "]"),
        repeating("footnotes open", "^[a"),
        repeating("footnotes, lines", "あ^[い]\n\n"),
        repeating("footnotes, references", "[^a]"),
        numbered("footnotes defined") { "a[^\($0)]\n\n[^\($0)]: b\n\n" },
        repeating("footnotes repeated", "[^a]: b\n\n"),
        numbered("references defined") { "[\($0)]: /a\n" },
        repeating("references repeated", "[a]: /b\n\n"),
        repeating("references used", "[a] ", end: "\n\n[a]: /b"),
        repeating("tables", "| a "),
        repeating("tables, lines", "| a | b |\n"),
        repeating("tables, rows", "| a | b |\n| - | - |\n"),
        HostileFamily(name: "tables wide") { size in
            let columns = size / 8 + 1
            return String(repeating: "|a", count: columns) + "\n" + String(repeating: "|-", count: columns) + "\n"
                + String(repeating: "|b", count: columns) + "\n"
        },
        HostileFamily(name: "tables long") { size in
            "|a|b|\n|-|-|\n" + String(repeating: "|c *d*|`e`|\n", count: size / 13 + 1)
        },
        HostileFamily(name: "tables, a long row") { size in
            "|a|b|\n|-|-|\n" + String(repeating: "|c", count: size / 2)
        },
        HostileFamily(name: "tables to fill") { size in
            let columns = 1000
            return String(repeating: "|a", count: columns) + "\n" + String(repeating: "|-", count: columns) + "\n"
                + String(repeating: "|b\n", count: size / 3)
        },
        repeating("lists", "- a\n"),
        repeating("lists nested, one line", "- "),
        repeating("lists nested, numbers", "1. "),
        numbered("lists growing") { String(repeating: "  ", count: $0 % 90) + "- a\n" },
        repeating("lists and quotes", "- > "),
        repeating("headings", "# あ\n"),
        repeating("headings, rules", "a\n=\n"),
        repeating("one long line", "畳み込みは線形な演算です。"),
        repeating("one long word", "a"),
        repeating("lines", "a\n"),
        repeating("empty lines", "\n"),
        repeating("spaces", " "),
        repeating("tabs", "\t"),
        repeating("CJK emphasis", "**「条件」**と"),
        repeating("CJK emphasis open", "**（"),
        repeating("CJK emphasis closed", "）**あ"),
        repeating("addresses", "https://a.jp/ "),
        repeating("addresses, one", "https://a"),
        repeating("addresses, brackets", "https://a)"),
        repeating("addresses, signs", "http://a.,.,.,"),
        HostileFamily(name: "addresses, parentheses") { "http://a" + String(repeating: ")", count: $0) },
        repeating("separators", "://"),
        repeating("embeds", "@[card](https://a.jp)\n\n"),
        repeating("braces open", "{{"),
        repeating("braces", "{{a}}"),
        HostileFamily(name: "braces in an exercise") { size in
            ":::exercise a\n\n```swift question\nlet a = 1\n```\n\n" + String(repeating: "{{a}} と ", count: size / 10)
                + "\n\n:::\n"
        },
        HostileFamily(name: "braces open, exercise") { size in
            ":::exercise a\n\n```swift question\nlet a = 1\n```\n\n" + String(repeating: "{{", count: size / 2)
                + "\n\n:::\n"
        },
        repeating("values", "`{swift} 1` "),
        repeating("cells", "```swift\nlet a = 1\n```\n\n"),
        repeating("exercises", ":::exercise a\n- [x] b\n- [ ] c\n:::\n\n"),
        numbered("exercises, ids") { ":::exercise a\($0)\n- [x] b\n- [ ] c\n:::\n\n" },
        numbered("captions") { "![a](\($0).png)\n*b*\n\n" },
        repeating("carriage returns", "a\r\n\r"),
        repeating("damage", "ã¿è¾¼ "),
        repeating("private use", "\u{E000}1\u{E001}"),
        repeating("joined emoji", "👨‍👩‍👧"),
        repeating("accents", "\u{0301}"),
        repeating("front matter", "---\n"),
        HostileFamily(name: "front matter, list") { size in
            "---\ntopics: [" + String(repeating: "[", count: size) + "\n---\n"
        },
        repeating("line breaks", "<br>"),
        repeating("NUL", "a\0"),
    ]
}
