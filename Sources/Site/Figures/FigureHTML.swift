import Display

/// A figure as panels side by side, which wrap on a narrow screen so that their numbers stay readable.
///
/// For assistive technology the whole row is one picture that says `alt`; the panels inside are drawings only.
enum FigureHTML {
    static func render(_ figure: Figure) -> String {
        let alt = figure.alt.isEmpty ? figure.caption : figure.alt
        var html = "<figure class=\"figure\">\n"
        if figure.panels.count == 1, let panel = figure.panels.first {
            html += drawing(panel, title: alt, isAlone: true)
        } else {
            html += "<div class=\"panels\" role=\"img\"\(attribute("aria-label", alt))>\n"
            for panel in figure.panels { html += drawing(panel, title: nil) }
            html += "</div>\n"
        }
        if !figure.caption.isEmpty { html += "<figcaption>\(escaped(figure.caption))</figcaption>\n" }
        return html + "</figure>\n"
    }

    /// `title` is for a panel that is a picture by itself; `isAlone`: whether it is the only one of its row; `layout`: what a grid
    /// shares with those of other steps.
    static func drawing(_ panel: Panel, title: String?, isAlone: Bool = false, layout: GridLayout? = nil) -> String {
        switch panel {
        case .grid(let grid): GridSVG.render(grid, title: title, layout: layout)
        case .chart(let chart): ChartSVG.render(chart, title: title)
        case .image(let raster): RasterSVG.render(raster, title: title, isAlone: isAlone)
        case .symbol(let text): "<span class=\"symbol\">\(escaped(text))</span>\n"
        }
    }
}

/// The pieces that every drawing is made of.
enum SVG {
    /// `title` nil: the drawing is part of a picture that has its text elsewhere.
    static func document(width: Double, height: Double, class: String, title: String?, _ body: String) -> String {
        let size =
            "width=\"\(number(width))\" height=\"\(number(height))\" viewBox=\"0 0 \(number(width)) \(number(height))\""
        let access = title == nil ? "aria-hidden=\"true\"" : "role=\"img\"\(attribute("aria-label", title))"
        let name = title.map { "<title>\(escaped($0))</title>\n" } ?? ""
        return "<svg class=\"\(`class`)\" \(size) \(access)>\n"
            + "\(name)\(body)</svg>\n"
    }

    /// At most two decimals, never an exponent, the same everywhere.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "0" }
        let hundredths = Int((value * 100).rounded())
        let sign = hundredths < 0 ? "-" : ""
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        if rest == 0 { return sign + String(whole) }
        return sign + String(whole) + "." + (rest % 10 == 0 ? String(rest / 10) : (rest < 10 ? "0" : "") + String(rest))
    }

    static func text(
        _ text: String, x: Double, y: Double, class: String, anchor: String = "middle", extra: String = ""
    ) -> String {
        "<text class=\"\(`class`)\" x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\"\(extra)>"
            + "\(escaped(text))</text>\n"
    }

    static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class: String) -> String {
        "<line class=\"\(`class`)\" x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\"/>\n"
    }

    /// How wide a text of the given size is drawn, roughly: full-width characters count as one size, others as 0.6.
    static func width(of text: String, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? size : size * 0.6) }
    }
}

/// Numbers as a reader wants them: at most three significant decimals.
enum FigureNumber {
    static func text(_ value: Float) -> String {
        guard value.isFinite else { return value.isNaN ? "" : value < 0 ? "−∞" : "∞" }
        let magnitude = abs(value)
        if magnitude != 0, magnitude < 0.001 || magnitude >= 1e7 { return minus("\(value)") }
        let decimals = magnitude >= 100 ? 1 : magnitude >= 1 ? 2 : 3
        let scale = [1.0, 10, 100, 1000][decimals]
        let scaled = (Double(value) * scale).rounded()
        let whole = Int(abs(scaled) / scale)
        var rest = String(Int(abs(scaled)) - whole * Int(scale))
        rest = String(repeating: "0", count: decimals - rest.count) + rest
        while rest.last == "0" { rest.removeLast() }
        return (scaled < 0 ? "−" : "") + String(whole) + (rest.isEmpty ? "" : "." + rest)
    }

    private static func minus(_ text: String) -> String { text.hasPrefix("-") ? "−" + text.dropFirst() : text }
}
