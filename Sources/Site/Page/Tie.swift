import Chapters

/// The signs that stay on a formula's line: no line begins with a full stop or ends in an opening bracket.
///
/// Browsers keep to that in text, but break before and behind a formula whatever stands there.
struct Tie {
    private static let opening: Set<Character> = ["（", "「", "『", "【", "〔", "［", "(", "["]
    private static let closing: Set<Character> = [
        "、", "。", "，", "．", "）", "」", "』", "】", "〕", "］", "：", "；", "？", "！", "・", "ー", ",", ".", ")", "]", ":", ";",
        "?", "!",
    ]
    /// In bytes of TeX; what may be wider than a phone keeps the right to a line of its own.
    private static let longest = 32

    /// The last sign of the text before the formula.
    private(set) var before = ""
    /// The first sign of the text behind it.
    private(set) var behind = ""

    var isNeeded: Bool { !before.isEmpty || !behind.isEmpty }

    /// Of what stands at a place, which may be anything, or none.
    init(_ inlines: [Inline], at index: Int) {
        guard inlines.indices.contains(index), case .math(let tex, false) = inlines[index],
            tex.utf8.count <= Self.longest
        else { return }
        if index > 0, case .text(let text) = inlines[index - 1], let last = text.last, Self.opening.contains(last) {
            before = String(last)
        }
        if index + 1 < inlines.count, case .text(let text) = inlines[index + 1], let first = text.first,
            Self.closing.contains(first)
        {
            behind = String(first)
        }
    }
}
