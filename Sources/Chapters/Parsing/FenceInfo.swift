/// A fence's info string: `swift:Conv.swift hidden id=conv`, `diff js:file`, `js diff:file`.
struct FenceInfo {
    struct Word {
        var text: String
        /// Bytes from the start of the info string.
        var offset: Int
    }

    var language: String
    var title: String?
    var isDiff: Bool
    /// The words after the language.
    var words: [Word]

    init(_ info: String) {
        var all = FenceInfo.split(info)
        var isDiff = false
        if all.count > 1, all[0].text == "diff" {
            isDiff = true
            all.removeFirst()
        }
        let first = all.first?.text ?? ""
        let colon = first.firstIndex(of: ":")
        language = String(first[..<(colon ?? first.endIndex)])
        title = colon.map { String(first[first.index(after: $0)...]) }
        words = Array(all.dropFirst())
        // ` ```js diff:file `: the second word names the file.
        if let second = words.first?.text, second == "diff" || second.hasPrefix("diff:") {
            isDiff = true
            if second.hasPrefix("diff:") { title = String(second.dropFirst("diff:".count)) }
            words.removeFirst()
        }
        if title?.isEmpty == true { title = nil }
        if language == "diff" { isDiff = true }
        self.isDiff = isDiff
    }

    /// `line-numbers` among the words.
    var hasLineNumbers: Bool { words.contains { $0.text == "line-numbers" } }

    /// Splits at spaces; `key="a b"` stays one word.
    static func split(_ text: String) -> [Word] {
        var words: [Word] = []
        var current = ""
        var start = 0
        var isQuoted = false
        var offset = 0
        for character in text {
            if character == " " || character == "\t", !isQuoted {
                if !current.isEmpty { words.append(Word(text: current, offset: start)) }
                current = ""
            } else {
                if current.isEmpty { start = offset }
                if character == "\"" { isQuoted.toggle() }
                current.append(character)
            }
            offset += character.utf8.count
        }
        if !current.isEmpty { words.append(Word(text: current, offset: start)) }
        return words
    }
}

/// `key=value` words, as containers and cells have them.
struct Attributes {
    struct Entry {
        var key: String
        var value: String
        var offset: Int
    }

    var entries: [Entry] = []
    /// Words without `=`.
    var flags: [FenceInfo.Word] = []

    init(_ words: [FenceInfo.Word]) {
        for word in words {
            guard let equals = word.text.firstIndex(of: "="), equals > word.text.startIndex else {
                flags.append(word)
                continue
            }
            var value = word.text[word.text.index(after: equals)...]
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") { value = value.dropFirst().dropLast() }
            entries.append(
                Entry(key: String(word.text[..<equals]), value: String(value), offset: word.offset))
        }
    }

    func value(_ key: String) -> String? { entries.last { $0.key == key }?.value }
}
