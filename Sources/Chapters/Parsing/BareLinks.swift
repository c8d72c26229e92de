/// Finds bare URLs in text, as Zenn's linkify does (with a scheme only), ending where Japanese begins.
enum BareLinks {
    static func split(_ text: String) -> [Inline] {
        guard text.contains(ascii: "://") else { return text.isEmpty ? [] : [.text(text)] }
        var result: [Inline] = []
        var rest = Substring(text)
        while let start = nextURL(in: rest) {
            let end = end(of: rest[start...])
            if start > rest.startIndex { result.append(.text(String(rest[..<start]))) }
            let url = String(rest[start..<end])
            result.append(.link(destination: url, title: "", [.text(ReadableAddress.text(of: url))]))
            rest = rest[end...]
        }
        if !rest.isEmpty { result.append(.text(String(rest))) }
        return result
    }

    /// Where the next `http://` or `https://` starts that has something behind it.
    private static func nextURL(in text: Substring) -> Substring.Index? {
        var rest = text
        while let start = rest.firstIndex(ofASCII: "://") {
            let separator = start..<rest.utf8.index(start, offsetBy: 3)
            for scheme in ["https", "http"] where rest.utf8[..<start].reversed().starts(with: scheme.utf8.reversed()) {
                let start = rest.utf8.index(start, offsetBy: -scheme.utf8.count)
                if end(of: text[start...]) > separator.upperBound { return start }
            }
            rest = rest[separator.upperBound...]
        }
        return nil
    }

    private static func end(of url: Substring) -> Substring.Index {
        let scalars = url.unicodeScalars
        var end =
            scalars.firstIndex {
                $0.properties.isWhitespace || ScalarClass.isCJK($0) || $0 == "<" || $0 == ">" || $0 == "\"" || $0 == "|"
            } ?? scalars.endIndex
        // Punctuation at the end belongs to the sentence, and so does a closing parenthesis that none has opened.
        var unopened = scalars[..<end].reduce(0) { $0 + ($1 == ")" ? 1 : $1 == "(" ? -1 : 0) }
        while end > url.startIndex {
            let previous = scalars.index(before: end)
            let last = scalars[previous]
            if last == ")", unopened > 0 {
                unopened -= 1
            } else if last == "(" {
                unopened += 1
            } else if !".,:;!?'*_~".unicodeScalars.contains(last) {
                break
            }
            end = previous
        }
        return end
    }
}

/// Lines that are nothing but a URL, or `@[service](argument)`.
enum LinkCards {
    /// A paragraph's lines, those that are cards as such.
    ///
    /// `nodes` are what cmark has found: what is written as a link stays one. Where bare URLs are no cards, embeds still
    /// are.
    static func split(_ content: [Inline], nodes: [MarkdownNode], bareURLs: Bool) -> [Block.Kind] {
        guard content.contains(where: \.isLink) else { return [.paragraph(content)] }
        let written = nodes.writtenAddresses
        var result: [Block.Kind] = []
        var text: [Inline] = []
        for line in content.split(separator: .lineBreak, omittingEmptySubsequences: false) {
            if let card = card(for: line, written: written, bareURLs: bareURLs) {
                if !text.isEmpty { result.append(.paragraph(text)) }
                text = []
                result.append(card)
            } else {
                if !text.isEmpty { text.append(.lineBreak) }
                text += line
            }
        }
        guard !result.isEmpty else { return [.paragraph(content)] }
        if !text.isEmpty { result.append(.paragraph(text)) }
        return result
    }

    private static func card(for line: ArraySlice<Inline>, written: Set<String>, bareURLs: Bool) -> Block.Kind? {
        switch (line.first, line.dropFirst().first, line.count) {
        case (.link(let url, "", let children), nil, 1)
        where bareURLs && children == [.text(ReadableAddress.text(of: url))] && !written.contains(url):
            .linkCard(url: url, service: nil)
        case (.text("@"), .link(let argument, _, let children), 2) where !argument.isEmpty:
            .linkCard(url: argument, service: children.plainText)
        default: nil
        }
    }
}

extension Inline {
    fileprivate var isLink: Bool {
        if case .link = self { true } else { false }
    }
}

extension [MarkdownNode] {
    /// The addresses of the links among them that cmark has found.
    fileprivate var writtenAddresses: Set<String> {
        reduce(into: []) { addresses, node in
            if case .link(let destination, _) = node.kind { addresses.insert(destination) }
        }
    }
}

/// A paragraph that is one image, or one image and Zenn's `*caption*` on the next line.
enum ImageParagraph {
    static func image(for content: [Inline]) -> Block.Kind? {
        guard case .image(let image)? = content.first else { return nil }
        if content.count == 1 { return .image(image, caption: []) }
        guard content.count == 3, content[1] == .lineBreak, case .emphasis(let caption) = content[2] else { return nil }
        return .image(image, caption: caption)
    }
}
