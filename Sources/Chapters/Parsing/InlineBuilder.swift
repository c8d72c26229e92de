extension BlockBuilder {
    /// Builds running text: puts formulas and inline values back, finds bare URLs.
    mutating func inlines(_ nodes: [MarkdownNode], at start: SourcePosition) -> [Inline] {
        var result: [Inline] = []
        result.reserveCapacity(nodes.count)
        for node in nodes {
            switch node.kind {
            case .text: append(node.literal, at: start, to: &result)
            case .code: result.append(.code(strip(node.literal)))
            case .softBreak: result.append(preprocessor.mode == .zenn ? .lineBreak : .text("\n"))
            case .lineBreak: result.append(.lineBreak)
            case .emphasis: result.append(.emphasis(inlines(node.children, at: start)))
            case .strong: result.append(.strong(inlines(node.children, at: start)))
            case .strikethrough: result.append(.strikethrough(inlines(node.children, at: start)))
            case .link(let destination, let title):
                let address = strip(destination)
                sites.append(
                    InlineSite(
                        .link(destination: address, text: ""), at: locator.link(address, node, start, preprocessor)))
                let site = sites.count - 1
                let wasInLink = isInLink
                isInLink = true
                let children = inlines(node.children, at: start)
                isInLink = wasInLink
                sites[site].kind = .link(destination: address, text: children.plainText)
                let isAutolink = children == [.text(address)]
                result.append(
                    .link(
                        destination: address, title: strip(title),
                        isAutolink && preprocessor.mode == .zenn
                            ? [.text(ReadableAddress.text(of: address))] : children))
            case .image(let destination, let title):
                let position = locator.image(strip(destination), node, start, preprocessor)
                let alt = inlines(node.children, at: start).plainText
                let image = Image(destination: strip(destination), alt: alt, title: title)
                sites.append(InlineSite(.image(image), at: position))
                result.append(.image(image))
            case .footnoteReference:
                result.append(.footnoteReference(number: Int(node.literal) ?? 0, label: node.literal))
            case .htmlInline:
                if preprocessor.mode != .zenn {
                    result.append(.html(node.literal))
                } else if RawHTML.lineBreaks.contains(node.literal) {
                    result.append(.lineBreak)
                } else if !node.literal.hasPrefix("<!--") {
                    result.append(.html(strip(node.literal)))
                }
            default: result += inlines(node.children, at: start)
            }
        }
        return result.mergingText()
    }

    /// The title of a `:::details` line may hold code, emphasis and math.
    mutating func inlines(ofTitle marker: ContainerMarker) -> [Inline] {
        let title = marker.arguments
        var preprocessor = Preprocessor(lines: [title], path: path)
        let (root, _) = CmarkDocument.parse(preprocessor.run())
        guard let paragraph = root.children.first, case .paragraph = paragraph.kind else {
            return title.isEmpty ? [] : [.text(title)]
        }
        var builder = BlockBuilder(preprocessor: preprocessor, path: path)
        let result = builder.inlines(paragraph.children, at: SourcePosition(line: 1))
        sites += builder.sites.map { site in
            InlineSite(
                site.kind,
                at: SourcePosition(
                    line: marker.position.line, column: marker.argumentsColumn + site.position.column - 1))
        }
        // A value needs a place in the chapter's program; a title has none.
        return builder.values.isEmpty ? result : [.text(title)]
    }

    private mutating func append(_ literal: String, at start: SourcePosition, to result: inout [Inline]) {
        let features = TextFeatures(of: literal)
        let isZenn = preprocessor.mode == .zenn
        if isZenn, !features.isDisjoint(with: [.emphasis, .bracket, .underscore]) {
            recordLeftovers(in: literal, at: start)
        }
        guard isZenn, !features.isDisjoint(with: [.privateUse, .colon]) else {
            result.append(.text(literal))
            return
        }
        guard features.contains(.privateUse) else {
            result += bareLinks(literal)
            return
        }
        // The placeholders are of three bytes; what stands between them is text.
        let bytes = Array(literal.utf8)
        let open = Array(String(Placeholder.open).utf8)
        let close = Array(String(Placeholder.close).utf8)
        var textStart = 0
        var index = 0
        while let start = bytes[index...].firstIndex(of: open[0]) {
            index = start + 1
            guard bytes[start...].starts(with: open) else { continue }
            let digits = bytes[(start + open.count)...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard bytes[digits.endIndex...].starts(with: close),
                let number = Int(String(decoding: digits, as: UTF8.self)),
                preprocessor.protected.indices.contains(number)
            else { continue }
            result += bareLinks(strip(String(decoding: bytes[textStart..<start], as: UTF8.self)))
            result.append(restore(preprocessor.protected[number]))
            index = digits.endIndex + close.count
            textStart = index
        }
        result += bareLinks(strip(String(decoding: bytes[textStart...], as: UTF8.self)))
    }

    private func bareLinks(_ text: String) -> [Inline] {
        isInLink ? (text.isEmpty ? [] : [.text(text)]) : BareLinks.split(text)
    }

    /// Notes what a text still holds that was meant as markup.
    private mutating func recordLeftovers(in literal: String, at start: SourcePosition) {
        for leftover in Leftovers.find(in: literal) {
            if let position = locator.leftover(leftover, start) {
                sites.append(InlineSite(leftover.kind, at: position))
            }
        }
    }

    private mutating func restore(_ item: Protected) -> Inline {
        switch item {
        case .math(let source, let display, let number, let position):
            let tex = isInTable ? source.replacing("\\|", with: "|") : source
            sites.append(InlineSite(.formula(tex: tex, display: display), at: position))
            // A number only stands on an equation of its own; inside a sentence it is text.
            return number.map { .math("\(tex) \\tag{\($0)}", display: display) } ?? .math(tex, display: display)
        case .value(let code, let position):
            values.append(InlineExpression(code: code, position: position, cellsBefore: cells.count))
            return .value(values.count - 1)
        }
    }

    func placeholderIndex(_ literal: String) -> Int? {
        guard literal.unicodeScalars.first == Placeholder.open, literal.unicodeScalars.last == Placeholder.close else {
            return nil
        }
        return Int(String(String.UnicodeScalarView(literal.unicodeScalars.dropFirst().dropLast())))
    }

    /// Takes out the marks that were inserted beside `*` and `~`, and restores what a placeholder stands for in
    /// places that are no running text (a link's destination, a code block).
    func strip(_ text: String) -> String {
        preprocessor.mode == .zenn ? preprocessor.restored(text) : text
    }
}

extension Image {
    /// Takes the size out of the title, where the preprocessor has put it.
    init(destination: String, alt: String, title: String) {
        let parts = title.unicodeScalars.split(
            separator: Placeholder.imageSize, maxSplits: 1, omittingEmptySubsequences: false)
        self.init(source: destination, alt: alt, title: parts.first.map { String(String.UnicodeScalarView($0)) } ?? "")
        guard parts.count == 2 else { return }
        let size = String(String.UnicodeScalarView(parts[1])).split(separator: "x", omittingEmptySubsequences: false)
        width = size.first.flatMap { $0.isEmpty ? nil : String($0) }
        height = size.count > 1 && !size[1].isEmpty ? String(size[1]) : nil
    }
}

extension [Inline] {
    /// Neighbouring texts as one.
    func mergingText() -> [Inline] {
        guard hasNeighbouringTexts else { return self }
        var result: [Inline] = []
        var pending = ""
        func flush() {
            if !pending.isEmpty { result.append(.text(pending)) }
            pending = ""
        }
        for inline in self {
            if case .text(let text) = inline {
                pending += text
            } else {
                flush()
                result.append(inline)
            }
        }
        flush()
        return result
    }

    private var hasNeighbouringTexts: Bool {
        var isBehindText = false
        for inline in self {
            guard case .text(let text) = inline else {
                isBehindText = false
                continue
            }
            if isBehindText || text.isEmpty { return true }
            isBehindText = true
        }
        return false
    }
}
