import CcmarkGFM
import Synchronization

/// A node of cmark's tree as a value.
///
/// The only file that sees cmark's pointers.
struct MarkdownNode {
    enum Kind {
        case document, paragraph, heading(level: Int), thematicBreak, blockQuote
        case list(start: Int?, isTight: Bool), item(isChecked: Bool?)
        indirect case codeBlock(info: String, isFenced: Bool)
        case htmlBlock
        case table([Table.Alignment]), tableRow, tableCell
        case footnoteDefinition, footnoteReference
        case text, softBreak, lineBreak, code, htmlInline, emphasis, strong, strikethrough
        indirect case link(destination: String, title: String), image(destination: String, title: String)
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

    /// How many quotes and list items one line may open; each item is two levels of the tree.
    static let maximumMarkers = maximumDepth / 2 - 2

    static func depthDiagnostic(path: String, line: Int, bound: Int = maximumDepth) -> Diagnostic {
        Diagnostic(
            .error, code: "nesting-too-deep", path: path, position: SourcePosition(line: line),
            message: LocalizedText(
                ja: "入れ子が \(bound) 段を超えています", en: "blocks are nested more than \(bound) deep"),
            help: LocalizedText(ja: "引用やリストの入れ子を減らしてください。", en: "Nest fewer quotes and lists."))
    }

    /// Parses the whole document at once, so that link references and footnotes work everywhere.
    ///
    /// cmark's parser is not thread-safe (two at a time gave silently wrong trees), hence one lock for the process
    /// around parse, conversion and free.
    static func parse(_ text: [UInt8], mode: MarkdownMode = .zenn) -> (root: MarkdownNode, isTooDeep: Bool) {
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

    private typealias Node = UnsafeMutablePointer<cmark_node>

    /// The lines (from 0) of a listing, and whether it is a fence that the text does not close.
    struct CodeLines {
        var lines: Range<Int>
        var isOpenFence: Bool
    }

    /// Which lines of a text are code.
    ///
    /// cmark knows that once it has been fed the lines; the inlines, which cost most, are never read.
    static func codeLines(in text: [UInt8], lineCount: Int, mode: MarkdownMode) -> [CodeLines] {
        lock.withLock { _ in
            // Nothing that an extension adds holds code, and what follows a table is restored if it does.
            guard let parser = parser(fedWith: text, mode, extensions: []) else { return [] }
            defer { cmark_parser_free(parser) }
            var result: [CodeLines] = []
            forEachBlock(below: parser.pointee.root) { node in
                guard node.pointee.type == CMARK_NODE_CODE_BLOCK.rawValue else { return }
                let first = Int(node.pointee.start_line) - 1
                let isFenced = node.pointee.as.code.fenced != 0
                let isOpenFence = isFenced && studykit_cmark_is_open(node) != 0
                // End positions are not reliable; the number of lines in the literal is.
                let count = studykit_cmark_code_line_count(node) + (isFenced ? 2 : 0)
                let end = isOpenFence ? lineCount : min(first + count, lineCount)
                if first >= 0, first < end { result.append(CodeLines(lines: first..<end, isOpenFence: isOpenFence)) }
            }
            return result
        }
    }

    /// In the order of the text, without recursion: before the inlines are read nothing bounds the depth.
    private static func forEachBlock(below root: Node?, _ visit: (Node) -> Void) {
        var next = root
        while let node = next {
            visit(node)
            next = node.pointee.first_child
            var ancestor = node
            while next == nil {
                next = ancestor.pointee.next
                guard next == nil else { break }
                guard let parent = ancestor.pointee.parent else { return }
                ancestor = parent
            }
        }
    }

    private static func parser(
        fedWith text: [UInt8], _ mode: MarkdownMode, extensions: [String]
    ) -> UnsafeMutablePointer<cmark_parser>? {
        registerExtensions
        guard let parser = cmark_parser_new(options(for: mode)) else { return nil }
        for name in extensions {
            if let ext = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, ext) }
        }
        text.withUnsafeBytes { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        return parser
    }

