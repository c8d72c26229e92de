extension [Block] {
    /// The text alone, in one line: for feedback, tables of contents, alternative texts.
    package var plainText: String {
        map { block in
            switch block.kind {
            case .heading(let heading): heading.content.plainText
            case .paragraph(let content): content.plainText
            case .list(let list): list.items.map(\.blocks.plainText).joined(separator: " ")
            case .quote(let blocks), .message(_, let blocks), .details(_, let blocks): blocks.plainText
            case .code(let code): code.text
            case .math(let math): math.tex
            case .table(let table): (table.header + table.rows.flatMap { $0 }).map(\.plainText).joined(separator: " ")
            case .image(let image, let caption): caption.isEmpty ? image.alt : caption.plainText
            case .linkCard(let url, _): url
            case .cell, .exercise, .thematicBreak, .html: ""
            }
        }.joined(separator: " ")
    }
}
