import Display

/// A figure of steps. As it is written it is a row of stills; `steps.js` shows one of them at a time.
extension ChapterBody {
    mutating func steppedFigure(_ figure: Figure) -> String {
        steppedFiguresWritten += 1
        let id = "sk-steps-\(steppedFiguresWritten)"
        let layouts = Self.layouts(figure.steps)
        let alt = figure.alt.isEmpty ? figure.caption : figure.alt
        var html =
            "<figure class=\"figure steps\">\n<div class=\"stage\" role=\"group\"\(attribute("aria-label", alt))>\n"
        html += "<ol class=\"frames\">\n"
        for (number, step) in figure.steps.enumerated() {
            let name = "\(id)-\(number + 1)"
            html += "<li\(number == 0 ? " class=\"current\"" : "")>"
            html += "<div class=\"panels\" role=\"img\"\(attribute("aria-labelledby", name))>\n"
            for (place, panel) in step.panels.enumerated() {
                html += FigureHTML.drawing(
                    panel, title: nil, isAlone: step.panels.count == 1, layout: layouts[place])
            }
            html +=
                "</div>\n<p\(attribute("id", name))><span class=\"place\">\(number + 1) / \(figure.steps.count)</span>"
            html += " <span>\(escaped(step.caption))</span></p></li>\n"
        }
        html += "</ol>\n" + stepBar(count: figure.steps.count) + "</div>\n"
        if !figure.caption.isEmpty { html += "<figcaption>\(escaped(figure.caption))</figcaption>\n" }
        return html + "</figure>\n"
    }

    /// Its place is kept until the script comes.
    private func stepBar(count: Int) -> String {
        "<div class=\"step-bar\" hidden><button type=\"button\" class=\"previous\">\(label(Labels.previousStep))</button> "
            + "<p class=\"place\" role=\"status\">1 / \(count)<span class=\"sr\"></span></p> "
            + "<button type=\"button\" class=\"next\">\(label(Labels.nextStep))</button>"
            + "<p class=\"how\">\(label(Labels.howToStep))</p></div>\n"
    }

    /// For each place of a panel, what its grids share.
    private static func layouts(_ steps: [Figure.Step]) -> [GridLayout] {
        (0..<(steps.map(\.panels.count).max() ?? 0)).map { place in
            GridLayout(
                steps.compactMap { step in
                    guard step.panels.indices.contains(place), case .grid(let grid) = step.panels[place] else {
                        return nil
                    }
                    return grid
                })
        }
    }
}