    private static func parseLocked(_ text: [UInt8], _ mode: MarkdownMode) -> (MarkdownNode, Bool) {
        let empty = MarkdownNode(kind: .document, position: SourcePosition(line: 1), endLine: 1)
        guard let parser = parser(fedWith: text, mode, extensions: extensions(for: mode)) else { return (empty, false) }
        defer { cmark_parser_free(parser) }
        guard let root = cmark_parser_finish(parser) else { return (empty, false) }
        defer { cmark_node_free(root) }
        var isTooDeep = false
        let tree = convert(root, depth: 0, isTooDeep: &isTooDeep)
        return (tree, isTooDeep)
    }

    private static func convert(_ node: Node, depth: Int, isTooDeep: inout Bool) -> MarkdownNode {
        var result = MarkdownNode(
            kind: kind(of: node),
            position: SourcePosition(line: Int(node.pointee.start_line), column: Int(node.pointee.start_column)),
            endLine: Int(node.pointee.end_line))
        switch result.kind {
        // A reference's literal is not its label but its number: the place of its definition at the document's end.
        case .text, .code, .htmlInline, .htmlBlock, .codeBlock, .footnoteDefinition, .footnoteReference:
            var length = 0
            let bytes = studykit_cmark_literal(node, &length)
            // cmark cuts valid text at ASCII only: what it gives back is valid.
            let text = UnsafeBufferPointer(start: bytes, count: length)
            result.literal = String(copying: UTF8Span(unchecked: text.span))
            // A leaf has no children to look at.
            if case .footnoteDefinition = result.kind { break }
            return result
        default: break
        }
        guard depth < maximumDepth else {
            isTooDeep = isTooDeep || node.pointee.first_child != nil
            return result
        }
        var count = 0
        var child = node.pointee.first_child
        while let current = child {
            count += 1
            child = current.pointee.next
        }
        result.children.reserveCapacity(count)
        child = node.pointee.first_child
        while let current = child {
            result.children.append(convert(current, depth: depth + 1, isTooDeep: &isTooDeep))
            child = current.pointee.next
        }
        result.placeParagraphsBeforeTables()
        return result
    }

    private static func kind(of node: Node) -> MarkdownNode.Kind {
        switch cmark_node_type(rawValue: UInt32(node.pointee.type)) {
        case CMARK_NODE_TEXT: return .text
        case CMARK_NODE_SOFTBREAK: return .softBreak
        case CMARK_NODE_LINEBREAK: return .lineBreak
        case CMARK_NODE_CODE: return .code
        case CMARK_NODE_HTML_INLINE: return .htmlInline
        case CMARK_NODE_EMPH: return .emphasis
        case CMARK_NODE_STRONG: return .strong
        case CMARK_NODE_LINK:
            return .link(destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
        case CMARK_NODE_IMAGE:
            return .image(destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
        case CMARK_NODE_FOOTNOTE_REFERENCE: return .footnoteReference
        case CMARK_NODE_DOCUMENT: return .document
        case CMARK_NODE_PARAGRAPH: return .paragraph
        case CMARK_NODE_HEADING: return .heading(level: Int(cmark_node_get_heading_level(node)))
        case CMARK_NODE_THEMATIC_BREAK: return .thematicBreak
        case CMARK_NODE_BLOCK_QUOTE: return .blockQuote
        case CMARK_NODE_LIST:
            let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            return .list(
                start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
                isTight: cmark_node_get_list_tight(node) != 0)
        case CMARK_NODE_ITEM:
            // Of the extensions only that of task lists puts itself on an item.
            let isTask = node.pointee.extension != nil
            return .item(isChecked: isTask ? cmark_gfm_extensions_get_tasklist_item_checked(node) : nil)
        case CMARK_NODE_CODE_BLOCK:
            var length: Int32 = 0
            var offset: Int32 = 0
            var character: CChar = 0
            let isFenced = cmark_node_get_fenced(node, &length, &offset, &character) != 0
            return .codeBlock(info: string(cmark_node_get_fence_info(node)), isFenced: isFenced)
        case CMARK_NODE_HTML_BLOCK: return .htmlBlock
        case CMARK_NODE_FOOTNOTE_DEFINITION: return .footnoteDefinition
        default: return extensionKind(of: node)
        }
    }

    /// The extensions' types are numbered when the process starts, but have names.
    private static func extensionKind(of node: Node) -> MarkdownNode.Kind {
        guard let name = cmark_node_get_type_string(node) else { return .unknown }
        if strcmp(name, "table_cell") == 0 { return .tableCell }
        switch string(name) {
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
        case "strikethrough": return .strikethrough
        default: return .unknown
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
