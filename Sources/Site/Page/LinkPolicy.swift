/// Which addresses a chapter may send its reader to.
enum LinkPolicy {
    private static let schemes: Set<String> = ["http", "https", "mailto", "tel"]

    /// The address ready for an attribute (not yet escaped), or nil when the link must go.
    ///
    /// Allowed are http, https, mailto, tel, relative addresses and fragments. Browsers drop tabs and newlines before they
    /// look at the scheme (`java\tscript:`), so an address with control characters is refused, not cleaned.
    static func safeAddress(_ address: String) -> String? {
        let address = trimmed(address)
        guard !address.isEmpty, !hasControl(address) else { return nil }
        if let scheme = scheme(of: address) {
            guard schemes.contains(scheme) else { return nil }
            return percentEncoded(address)
        }
        // `//host` would mean a file server when the page was opened from disk.
        let slashes = address.prefix { $0 == "/" || $0 == "\\" }
        if slashes.count >= 2 { return "https://" + percentEncoded(String(address.dropFirst(slashes.count))) }
        return percentEncoded(chapterPage(address))
    }

    /// What stands before the first colon, if a browser would take it for a scheme; "" for a malformed one.
    static func scheme(of address: String) -> String? {
        guard let end = address.utf8.firstIndex(where: { ":/?#".utf8.contains($0) }),
            address.utf8[end] == UInt8(ascii: ":")
        else { return nil }
        return address[..<end].lowercased()
    }

    /// Whether a control character is in it; those beyond ASCII, U+0080 to U+009F, are C2 and one byte more.
    private static func hasControl(_ address: String) -> Bool {
        address.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }
            && address.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    /// Whether the address leaves the site.
    static func isExternal(_ address: String) -> Bool {
        switch scheme(of: address) {
        case "http", "https": true
        default: false
        }
    }

    /// A chapter that names another by its file (`chapter04.md#伝播`) means that chapter's page.
    private static func chapterPage(_ address: String) -> String {
        let path = address.prefix { $0 != "#" && $0 != "?" }
        guard path.hasSuffix(".md") else { return address }
        return path.dropLast(3) + ".html" + address[path.endIndex...]
    }

    private static func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    /// The address of an element of the same page.
    static func fragment(_ id: String) -> String {
        guard id.utf8.contains(where: { isSuspect($0) || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "#") }) else {
            return "#" + id
        }
        return percentEncoded("#" + id.replacing("%", with: "%25").replacing("#", with: "%23"))
    }

    /// Only what no URL may contain as it is; letters of any script stay readable, and existing escapes are kept.
    static func percentEncoded(_ address: String) -> String {
        guard address.utf8.contains(where: isSuspect) else { return address }
        var result = ""
        var isFragment = false
        for scalar in address.unicodeScalars {
            switch scalar {
            case " ", "\"", "<", ">", "\\", "^", "`", "{", "|", "}", "\u{3000}":
                for byte in UTF8.encode(scalar).map(Array.init) ?? [] {
                    result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
                }
            // In an authority they stand around IPv6; a fragment may not have them.
            case "[" where isFragment: result += "%5B"
            case "]" where isFragment: result += "%5D"
            default:
                isFragment = isFragment || scalar == "#"
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// What must be written otherwise, or may be part of a character that must (U+3000 is E3 80 80).
    private static func isSuspect(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "#")..<UInt8(ascii: "<"), UInt8(ascii: "="),
            UInt8(ascii: "?")..<UInt8(ascii: "["), UInt8(ascii: "_"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "~"), 0x81...:
            false
        default: true
        }
    }
}
