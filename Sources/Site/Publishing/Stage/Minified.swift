import Foundation

/// Our own scripts and style sheets without indentation and whole-line comments: what a page loads but no browser needs.
enum Minified {
    /// Only for files in which no text runs over several lines, which a test holds ours to.
    static func file(_ data: Data, name: String) -> Data {
        Data(name.hasSuffix(".css") ? sheet(Array(data)) : script(Array(data)))
    }

    private static func script(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = line.drop { $0 == UInt8(ascii: " ") }
            guard !text.isEmpty, !text.starts(with: "//".utf8) else { continue }
            result += text
            result.append(UInt8(ascii: "\n"))
        }
        return result
    }

    /// What needs no space, and no end of line, behind it.
    private static let closed = Array("{};,:".utf8)

    private static func sheet(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.first {
            if rest.starts(with: "/*".utf8) {
                rest = rest.firstRange(of: Array("*/".utf8)).map { rest[$0.upperBound...] } ?? []
                continue
            }
            rest = rest.dropFirst()
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"):
                guard let last = result.last, last != UInt8(ascii: " "), !closed.contains(last) else { continue }
                result.append(UInt8(ascii: " "))
            case UInt8(ascii: "{"), UInt8(ascii: "}"):
                if result.last == UInt8(ascii: " ") { result.removeLast() }
                if byte == UInt8(ascii: "}"), result.last == UInt8(ascii: ";") { result.removeLast() }
                result.append(byte)
            case UInt8(ascii: "\""):
                let text = rest.prefix { $0 != byte } + [byte]
                result.append(byte)
                result += text
                rest = rest.dropFirst(text.count)
            default:
                result.append(byte)
            }
        }
        if result.last == UInt8(ascii: " ") { result.removeLast() }
        return result + "\n".utf8
    }
}
