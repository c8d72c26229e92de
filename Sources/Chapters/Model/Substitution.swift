extension [Block] {
    /// The same blocks with every parameter marker replaced by its drawn value: `parameters[index]`.
    package func substituting(parameters: [String]) -> [Block] {
        guard !parameters.isEmpty else { return self }
        return mappingStrings { text in
            ParameterMarker.replace(in: text) { parameters.indices.contains($0) ? parameters[$0] : "?" }
        }
    }

    /// The same blocks with every piece of text, code and TeX replaced by `transform` of it.
    package func mappingStrings(_ transform: (String) -> String) -> [Block] {
        map { block in
            var result = block
            result.kind = block.kind.mappingStrings(transform)
            return result
        }
    }
}

extension Block.Kind {
    func mappingStrings(_ transform: (String) -> String) -> Block.Kind {
        switch self {
        case .heading(var heading):
            heading.content = heading.content.mappingStrings(transform)
            return .heading(heading)
        case .paragraph(let content):
            return .paragraph(content.mappingStrings(transform))
        case .list(var list):
            for index in list.items.indices {
                list.items[index].blocks = list.items[index].blocks.mappingStrings(transform)
            }
            return .list(list)
        case .quote(let blocks):
            return .quote(blocks.mappingStrings(transform))
        case .code(var code):
            code.text = transform(code.text)
            return .code(code)
        case .table(var table):
            table.header = table.header.map { $0.mappingStrings(transform) }
            table.rows = table.rows.map { row in row.map { $0.mappingStrings(transform) } }
            return .table(table)
        case .math(var math):
            math.tex = transform(math.tex)
            return .math(math)
        case .image(let image, let caption):
            return .image(image, caption: caption.mappingStrings(transform))
        case .message(let isAlert, let blocks):
            return .message(isAlert: isAlert, blocks.mappingStrings(transform))
        case .details(let title, let blocks):
            return .details(title: title.mappingStrings(transform), blocks.mappingStrings(transform))
        case .html(let text):
            return .html(transform(text))
        case .cell, .exercise, .exerciseSet, .thematicBreak, .linkCard:
            return self
        }
    }
}

extension [Inline] {
    func mappingStrings(_ transform: (String) -> String) -> [Inline] {
        map { inline in
            switch inline {
            case .text(let text): .text(transform(text))
            case .code(let text): .code(transform(text))
            case .math(let tex, let display): .math(transform(tex), display: display)
            case .emphasis(let children): .emphasis(children.mappingStrings(transform))
            case .strong(let children): .strong(children.mappingStrings(transform))
            case .strikethrough(let children): .strikethrough(children.mappingStrings(transform))
            case .link(let destination, let title, let children):
                .link(destination: destination, title: title, children.mappingStrings(transform))
            case .html(let text): .html(transform(text))
            case .image, .lineBreak, .footnoteReference, .value: inline
            }
        }
    }
}
