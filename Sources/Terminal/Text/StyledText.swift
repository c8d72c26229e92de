/// How a piece of text looks, by meaning; `Palette` knows the colours.
struct Attributes: Hashable, Sendable {
    struct Traits: OptionSet, Hashable, Sendable {
        let rawValue: UInt8
        static let bold = Traits(rawValue: 1)
        static let dim = Traits(rawValue: 2)
        static let italic = Traits(rawValue: 4)
        static let underline = Traits(rawValue: 8)
        static let strikethrough = Traits(rawValue: 16)
    }

    var tone: Tone?
    var traits: Traits

    init(_ tone: Tone? = nil, _ traits: Traits = []) {
        self.tone = tone
        self.traits = traits
    }

    static let plain = Attributes()
    static let dim = Attributes(nil, .dim)
    static let bold = Attributes(nil, .bold)

    func with(_ tone: Tone? = nil, _ traits: Traits = []) -> Attributes {
        Attributes(tone ?? self.tone, self.traits.union(traits))
    }
}

/// What a colour stands for.
enum Tone: Hashable, Sendable {
    case heading, code, math, link, accent
    case success, failure, warning, information
    case keyword, typeName, string, number, comment, added, removed
    /// A group of highlighted cells of a grid, or a series of a chart.
    case group(Int)
    /// A shade of grey, 0 (black) to 23 (white).
    case gray(Int)
    /// Two pixels, one above the other, in the character ▀.
    case pixels(top: RGB, bottom: RGB)
}

/// A colour by its three bytes.
struct RGB: Hashable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }
}

/// Text in runs of one look.
///
/// Every way in makes the text visible first, so a styled text is always safe to print.
///
/// A line break inside is a run of its own (`appendLineBreak`); `wrapped(to:)` turns it into a new line.
struct StyledText: Hashable, Sendable {
    struct Run: Hashable, Sendable {
        var text: String
        var attributes: Attributes
    }

    private(set) var runs: [Run] = []

    init() {}

    init(_ text: String, _ attributes: Attributes = .plain) {
        append(text, attributes)
    }

    /// Text whose control characters have been dealt with, line by line (`VisibleText.lines`), or just cut from it.
    init(visible text: String, _ attributes: Attributes = .plain) {
        append(visible: text, attributes)
    }

    var isEmpty: Bool { runs.isEmpty }
    var width: Int { runs.reduce(0) { $0 + DisplayWidth.of($1.text) } }
    /// The text alone.
    var string: String { runs.map(\.text).joined() }

    mutating func append(_ text: String, _ attributes: Attributes = .plain) {
        append(visible: VisibleText.line(text), attributes)
    }

    mutating func append(visible text: String, _ attributes: Attributes = .plain) {
        guard !text.isEmpty else { return }
        if let last = runs.indices.last, runs[last].attributes == attributes {
            runs[last].text += text
        } else {
            runs.append(Run(text: text, attributes: attributes))
        }
    }

    mutating func append(_ other: StyledText) {
        if runs.isEmpty {
            runs = other.runs
        } else {
            for run in other.runs { append(visible: run.text, run.attributes) }
        }
    }

    mutating func appendLineBreak() {
        append(visible: "\n")
    }

    static func + (left: StyledText, right: StyledText) -> StyledText {
        var result = left
        result.append(right)
        return result
    }

    /// Filled up with spaces to a width.
    func padded(to width: Int, _ alignment: HorizontalAlignment = .left) -> StyledText {
        let missing = width - self.width
        guard missing > 0 else { return self }
        let before =
            switch alignment {
            case .left: 0
            case .center: missing / 2
            case .right: missing
            }
        var result = StyledText(visible: String(repeating: " ", count: before))
        result.append(self)
        result.append(visible: String(repeating: " ", count: missing - before))
        return result
    }
}

enum HorizontalAlignment: Sendable {
    case left, center, right
}

extension [StyledText] {
    /// The same lines with something before them: one thing before the first, another before the rest.
    func prefixed(first: StyledText, rest: StyledText) -> [StyledText] {
        enumerated().map { ($0.offset == 0 ? first : rest) + $0.element }
    }

    func prefixed(_ prefix: StyledText) -> [StyledText] { prefixed(first: prefix, rest: prefix) }

    var width: Int { map(\.width).max() ?? 0 }
}
