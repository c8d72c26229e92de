/// Pictures that stand in a page several times, as one image before and after each of many steps, are written once.
enum PictureSharing {
    private static let start = "<image class=\"pixels\""
    private static let end = "/>"
    /// A reference is shorter from here on.
    private static let least = 200

    /// The page with each further copy of an embedded picture, of the same size at the same place in its figure, as a reference to the
    /// first.
    static func shared(_ html: String) -> String {
        var counts: [Substring: Int] = [:]
        forEachPiece(of: html) { piece, isPicture in if isPicture { counts[piece, default: 0] += 1 } }
        guard counts.values.contains(where: { $0 > 1 }) else { return html }
        var names: [Substring: Int] = [:]
        var result = ""
        result.reserveCapacity(html.utf8.count)
        forEachPiece(of: html) { piece, isPicture in
            guard isPicture, counts[piece, default: 0] > 1, piece.utf8.count >= least else {
                result += piece
                return
            }
            if let name = names[piece] {
                result += "<use href=\"#sk-picture-\(name)\"/>"
            } else {
                names[piece] = names.count + 1
                result += "<image id=\"sk-picture-\(names.count)\"" + piece.dropFirst("<image".count)
            }
        }
        return result
    }

    /// The page in pieces, in order: pictures, and what is between them.
    private static func forEachPiece(of html: String, _ body: (Substring, Bool) -> Void) {
        var rest = html[...]
        while let first = rest.firstRange(of: start), let last = rest[first.upperBound...].firstRange(of: end) {
            body(rest[..<first.lowerBound], false)
            body(rest[first.lowerBound..<last.upperBound], true)
            rest = rest[last.upperBound...]
        }
        body(rest, false)
    }
}
