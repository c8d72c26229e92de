/// Colours keywords, types, strings, numbers and comments of Swift and Python; other languages stay plain.
///
/// A scanner, not a parser: it never fails, and what it takes for code in a broken string is only a colour.
enum CodeColoring {
    private static let swiftKeywords: Set<String> = [
        "actor", "any", "as", "associatedtype", "async", "await", "break", "case", "catch", "class", "continue",
        "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "final", "for", "func",
        "guard", "if", "import", "in", "init", "inout", "internal", "is", "lazy", "let", "mutating", "nil", "operator",
        "package", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "Self", "some", "static",
        "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where",
        "while",
    ]
    private static let pythonKeywords: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "self", "try", "while", "with", "yield",
    ]

    /// The lines of a listing, coloured.
    ///
    /// - Complexity: O(*n*)
    static func lines(of code: String, language: String) -> [StyledText] {
        let lines = VisibleText.lines(code)
        switch language.lowercased() {
        case "swift":
            var scanner = Scanner(keywords: swiftKeywords, lineComment: "//", blockComments: true)
            return lines.map { scanner.scan($0) }
        case "python", "py":
            var scanner = Scanner(keywords: pythonKeywords, lineComment: "#", blockComments: false)
            return lines.map { scanner.scan($0) }
        case "diff":
            return lines.map(BlockRenderer.diffLine)
        default:
            return lines.map { StyledText(visible: $0) }
        }
    }

    private struct Scanner {
        let keywords: Set<String>
        let lineComment: String
        let blockComments: Bool
        /// The three quotes that end the string this line starts in.
        private var openString: String?
        private var commentDepth = 0

        init(keywords: Set<String>, lineComment: String, blockComments: Bool) {
            self.keywords = keywords
            self.lineComment = lineComment
            self.blockComments = blockComments
        }

        mutating func scan(_ line: String) -> StyledText {
            var result = StyledText()
            var rest = line[...]
            while let character = rest.first {
                let token: Substring
                var tone: Tone?
                if let quotes = openString {
                    (token, tone) = (string(rest, until: quotes, from: 0), .string)
                } else if commentDepth > 0 || blockComments && rest.hasPrefix("/*") {
                    (token, tone) = (comment(rest), .comment)
                } else if rest.hasPrefix(lineComment) {
                    (token, tone) = (rest, .comment)
                } else if character == "\"" || character == "'" && !blockComments {
                    let triple = String(repeating: character, count: 3)
                    let isTriple = rest.hasPrefix(triple)
                    let quotes = isTriple ? triple : String(character)
                    if isTriple { openString = triple }
                    (token, tone) = (string(rest, until: quotes, from: quotes.count), .string)
                } else if character.isASCII && character.isNumber {
                    token = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
                    tone = .number
                } else if character.isLetter || character == "_" || character == "@" || character == "#" {
                    let word = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                    token = rest[rest.startIndex..<word.endIndex]
                    tone = self.tone(ofWord: String(token))
                } else {
                    token = plainRun(rest)
                }
                result.append(visible: String(token), Attributes(tone))
                rest = rest[token.endIndex...]
            }
            return result
        }

        private func plainRun(_ rest: Substring) -> Substring {
            let end = rest.dropFirst().firstIndex(where: Self.mayStartToken) ?? rest.endIndex
            return rest[..<end]
        }

        private static func mayStartToken(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || "_@#\"'/".contains(character)
        }

        private func tone(ofWord word: String) -> Tone? {
            if keywords.contains(word) || word.first == "@" || word.first == "#" { return .keyword }
            return word.first?.isUppercase == true ? .typeName : nil
        }

        /// The string from its opening quotes (`from` characters in) to its closing ones, or to the end of the line.
        private mutating func string(_ rest: Substring, until quotes: String, from start: Int) -> Substring {
            var index = rest.index(rest.startIndex, offsetBy: start)
            while index < rest.endIndex {
                if rest[index] == "\\" {
                    index = rest.index(after: index)
                    if index < rest.endIndex { index = rest.index(after: index) }
                } else if rest[index...].hasPrefix(quotes) {
                    openString = nil
                    return rest[..<rest.index(index, offsetBy: quotes.count)]
                } else {
                    index = rest.index(after: index)
                }
            }
            return rest
        }

        /// The comment to its end, or to the end of the line; Swift's comments nest.
        private mutating func comment(_ rest: Substring) -> Substring {
            var index = rest.startIndex
            while index < rest.endIndex {
                let here = rest[index...]
                if here.hasPrefix("/*") {
                    commentDepth += 1
                    index = rest.index(index, offsetBy: 2)
                } else if here.hasPrefix("*/") {
                    commentDepth -= 1
                    index = rest.index(index, offsetBy: 2)
                    if commentDepth <= 0 { return rest[..<index] }
                } else {
                    index = rest.index(after: index)
                }
            }
            return rest
        }
    }
}
