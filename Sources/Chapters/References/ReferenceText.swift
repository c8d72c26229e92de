/// What an author wrote as a reference's text, as far as it stands for a number.
enum ReferenceText: Hashable {
    /// `[](#eq-conv)`
    case empty
    /// `[図](#fig-im2col)`: reads well everywhere, and our pages add the number.
    case kind
    /// `[第 3 章の図 2](chapter03.md#fig-im2col)`, `[第 3 章](chapter03.md)`: held against the computed one.
    case numbered
    /// Words of the author's own: they stay.
    case words

    init(_ text: String) {
        let text = text.trimmed
        if text.isEmpty {
            self = .empty
        } else if text.wholeMatch(of: Self.kindPattern) != nil {
            self = .kind
        } else if text.wholeMatch(of: Self.numberPattern) != nil || Self.chapterNumber(in: String(text)) != nil {
            self = .numbered
        } else {
            self = .words
        }
    }

    private static var kindPattern: Regex<Substring> {
        /図|式|表|リスト|問題|Figure|Equation|Table|Listing|Exercise/
    }

    private static var numberPattern: Regex<Substring> {
        /(?:第 ?[0-9]+ ?章の ?)?(?:図|式|表|リスト|問題|Figure|Equation|Table|Listing|Exercise) ?[(（]?[0-9]+[)）]?(?: of chapter [0-9]+)?/
    }

    /// `3` of `第 3 章`.
    static func chapterNumber(in text: String) -> Int? {
        String(text.trimmed).wholeMatch(of: /第 ?([0-9]{1,4}) ?章|[Cc]hapter ([0-9]{1,4})/)
            .flatMap { Int($0.1 ?? $0.2 ?? "") }
    }

    /// Whether two texts say the same, spaces and the width of parentheses apart.
    static func isSame(_ left: String, _ right: String) -> Bool {
        func key(_ text: String) -> String {
            String(text.filter { !$0.isWhitespace && !"()（）".contains($0) })
        }
        return key(left) == key(right)
    }
}

/// Where a link inside the notes leads: `chapter03.md#fig-im2col`.
struct LocalDestination {
    /// Empty: the same chapter.
    let file: String
    let fragment: String

    /// nil for an address, an absolute path, or a chapter in another folder.
    init?(_ destination: String) {
        guard LinkRule.scheme(of: destination) == nil else { return nil }
        let path = destination.prefix { $0 != "#" }
        var file = LinkRule.decoded(String(path))
        if file.hasPrefix("./") { file.removeFirst(2) }
        guard file.isEmpty || file.hasSuffix(".md"), !file.contains(where: { "/\\?".contains($0) }) else { return nil }
        self.file = file
        fragment = LinkRule.decoded(String(destination[path.endIndex...].dropFirst()))
        if file.isEmpty, fragment.isEmpty { return nil }
    }
}
