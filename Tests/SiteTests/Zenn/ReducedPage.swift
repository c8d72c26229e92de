import Foundation

/// What a page says, a line a block: its structure, its text, where its links lead.
///
/// `Tools/golden/make_zenn.py` reduces what Zenn shows to the same form.
enum ReducedPage {
    static func lines(of html: String) -> [String] {
        guard let main = PageTree.parse(html).first(where: { $0.tag == "main" }) else { return [] }
        return blocks(main)
    }

    private static let blockTags: Set<String> = [
        "p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", "aside", "details", "h1", "h2", "h3", "h4", "h5",
        "h6", "section", "figure", "div", "summary",
    ]

    private static func blocks(_ parent: PageTree) -> [String] {
        var result: [String] = []
        var run: [PageTree.Child] = []
        func flush() {
            result += paragraph(PageTree(tag: "run", children: run))
            run = []
        }
        for child in parent.children {
            guard case .element(let element) = child, blockTags.contains(element.tag) else {
                run.append(child)
                continue
            }
            flush()
            result += block(element)
        }
        flush()
        return result
    }

    private static func block(_ element: PageTree) -> [String] {
        switch element.tag {
        case "p": element.classes.contains("card") ? [card(element)] : paragraph(element)
        case "h1", "h2", "h3", "h4", "h5", "h6":
            paragraph(element, tag: "h").map { "\($0) #\(element.attributes["id"] ?? "")" }
        case "ul", "ol": list(element)
        case "blockquote": ["quote"] + indented(blocks(element))
        case "aside": ["message" + (element.classes.contains("alert") ? " alert" : "")] + indented(blocks(element))
        case "details": ["details"] + indented(blocks(element))
        case "summary": paragraph(element, tag: "summary")
        case "hr": ["hr"]
        case "table": table(element)
        case "section":
            ["notes"]
                + (element.first { $0.tag == "ol" }?.elements ?? []).flatMap {
                    ["  note"] + indented(blocks($0), by: 4)
                }
        case "figure": paragraph(element)
        case "div" where element.classes.contains("listing"): listing(element)
        case "div" where element.classes.contains("math-block"): math(element)
        default: blocks(element)
        }
    }

    private static func indented(_ lines: [String], by count: Int = 2) -> [String] {
        lines.map { String(repeating: " ", count: count) + $0 }
    }

    private static func list(_ element: PageTree) -> [String] {
        let start = element.attributes["start"].map { $0 == "1" ? "" : " start=\($0)" } ?? ""
        return [element.tag + start] + element.elements.flatMap { ["  li"] + indented(blocks($0), by: 4) }
    }

    private static func card(_ element: PageTree) -> String {
        let service = element.first { $0.classes.contains("service") }?.text ?? "card"
        return "CARD \(service) \(address(element.first { $0.tag == "a" }?.attributes["href"] ?? element.text))"
    }

    private static func table(_ element: PageTree) -> [String] {
        func rows(_ parent: PageTree) -> [PageTree] {
            parent.elements.flatMap { $0.tag == "tr" ? [$0] : rows($0) }
        }
        return ["table"]
            + rows(element).map { row in
                "  "
                    + row.elements.map { cell in
                        (cell.attributes["class"].map { "(\($0))" } ?? "") + finished(inlines(cell))
                    }.joined(separator: " | ")
            }
    }

    private static func listing(_ element: PageTree) -> [String] {
        let title = element.elements.first { $0.classes.contains("title") }?.text ?? ""
        guard let code = element.first(where: { $0.tag == "code" }) else { return [] }
        let language = (element.attributes["data-language"] ?? "").lowercased()
        let isDiff = code.classes.contains("diff")
        return ["code lang=\(language) diff=\(isDiff ? 1 : 0) file=\(title)"]
            + trimmed(code.text, "\n").components(separatedBy: "\n").map { "  |\($0)" }
    }

    private static func math(_ element: PageTree) -> [String] {
        let number = element.elements.first { $0.classes.contains("number") }.map { " " + $0.text } ?? ""
        let tex = element.elements.first { $0.classes.contains("formula") }?.text ?? ""
        let lines = tex.trimmingCharacters(in: .whitespacesAndNewlines).components(separatedBy: "\n").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        return ["MATH \(lines.joined(separator: "⏎"))\(number)"]
    }

    private static func paragraph(_ element: PageTree, tag: String = "p") -> [String] {
        let text = finished(inlines(element))
        return text.isEmpty ? [] : ["\(tag): \(text)"]
    }

    private static func inlines(_ parent: PageTree) -> String {
        parent.children.map { child in
            switch child {
            case .text(let text): text
            case .element(let element): inline(element)
            }
        }.joined()
    }

    private static func inline(_ element: PageTree) -> String {
        let classes = element.classes
        switch element.tag {
        case "br": return "⏎"
        case "a" where classes.contains("anchor") || classes.contains("back"): return ""
        case "a":
            let title = element.attributes["title"].map { " title=\($0)" } ?? ""
            return "[\(inlines(element))](\(address(element.attributes["href"] ?? ""))\(title))"
        case "img":
            let known = ["alt", "title", "width", "height"].compactMap { name in
                element.attributes[name].flatMap { $0.isEmpty ? nil : "\(name)=\($0)" }
            }
            return "{img \(known.joined(separator: " "))}"
        case "code": return classes.contains("tex") ? "$\(element.text)$" : "`\(element.text)`"
        case "span" where classes.contains("math-display"):
            return "$$\(element.text.trimmingCharacters(in: .whitespacesAndNewlines))$$"
        case "span" where classes.contains("task"): return "{task \(classes.contains("done") ? "x" : "_")}"
        case "em", "figcaption":
            return (element.tag == "em" ? "" : "⏎") + "<i>\(inlines(element))</i>"
        case "strong": return "<b>\(inlines(element))</b>"
        case "s": return "<s>\(inlines(element))</s>"
        case "sup": return "{fn\(element.text)}"
        default: return inlines(element)
        }
    }

    /// Without the spaces around line breaks, and with one where there are several.
    private static func finished(_ text: String) -> String {
        text.replacing(/\s*⏎\s*/, with: "⏎").replacing(/\s+/, with: " ")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func trimmed(_ text: String, _ end: Character) -> String {
        var text = text[...]
        while text.last == end { text.removeLast() }
        return String(text)
    }

    private static func address(_ text: String) -> String {
        (text.removingPercentEncoding ?? text).replacing(/\.html(#|$)/) { ".md\($0.1)" }
    }
}
