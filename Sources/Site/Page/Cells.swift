import Chapters
import Display
import Grading

/// Cells as a notebook shows them: the code, and below it what it printed and drew.
extension ChapterBody {
    mutating func cell(_ index: Int) -> String {
        guard chapter.cells.indices.contains(index) else { return "" }
        let cell = chapter.cells[index]
        // Of cells with one name, which is an error, the first has it.
        let id = "sk-cell-" + identifier(cell.id)
        let isFirst = cellsWritten.insert(id).inserted
        let result = report.examples.indices.contains(index) ? report.examples[index] : nil
        let highlighted = highlighted(cell.source.code, language: "swift")
        let code = listing(
            cell.hasLineNumbers ? Self.numbered(highlighted, from: cell.source.firstShownLine) : highlighted,
            source: cell.source.code, title: cell.title,
            language: "swift")

        var html =
            "<section class=\"cell\"\(attribute("id", isFirst ? id : nil))"
            + "\(attribute("aria-label", "\(Labels.cell(language)) \(index + 1)"))>\n"
        let tags = badges(cell, result)
        if !tags.isEmpty { html += "<p class=\"badges\">\(tags)</p>\n" }
        if cell.isHidden {
            html += "<details class=\"hidden-code\">\n<summary>\(label(Labels.showCode))</summary>\n\(code)</details>\n"
        } else {
            html += code
        }
        if let result { html += outputs(of: result) }
        return html + "</section>\n"
    }

    private func badges(_ cell: Cell, _ result: ExampleReport?) -> String {
        var html = ""
        if let expectation = Labels.expectation(cell.expectation) {
            html += "<span class=\"badge\">\(label(expectation))</span>"
        }
        // A cell that is never executed is `skipped` by design: no alarm.
        let isAsMeant = result?.status == .skipped && cell.expectation == .compilesOnly
        if let status = result?.status, status != .passed, !isAsMeant {
            html +=
                "<span class=\"badge \(status == .skipped ? "skipped" : "bad")\">\(label(Labels.status(status)))</span>"
        }
        return html
    }

    private mutating func outputs(of result: ExampleReport) -> String {
        var html = ""
        var text = ""
        func flush() {
            let shown = Listings.trimmingNewlines(text)
            if !shown.isEmpty { html += "<pre class=\"output\"\(focusable(Labels.output))>\(escaped(shown))</pre>\n" }
            text = ""
        }
        for output in result.outputs {
            switch output {
            case .text(let piece): text += piece
            case .table(let table):
                flush()
                html += NumberTableHTML.render(table, scrollerStart: scrollerStart(Labels.table))
            case .figure(let figure):
                flush()
                html += figure.steps.isEmpty ? FigureHTML.render(figure) : steppedFigure(figure)
            }
        }
        flush()
        if let message = result.message?(language), !message.isEmpty {
            html += "<pre class=\"problem\">\(escaped(message))</pre>\n"
        }
        return html.isEmpty ? "" : "<div class=\"outputs\">\n\(html)</div>\n"
    }
}

enum Listings {
    static func trimmingNewlines(_ text: String) -> String {
        var rest = Substring(text)
        while rest.last?.isNewline == true { rest.removeLast() }
        while rest.first?.isNewline == true { rest.removeFirst() }
        return String(rest)
    }
}
