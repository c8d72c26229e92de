import Foundation

/// A page's markup as a tree: just enough for what `HTMLRenderer` writes.
final class PageTree {
    enum Child {
        case element(PageTree)
        case text(String)
    }

    let tag: String
    let attributes: [String: String]
    private(set) var children: [Child] = []

    var classes: [Substring] { (attributes["class"] ?? "").split(separator: " ") }
    var elements: [PageTree] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }
    var text: String {
        children.map { child in
            switch child {
            case .element(let element): element.text
            case .text(let text): text
            }
        }.joined()
    }

    init(tag: String, attributes: [String: String] = [:], children: [Child] = []) {
        self.tag = tag
        self.attributes = attributes
        self.children = children
    }

    private static let void: Set<String> = ["br", "img", "hr", "input", "meta", "link"]

    static func parse(_ html: String) -> PageTree {
        let root = PageTree(tag: "root")
        var open = [root]
        var rest = html[...]
        while let character = rest.first {
            guard character == "<", let end = rest.firstIndex(of: ">") else {
                let text = rest.prefix { $0 != "<" }
                open[open.count - 1].children.append(.text(unescaped(text)))
                rest = rest[text.endIndex...]
                continue
            }
            let inside = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            if inside.hasPrefix("/") {
                if let index = open.lastIndex(where: { $0.tag == inside.dropFirst() }), index > 0 {
                    open.removeSubrange(index...)
                }
                continue
            }
            let tag = String(inside.prefix { $0 != " " && $0 != "/" })
            var attributes: [String: String] = [:]
            for match in inside.matches(of: /([\w-]+)="([^"]*)"/) { attributes[String(match.1)] = unescaped(match.2) }
            let element = PageTree(tag: tag, attributes: attributes)
            open[open.count - 1].children.append(.element(element))
            if !void.contains(tag) { open.append(element) }
        }
        return root
    }

    private static func unescaped(_ text: Substring) -> String {
        String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    func first(where condition: (PageTree) -> Bool) -> PageTree? {
        for element in elements {
            if condition(element) { return element }
            if let found = element.first(where: condition) { return found }
        }
        return nil
    }
}
