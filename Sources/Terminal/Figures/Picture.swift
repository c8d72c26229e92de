/// Part of a figure, drawn: lines that are set beside other lines.
struct Picture {
    var lines: [StyledText]
    var width: Int

    init(_ lines: [StyledText]) {
        self.lines = lines
        width = lines.width
    }

    enum Alignment { case top, middle }

    /// Pictures side by side as far as they fit, in as many rows as that takes.
    static func rows(_ pictures: [Picture], width: Int, gap: Int = 2, alignment: Alignment = .middle) -> [StyledText] {
        var rows: [[Picture]] = []
        var used = 0
        for picture in pictures {
            if rows.isEmpty || used + gap + picture.width > width {
                rows.append([])
                used = -gap
            }
            used += gap + picture.width
            rows[rows.count - 1].append(picture)
        }
        return rows.flatMap { row($0, gap: gap, alignment: alignment) }
    }

    /// Pictures side by side on the same height.
    static func row(_ pictures: [Picture], gap: Int, alignment: Alignment = .middle) -> [StyledText] {
        let height = pictures.map(\.lines.count).max() ?? 0
        let space = StyledText(visible: String(repeating: " ", count: gap))
        return (0..<height).map { line in
            var result = StyledText()
            for (index, picture) in pictures.enumerated() {
                if index > 0 { result.append(space) }
                let row = alignment == .top ? line : line - (height - picture.lines.count) / 2
                let text = picture.lines.indices.contains(row) ? picture.lines[row] : StyledText()
                result.append(text.padded(to: picture.width))
            }
            return result
        }
    }
}

/// Numbers as short as a picture's labels need them.
enum NumberText {
    /// At most four significant digits, in exponent form when very large or small: `12`, `0.25`, `1.5e-05`.
    static func short(_ value: Float) -> String {
        guard value.isFinite else { return value.isNaN ? "·" : value < 0 ? "−∞" : "∞" }
        let size = value.magnitude
        if size == 0 { return "0" }
        if size >= 1e6 || size < 1e-3 { return exponential(Double(value)) }
        let decimals = size >= 100 ? 1 : size >= 1 ? 2 : 4
        return trimmed(fixed(value, decimals: decimals))
    }

    /// With this many decimals, rounded; the value must be below 10⁹.
    static func fixed(_ value: Float, decimals: Int) -> String {
        guard value.isFinite, value.magnitude < 1e9 else { return short(value) }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (Double(value).magnitude * scale).rounded()
        let whole = Int64(scaled / scale)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(whole) }
        let fraction = String(Int64(scaled - Double(whole) * scale))
        return sign + "\(whole)." + String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
    }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    private static func exponential(_ value: Double) -> String {
        var mantissa = value.magnitude
        var exponent = 0
        while mantissa >= 9.995 {
            mantissa /= 10
            exponent += 1
        }
        while mantissa < 0.9995 {
            mantissa *= 10
            exponent -= 1
        }
        return (value < 0 ? "-" : "") + trimmed(fixed(Float(mantissa), decimals: 2)) + "e\(exponent)"
    }
}
