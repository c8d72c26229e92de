// The way back: what a text of cmark's was in the file.
extension Preprocessor {
    /// The text of a block that swallowed everything to the end, without the footnotes that were put there.
    func withoutFootnotes(_ text: String) -> String {
        guard !footnotes.isEmpty, let match = text.firstMatch(of: #/\n+\[\^\x{E00A}\d+\]: /#) else { return text }
        return text[..<match.range.lowerBound] + "\n"
    }

    /// What a text of cmark's was in the file: where cmark saw code or HTML and we did not, our placeholders stand in it.
    func restored(_ text: String) -> String {
        guard text.contains(byte: 0xEE) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        /// The number behind a place, and where it ends.
        func number(at start: Int) -> (value: Int, end: Int)? {
            let end =
                bytes[start...].firstIndex { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? bytes.count
            return Int(String(decoding: bytes[start..<end], as: UTF8.self)).map { ($0, end) }
        }
        func dropLast(_ prefix: String) {
            if result.reversed().starts(with: prefix.utf8.reversed()) { result.removeLast(prefix.utf8.count) }
        }
        while index < bytes.count {
            let next = bytes[index...].firstIndex(of: 0xEE) ?? bytes.count
            result += bytes[index..<next]
            index = next
            guard index < bytes.count else { break }
            guard index + 2 < bytes.count, bytes[index + 1] == 0x80 else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let scalar = Unicode.Scalar(0xE000 + UInt32(bytes[index + 2] & 0x3F)) ?? Placeholder.emphasisMark
            index += 3
            switch scalar {
            case Placeholder.emphasisMark, Placeholder.close: continue
            case Placeholder.pipe: result.append(UInt8(ascii: "|"))
            case Placeholder.open:
                guard let (value, end) = number(at: index), protected.indices.contains(value) else { continue }
                result += protected[value].source.utf8
                index = end
            case Placeholder.container:
                guard let (value, end) = number(at: index), containers.indices.contains(value) else { continue }
                dropLast("<!--")
                result += containers[value].source.utf8
                index = bytes[end...].starts(with: "-->".utf8) ? end + 3 : end
            case Placeholder.mathFence:
                guard let (value, end) = number(at: index), mathFences.indices.contains(value) else { continue }
                dropLast("~~~~~")
                result += "$$".utf8
                result += mathFences[value].firstLine.utf8
                index = end
            case Placeholder.footnote:
                guard let (value, end) = number(at: index), footnotes.indices.contains(value) else { continue }
                dropLast("[^")
                result += "^[".utf8
                result += footnotes[value].text.utf8
                index = end
            case Placeholder.imageSize:
                // In a title that became none, since cmark saw no image: `"title" =250x`, or a size alone.
                let end =
                    bytes[index...].firstIndex {
                        !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) && $0 != UInt8(ascii: "x")
                            && $0 != UInt8(ascii: "%")
                    } ?? bytes.count
                if result.suffix(2).elementsEqual(" \"".utf8) {
                    result.removeLast()
                } else if end < bytes.count {
                    result += [bytes[end], UInt8(ascii: " ")]
                }
                result.append(UInt8(ascii: "="))
                result += bytes[index..<end]
                index = min(end + 1, bytes.count)
            default: result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
