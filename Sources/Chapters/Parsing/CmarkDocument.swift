import CcmarkGFM
import Synchronization

/// A node of cmark's tree as a value.
///
/// The only file that sees cmark's pointers.
struct MarkdownNode {
    enum Kind {
        case document, paragraph, heading(level: Int), thematicBreak, blockQuote
        case list(start: Int?, isTight: Bool), item(isChecked: Bool?)
        case codeBlock(info: String, isFenced: Bool), htmlBlock
        case table([Table.Alignment]), tableRow, tableCell
        case footnoteDefinition, footnoteReference
        case text, softBreak, lineBreak, code, htmlInline, emphasis, strong, strikethrough
        case link(destination: String, title: String), image(destination: String, title: String)
        case unknown
    }

    var kind: Kind
    /// The literal of a leaf; a footnote definition's label, a footnote reference's number.
    var literal = ""
    /// In the text given to cmark; 0:0 for some inlines.
    var position: SourcePosition
    var endLine: Int
    var children: [MarkdownNode] = []
}

enum CmarkDocument {
    /// Nesting beyond this is cut off: nobody writes it, and walking it must not exhaust the stack.
    static let maximumDepth = 100

    /// Parses the whole document at once, so that link references and footnotes work everywhere.
    ///
    /// cmark's parser is not thread-safe (two at a time gave silently wrong trees), hence one lock for the process
    /// around parse, conversion and free.
    static func parse(_ text: String, mode: MarkdownMode = .zenn) -> (root: MarkdownNode, isTooDeep: Bool) {
        lock.withLock { _ in parseLocked(text, mode) }
    }

    private static let lock = Mutex(())

    /// Attaching registers the extensions with cmark, once for the process.
    private static let registerExtensions: Void = cmark_gfm_core_extensions_ensure_registered()

    /// Zenn strikes out with two tildes only: `3~5 と 6~8` is no strikethrough.
    private static func options(for mode: MarkdownMode) -> CInt {
        mode == .zenn ? CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE : CMARK_OPT_FOOTNOTES
    }

    private static func extensions(for mode: MarkdownMode) -> [String] {
        let common = ["table", "strikethrough", "tasklist"]
        // Zenn's bare links are found afterwards: cmark's would swallow the Japanese behind them.
        guard case .gfm(let extensions) = mode, extensions.contains(.autolink) else { return common }
        return common + ["autolink"]
    }

    private static func parseLocked(_ text: String, _ mode: MarkdownMode) -> (MarkdownNode, Bool) {
        registerExtensions
        let empty = MarkdownNode(kind: .document, position: SourcePosition(line: 1), endLine: 1)
        guard let parser = cmark_parser_new(options(for: mode)) else { return (empty, false) }
        defer { cmark_parser_free(parser) }
        for name in extensions(for: mode) {
            if let ext = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, ext) }
        }
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        guard let root = cmark_parser_finish(parser) else { return (empty, false) }
        defer { cmark_node_free(root) }
        var isTooDeep = false
        let tree = convert(root, depth: 0, isTooDeep: &isTooDeep)
        return (tree, isTooDeep)
    }

    private static func convert(
        _ node: OpaquePointer, depth: Int, isTooDeep: inout Bool
    ) -> MarkdownNode {
        var result = MarkdownNode(
            kind: kind(of: node),
            position: SourcePosition(
                line: Int(cmark_node_get_start_line(node)), column: Int(cmark_node_get_start_column(node))),
            endLine: Int(cmark_node_get_end_line(node)))
        switch result.kind {
        // A reference's literal is not its label but its number: the place of its definition at the document's end.
        case .text, .code, .htmlInline, .htmlBlock, .codeBlock, .footnoteDefinition, .footnoteReference:
            result.literal = string(cmark_node_get_literal(node))
        default: break
        }
        guard depth < maximumDepth else {
            isTooDeep = isTooDeep || cmark_node_first_child(node) != nil
            return result
        }
        var child = cmark_node_first_child(node)
        while let current = child {
            result.children.append(convert(current, depth: depth + 1, isTooDeep: &isTooDeep))
            child = cmark_node_next(current)
        }
        result.placeParagraphsBeforeTables()
        return result
    }

    private static func kind(of node: OpaquePointer) -> MarkdownNode.Kind {
        switch string(cmark_node_get_type_string(node)) {
        case "document": return .document
        case "paragraph": return .paragraph
        case "heading": return .heading(level: Int(cmark_node_get_heading_level(node)))
        case "thematic_break": return .thematicBreak
        case "block_quote": return .blockQuote
        case "list":
            let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            return .list(
                start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
                isTight: cmark_node_get_list_tight(node) != 0)
        case "item": return .item(isChecked: nil)
        case "tasklist": return .item(isChecked: cmark_gfm_extensions_get_tasklist_item_checked(node))
        case "code_block":
            var length: Int32 = 0
            var offset: Int32 = 0
            var character: CChar = 0
            let isFenced = cmark_node_get_fenced(node, &length, &offset, &character) != 0
            return .codeBlock(info: string(cmark_node_get_fence_info(node)), isFenced: isFenced)
        case "html_block": return .htmlBlock
        case "table":
            let columns = Int(cmark_gfm_extensions_get_table_columns(node))
            guard let alignments = cmark_gfm_extensions_get_table_alignments(node) else {
                return .table(Array(repeating: .none, count: columns))
            }
            return .table(
                (0..<columns).map { column in
                    switch alignments[column] {
                    case UInt8(ascii: "l"): .left
                    case UInt8(ascii: "c"): .center
                    case UInt8(ascii: "r"): .right
                    default: .none
                    }
                })
        case "table_row", "table_header": return .tableRow
        case "table_cell": return .tableCell
        case "text": return .text
        case "softbreak": return .softBreak
        case "linebreak": return .lineBreak
        case "code": return .code
        case "html_inline": return .htmlInline
        case "emph": return .emphasis
        case "strong": return .strong
        case "strikethrough": return .strikethrough
        case "link":
            return .link(destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
        case "image":
            return .image(destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
        default:
            // cmark-gfm has no name for its footnote nodes.
            switch cmark_node_get_type(node) {
            case CMARK_NODE_FOOTNOTE_DEFINITION: return .footnoteDefinition
            case CMARK_NODE_FOOTNOTE_REFERENCE: return .footnoteReference
            default: return .unknown
            }
        }
    }

    private static func string(_ pointer: UnsafePointer<CChar>?) -> String {
        pointer.map { String(cString: $0) } ?? ""
    }
}

extension MarkdownNode {
    /// Places the paragraphs that cmark split off from a table right below them: it gives those no place, and the
    /// table theirs.
    fileprivate mutating func placeParagraphsBeforeTables() {
        for index in children.indices.dropLast() where children[index].position.line == 0 {
            guard case .paragraph = children[index].kind, case .table = children[index + 1].kind else { continue }
            let start = children[index + 1].position
            let count = 1 + children[index].lineBreakCount
            children[index].position = start
            children[index].endLine = start.line + count - 1
            children[index + 1].position.line += count
            if !children[index + 1].children.isEmpty { children[index + 1].children[0].position.line += count }
        }
    }

    private var lineBreakCount: Int {
        children.reduce(0) { count, child in
            switch child.kind {
            case .softBreak, .lineBreak: count + 1
            default: count + child.lineBreakCount
            }
        }
    }
}
