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
    ///
    /// That is text for the confined program that proves an exercise: the call never runs in the tool.
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
    ///
    /// As the compiler reads them: comments nest, an interpolation holds code with strings of its own, only CR and LF end a
    /// line. Raw strings and regular expressions are not known; `AnswerGuard` refuses them.
    private static func skipQuoted(_ text: [Character], _ start: Int, depth: Int = 0) -> Int? {
        if starts("//", text, start) { return text[start...].firstIndex(where: endsLine) ?? text.count }
        if starts("/*", text, start) { return endOfComment(text, start) }
        if starts("\"\"\"", text, start) { return endOfString(text, start + 3, close: "\"\"\"", depth) }
        return starts("\"", text, start) ? endOfString(text, start + 1, close: "\"", depth) : nil
    }

    private static func starts(_ mark: String, _ text: [Character], _ index: Int) -> Bool {
        index < text.count && text[index...].starts(with: mark)
    }

    private static func endsLine(_ character: Character) -> Bool { ["\n", "\r", "\r\n"].contains(character) }

    private static func endOfComment(_ text: [Character], _ start: Int) -> Int {
        var open = 0
        var index = start
        while index < text.count {
            if starts("/*", text, index) {
                open += 1
                index += 2
            } else if starts("*/", text, index) {
                open -= 1
                index += 2
                if open == 0 { return index }
            } else {
                index += 1
            }
        }
        return text.count
    }

    private static func endOfString(_ text: [Character], _ start: Int, close: String, _ depth: Int) -> Int {
        var index = start
        while index < text.count {
            if starts(close, text, index) { return index + close.count }
            if close.count == 1, endsLine(text[index]) { return index }
            if starts("\\(", text, index), depth < 32 {
                index = endOfInterpolation(text, index + 2, depth + 1)
            } else {
                index += text[index] == "\\" ? 2 : 1
            }
        }
        return text.count
    }

    /// Behind the parenthesis that closes an interpolation whose code begins here.
    private static func endOfInterpolation(_ text: [Character], _ start: Int, _ depth: Int) -> Int {
        var open = 1
        var index = start
        while index < text.count {
            if let end = skipQuoted(text, index, depth: depth) {
                index = max(end, index + 1)
                continue
            }
            if text[index] == "(" { open += 1 }
            if text[index] == ")" { open -= 1 }
            index += 1
            if open == 0 { return index }
        }
        return text.count
    }
}
