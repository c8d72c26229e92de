/// Pictures that stand in a page several times, as one image before and after each of many steps, are written once.
enum PictureSharing {
    /// What can be written once, none of which holds another: an embedded image, and the shades, cells and numbers of a matrix.
    private static let kinds = [
        (start: Array("<image class=\"pixels\"".utf8), end: Array("/>".utf8)),
        (start: Array("<g class=\"shade\"".utf8), end: Array("</g>".utf8)),
        (start: Array("<g class=\"cells\"".utf8), end: Array("</g>".utf8)),
    ]
    /// A reference is shorter from here on.
    private static let least = 200

    /// The page with each further copy of a picture, of the same size at the same place in its figure, as a reference to the first.
    static func shared(_ html: String) -> String {
        let bytes = Array(html.utf8)
        let pieces = pieces(of: bytes)
        var counts: [ArraySlice<UInt8>: Int] = [:]
        for piece in pieces { counts[bytes[piece], default: 0] += 1 }
        guard counts.values.contains(where: { $0 > 1 }) else { return html }
        var names: [ArraySlice<UInt8>: Int] = [:]
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var done = 0
        for piece in pieces where counts[bytes[piece], default: 0] > 1 {
            result += bytes[done..<piece.lowerBound]
            done = piece.upperBound
            if let name = names[bytes[piece]] {
                result += Array("<use href=\"#sk-picture-\(name)\"/>".utf8)
            } else {
                names[bytes[piece]] = names.count + 1
                let element = bytes[piece].prefix { $0 != UInt8(ascii: " ") }
                result +=
                    element + Array(" id=\"sk-picture-\(names.count)\"".utf8) + bytes[piece].dropFirst(element.count)
            }
        }
        return String(decoding: result + bytes[done...], as: UTF8.self)
    }

    /// Where the pictures that are worth it stand, in order.
    private static func pieces(of bytes: [UInt8]) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var place = 0
        while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
            place = start + 1
            guard let kind = kinds.first(where: { bytes[start...].starts(with: $0.start) }) else { continue }
            var end = start + kind.start.count
            while end < bytes.count, !bytes[end...].starts(with: kind.end) { end += 1 }
            guard end < bytes.count else { break }
            place = end + kind.end.count
            if place - start >= least { pieces.append(start..<place) }
        }
        return pieces
    }
}
