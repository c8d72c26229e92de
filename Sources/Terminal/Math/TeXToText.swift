/// TeX's mathematics as text that can be read in a terminal.
///
/// `TeXToText.line("\\frac{H + 2P - K}{S} + 1")` is `(H + 2P − K)/S + 1`.
package enum TeXToText {
    /// The formula on one line.
    package static func line(_ tex: String) -> String {
        TeXLayout(isDisplay: false).box(TeXParser.parse(tex)).text
    }

    /// The same, each row of an aligned formula on a line of its own.
    package static func rows(_ tex: String) -> [String] {
        let layout = TeXLayout(isDisplay: false)
        guard case .matrix(.aligned, let rows) = TeXParser.parse(tex) else { return [line(tex)] }
        return rows.map { $0.map { layout.box($0).text }.filter { !$0.isEmpty }.joined(separator: " ") }
    }

    /// The formula with fractions, limits and matrices stacked; nil when it is wider than `width`.
    package static func display(_ tex: String, width: Int) -> [String]? {
        let box = TeXLayout(isDisplay: true).box(TeXParser.parse(tex))
        return box.width <= width ? box.lines : nil
    }
}
