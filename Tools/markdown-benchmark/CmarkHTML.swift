import CcmarkGFM
import Foundation

/// What the command `cmark-gfm` does with footnotes and GitHub's extensions switched on.
enum CmarkHTML {
    /// The number of bytes of HTML.
    static func render(_ bytes: [UInt8]) -> Int {
        cmark_gfm_core_extensions_ensure_registered()
        let options = CMARK_OPT_FOOTNOTES
        guard let parser = cmark_parser_new(options) else { return 0 }
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "tasklist", "autolink"] {
            if let ext = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, ext) }
        }
        bytes.withUnsafeBytes { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        guard let root = cmark_parser_finish(parser) else { return 0 }
        defer { cmark_node_free(root) }
        guard let html = cmark_render_html(root, options, cmark_parser_get_syntax_extensions(parser)) else { return 0 }
        defer { free(html) }
        return strlen(html)
    }
}
