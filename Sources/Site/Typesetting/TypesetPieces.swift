/// Formulas and listings with what they were set to.
package struct TypesetPieces: Sendable, Equatable {
    /// What is set, and how.
    struct Source: Hashable, Sendable {
        enum Style: Hashable, Sendable {
            case inline, display
            case listing(String)
        }

        var style: Style
        var text: String

        init(_ style: Style, _ text: String) {
            self.style = style
            self.text = text
        }

        var isListing: Bool { if case .listing = style { true } else { false } }
    }

    struct Setting: Equatable, Sendable {
        /// nil: a listing in a language that nobody knows.
        var html: String?
    }

    private var settings: [Source: Setting] = [:]

    package init() {}

    var isEmpty: Bool { settings.isEmpty }

    subscript(_ source: Source) -> Setting? {
        get { settings[source] }
        set { settings[source] = newValue }
    }

    func only(_ sources: Set<Source>) -> TypesetPieces {
        var result = self
        result.settings = settings.filter { sources.contains($0.key) }
        return result
    }

    // MARK: - As bytes

    /// Strings in turn, each behind its length: what is set, how, and to what.
    var bytes: [UInt8] {
        var result: [UInt8] = []
        for (source, setting) in settings {
            for text in [source.style.name, source.text, setting.html.map { "+" + $0 } ?? "-"] {
                withUnsafeBytes(of: UInt32(truncatingIfNeeded: text.utf8.count).littleEndian) { result += $0 }
                result += text.utf8
            }
        }
        return result
    }

    /// nil: the bytes are not what `bytes` writes.
    init?(bytes: ArraySlice<UInt8>) {
        var rest = bytes
        func text() -> String? {
            guard rest.count >= 4 else { return nil }
            let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard rest.count >= length else { return nil }
            defer { rest = rest.dropFirst(length) }
            return String(decoding: rest.prefix(length), as: UTF8.self)
        }
        while !rest.isEmpty {
            guard let style = text().flatMap(Source.Style.init(name:)), let source = text(), let html = text()
            else { return nil }
            settings[Source(style, source)] = Setting(html: html.hasPrefix("+") ? String(html.dropFirst()) : nil)
        }
    }
}

extension TypesetPieces.Source.Style {
    /// `$`, `$$`, or a language behind a backtick.
    fileprivate var name: String {
        switch self {
        case .inline: "$"
        case .display: "$$"
        case .listing(let language): "`" + language
        }
    }

    fileprivate init?(name: String) {
        switch name {
        case "$": self = .inline
        case "$$": self = .display
        default:
            guard name.hasPrefix("`") else { return nil }
            self = .listing(String(name.dropFirst()))
        }
    }
}
