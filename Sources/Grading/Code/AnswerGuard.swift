import Chapters

/// What a learner's code may not contain, because it could then reach the checks or their results instead of doing the
/// work.
///
/// An answer runs in the same process as its checks, which hold the expected values and the way to report. Swift keeps them
/// apart as long as the code is memory-safe and calls nothing but the engine and the standard library. So only `ConvNet`,
/// `Vision` and mathematical functions can be imported, and the doors that the language itself leaves open (raw memory,
/// attributes that replace symbols, literals that build foreign types) are shut. The rules look at the text as it is, comments
/// and all: nothing can be hidden from them, and at worst a comment has to be put in other words. What the starter itself
/// contains is allowed.
struct AnswerGuard {
    struct Refusal: Equatable {
        var line: Int
        var column: Int
        var reason: LocalizedText
    }

    private static let engine: Set<String> = ["ConvNet", "Vision", "Swift"]
    private static let system: Set<String> = ["Foundation", "Glibc", "Musl", "Darwin"]
    /// All that an answer gets of the system's modules.
    private static let mathematics = [
        "exp", "exp2", "log", "log2", "log10", "sqrt", "pow", "sin", "cos", "tan", "tanh", "atan", "atan2", "floor",
        "ceil", "round", "fabs", "fmax", "fmin", "expf", "logf", "sqrtf", "powf", "sinf", "cosf", "tanhf", "floorf",
        "ceilf",
        "roundf", "fabsf", "fmaxf", "fminf", "erf", "erff",
    ]
    private static let attributes: Set<String> = [
        "available", "autoclosure", "discardableResult", "dynamicMemberLookup", "escaping", "frozen", "inlinable",
        "inline",
        "propertyWrapper", "resultBuilder", "Sendable", "unknown", "usableFromInline",
    ]
    /// Parts of names; `unsafe` in any case covers the unsafe pointers, casts and initialisers.
    private static let forbidden = [
        "unsafe", "pointee", "baseaddress", "withcontiguous", "unchecked", "unmanaged", "opaquepointer",
        "managedbuffer",
        "commandline", "expressibleby", "externalmacro", "notebookruntime", "assumingmemorybound", "bindmemory",
    ]

    /// The answer as it is compiled, on the same lines; or the first thing that it may not contain.
    static func prepare(_ answer: String, starter: String) -> Result<String, Refusal> {
        let starterWords = Set(words(in: starter).map(\.text))
        if let zero = answer.unicodeScalars.firstIndex(of: "\0") {
            return .failure(
                refusal(answer, zero, LocalizedText(ja: "NUL 文字は使えません。", en: "NUL is no character of a program.")))
        }
        if let refusal = attribute(in: answer, starter: starter) { return .failure(refusal) }
        for word in words(in: answer) where !starterWords.contains(word.text) {
            let name = word.text.lowercased()
            guard let part = forbidden.first(where: name.contains) else { continue }
            return .failure(
                refusal(
                    answer, word.range.lowerBound,
                    LocalizedText(
                        ja: "「\(word.text)」は解答では使えません（\(part)）。配列や Tensor の普通の操作で書いてください。",
                        en:
                            "“\(word.text)” can't be used in an answer (\(part)); use plain operations on arrays and tensors."
                    )))
        }
        return imports(in: answer, starter: starter)
    }

    // MARK: - Rules

    private static func attribute(in answer: String, starter: String) -> Refusal? {
        let allowed = attributes.union(names(after: "@", in: starter))
        let own = Set(
            zip(words(in: answer), words(in: answer).dropFirst()).filter {
                ["struct", "class", "enum"].contains($0.0.text)
            }
            .map(\.1.text))
        let scalars = answer.unicodeScalars
        for index in scalars.indices where scalars[index] == "@" {
            let name = String(
                String.UnicodeScalarView(scalars[scalars.index(after: index)...].prefix(while: isWordScalar)))
            guard !allowed.contains(name), !own.contains(name) else { continue }
            return refusal(
                answer, index,
                LocalizedText(
                    ja: "「@\(name)」は解答では使えません。", en: "“@\(name)” can't be used in an answer."))
        }
        return nil
    }

    private static func imports(in answer: String, starter: String) -> Result<String, Refusal> {
        let trusted = engine.union(names(after: "import ", in: starter))
        var result = ""
        var rest = answer.startIndex
        for word in words(in: answer) where word.text == "import" {
            let tail = answer.unicodeScalars[word.range.upperBound...]
            let module = String(
                String.UnicodeScalarView(tail.drop { $0 == " " || $0 == "\t" }.prefix { isWordScalar($0) || $0 == "." })
            )
            if trusted.contains(module) { continue }
            guard system.contains(module), let end = answer.range(of: module, after: word.range.upperBound)?.upperBound
            else {
                return .failure(
                    refusal(
                        answer, word.range.lowerBound,
                        LocalizedText(
                            ja: "解答で import できるのは ConvNet と Vision、それに Foundation の数学関数だけです。",
                            en:
                                "an answer can import ConvNet and Vision, and Foundation for its mathematical functions."
                        )))
            }
            result += answer[rest..<word.range.lowerBound]
            result += mathematics.map { "import func Glibc.\($0)" }.joined(separator: "; ")
            rest = end
        }
        return .success(result + answer[rest...])
    }

    // MARK: - Words

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static func words(in text: String) -> [(text: String, range: Range<String.Index>)] {
        var words: [(String, Range<String.Index>)] = []
        let scalars = text.unicodeScalars
        var start: String.Index?
        for index in scalars.indices {
            if isWordScalar(scalars[index]) {
                start = start ?? index
            } else if let first = start {
                words.append((String(text[first..<index]), first..<index))
                start = nil
            }
        }
        if let first = start { words.append((String(text[first...]), first..<text.endIndex)) }
        return words
    }

    private static func names(after mark: String, in text: String) -> Set<String> {
        var names: Set<String> = []
        var rest = Substring(text)
        while let range = rest.firstRange(of: mark) {
            rest = rest[range.upperBound...]
            names.insert(String(String.UnicodeScalarView(rest.unicodeScalars.prefix(while: isWordScalar))))
        }
        return names
    }

    private static func refusal(_ text: String, _ index: String.Index, _ reason: LocalizedText) -> Refusal {
        let before = text.utf8[..<index]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
        return Refusal(line: line, column: column, reason: reason)
    }
}

extension AnswerGuard.Refusal: Error {}

extension String {
    fileprivate func range(of name: String, after index: String.Index) -> Range<String.Index>? {
        self[index...].firstRange(of: name)
    }
}
