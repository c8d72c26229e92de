import Deflate

/// Keeps answers out of a page's plain text.
///
/// This is no secret: the key is in the page, since the page itself must be able to judge an answer. It keeps somebody who reads the source, or
/// searches in it, from seeing an answer by accident; it does not keep anybody from finding it out on purpose.
enum Seal {
    /// Base64 of the deflated text (RFC 1950), each byte XORed with one of a xorshift sequence.
    ///
    /// Deflated, because a formula for twelve draws is the same markup twelve times, and sealed text does not compress on its way.
    static func close(_ text: String, key: UInt32) -> String {
        var state = key == 0 ? 1 : key
        let bytes = (deflate(Array(text.utf8)[...], .zlib) ?? []).map { byte -> UInt8 in
            state ^= state << 13
            state ^= state >> 17
            state ^= state << 5
            return byte ^ UInt8(state >> 24)
        }
        return base64(bytes)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let value = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for digit in 0..<4 {
                result.append(digit <= group.count ? alphabet[value >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
