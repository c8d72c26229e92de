/// Small charts of one line.
enum Bars {
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// A share of 0 to 1 as a bar, to an eighth of a column.
    static func share(_ share: Double, width: Int, tone: Tone = .success) -> StyledText {
        let parts = Int((min(max(share, 0), 1) * Double(width * 8)).rounded())
        var bar = StyledText(visible: String(repeating: "█", count: parts / 8) + eighths[parts % 8], Attributes(tone))
        bar.append(visible: String(repeating: "·", count: max(0, width - bar.width)), .dim)
        return bar
    }

    /// Numbers as a row of columns of different height, the highest filling its cell.
    static func columns(_ numbers: [Double], highest: Double? = nil, tone: Tone = .information) -> StyledText {
        let levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        let top = max(highest ?? numbers.max() ?? 0, 1e-9)
        let text = numbers.map { number in
            number <= 0 ? " " : levels[min(7, max(0, Int((number / top * 8).rounded(.up)) - 1))]
        }
        return StyledText(visible: text.joined(), Attributes(tone))
    }

    /// Means of neighbours, so that a row fits a width.
    static func gathered(_ numbers: [Double], to width: Int) -> [Double] {
        guard numbers.count > width, width > 0 else { return numbers }
        return (0..<width).map { index in
            let range =
                index * numbers.count
                / width..<max(index * numbers.count / width + 1, (index + 1) * numbers.count / width)
            return numbers[range].reduce(0, +) / Double(range.count)
        }
    }
}
