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
        // As Zenn does: the first colon ends the language, all that follows is the title.
        let colon = info.firstIndex(of: ":").flatMap { info[..<$0].contains("=") ? nil : $0 }
        let head = FenceInfo.split(String(info[..<(colon ?? info.endIndex)]))
        isDiff = head.contains { $0.text == "diff" }
        let name = head.firstIndex { $0.text != "diff" }
        language = name.map { head[$0].text } ?? (isDiff ? "diff" : "")
        words = head.enumerated().filter { $0.offset != name && $0.element.text != "diff" }.map(\.element)
        guard let colon else { return }
        let start = info.index(after: colon)
        let offset = info.utf8.distance(from: info.startIndex, to: start)
        var tail = FenceInfo.split(String(info[start...])).map { Word(text: $0.text, offset: $0.offset + offset) }
        // A cell's options stand behind its title, and so do the words of ours that any listing may have.
        let isCell = language == "swift" && !isDiff
        let options = tail.dropFirst(isCell ? 1 : 0).reversed().prefix { isCell || FenceInfo.isOption($0.text) }.count
        words += tail.suffix(options)
        tail.removeLast(options)
        guard let first = tail.first, let last = tail.last else { return }
        title = String(
            decoding: info.utf8.dropFirst(first.offset).prefix(last.offset + last.text.utf8.count - first.offset),
            as: UTF8.self)
    }

    private static func isOption(_ word: String) -> Bool { word == "line-numbers" || word.hasPrefix("include=") }

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
