/// Swift code as text: what is quoted in it, and where its functions' bodies are.
enum SwiftText {
    /// The code without comments and string literals.
    static func withoutQuotes(_ code: String) -> String {
        let text = Array(code)
        var result = ""
        var index = 0
        while index < text.count {
            if let end = skipQuoted(text, index) {
                result += " "
                index = end
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }

    /// Every `func … { … }` with `fatalError()` as its body; strings and comments are seen as such.
    static func withoutBodies(_ code: String) -> String {
        let text = Array(code)
        var result = ""
        var index = 0
        var isFunction = false
        while index < text.count {
            if let end = skipQuoted(text, index) {
                result += String(text[index..<end])
                index = end
                continue
            }
            let character = text[index]
            if character == "f", isWord("func", text, index) {
                isFunction = true
            } else if character == "{", isFunction {
                isFunction = false
                index = endOfBlock(text, index)
                result += "{ fatalError() }"
                continue
            }
            result.append(character)
            index += 1
        }
        return result
    }

    private static func isWord(_ word: String, _ text: [Character], _ index: Int) -> Bool {
        guard text[index...].starts(with: word) else { return false }
        let after = index + word.count < text.count ? text[index + word.count] : " "
        let before = index > 0 ? text[index - 1] : " "
        return !(after.isLetter || after.isNumber || after == "_")
            && !(before.isLetter || before.isNumber || before == "_")
    }

    /// Behind the brace that closes the one at `start`.
    private static func endOfBlock(_ text: [Character], _ start: Int) -> Int {
        var depth = 0
        var index = start
        while index < text.count {
            if let end = skipQuoted(text, index) {
                index = end
                continue
            }
            if text[index] == "{" { depth += 1 }
            if text[index] == "}" { depth -= 1 }
            index += 1
            if depth == 0 { return index }
        }
        return text.count
    }

    /// Behind a comment or a string that starts here; nil when none does.
    private static func skipQuoted(_ text: [Character], _ start: Int) -> Int? {
        func starts(_ mark: String, _ index: Int) -> Bool { index < text.count && text[index...].starts(with: mark) }
        if starts("//", start) { return text[start...].firstIndex(where: \.isNewline) ?? text.count }
        for (open, close) in [("/*", "*/"), ("\"\"\"", "\"\"\""), ("\"", "\"")] where starts(open, start) {
            var index = start + open.count
            while index < text.count, !starts(close, index) { index += text[index] == "\\" ? 2 : 1 }
            return min(index + close.count, text.count)
        }
        return nil
    }
}
