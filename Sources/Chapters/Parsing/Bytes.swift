import Glibc

// Looking for bytes in texts. A line's characters are only made where characters matter: taking a text apart into
// graphemes costs a hundred times what looking at its bytes does.
extension UnsafeBufferPointer<UInt8> {
    /// Where a byte stands first between two places.
    func offset(of byte: UInt8, from start: Int, to end: Int) -> Int? {
        guard start < end, let base = baseAddress, let place = memchr(base + start, CInt(byte), end - start) else {
            return nil
        }
        return UnsafeRawPointer(place) - UnsafeRawPointer(base)
    }
}

extension [UInt8] {
    /// The character that begins at a place.
    func scalar(at position: Int) -> Unicode.Scalar? {
        guard position < count else { return nil }
        if self[position] < 0x80 { return Unicode.Scalar(self[position]) }
        var decoder = UTF8()
        var iterator = self[position..<Swift.min(position + 4, count)].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        return scalar
    }

    /// The character that ends before a place.
    func scalar(before position: Int) -> Unicode.Scalar? { start(before: position).flatMap(scalar(at:)) }

    /// Where the character begins that ends before a place.
    func start(before position: Int) -> Int? {
        var start = position - 1
        while start > 0, UTF8.isContinuation(self[start]) { start -= 1 }
        return start < 0 ? nil : start
    }

    /// How often the byte at a place stands there in a row.
    func runLength(from start: Int) -> Int {
        var end = start
        while end < count, self[end] == self[start] { end += 1 }
        return end - start
    }
}

extension StringProtocol {
    /// Whether a byte is in the text.
    func contains(byte: UInt8) -> Bool {
        utf8.withContiguousStorageIfAvailable { $0.offset(of: byte, from: 0, to: $0.count) != nil }
            ?? utf8.contains(byte)
    }

    /// Where some bytes of ASCII stand first; Foundation's search, which a caller may import, compares graphemes.
    func firstIndex(ofASCII needle: StaticString) -> Index? {
        let bytes = utf8
        let wanted = UnsafeBufferPointer(start: needle.utf8Start, count: needle.utf8CodeUnitCount)
        guard let first = wanted.first else { return startIndex }
        let offset: Int?? = bytes.withContiguousStorageIfAvailable { text in
            guard text.count >= wanted.count else { return nil }
            for start in 0...(text.count - wanted.count) where text[start] == first {
                if text[start..<start + wanted.count].elementsEqual(wanted) { return start }
            }
            return nil
        }
        if let offset { return offset.map { bytes.index(startIndex, offsetBy: $0) } }
        return bytes.indices.first { bytes[$0...].starts(with: wanted) }
    }

    func contains(ascii needle: StaticString) -> Bool { firstIndex(ofASCII: needle) != nil }

    var lineEndCount: Int {
        func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
            var count = 0
            for byte in bytes { count &+= byte == UInt8(ascii: "\n") ? 1 : 0 }
            return count
        }
        return utf8.withContiguousStorageIfAvailable(count) ?? Array(utf8).withUnsafeBufferPointer(count)
    }

    /// Whether there is nothing but white space in the text.
    var isBlank: Bool {
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: " "), 0x09...0x0D: continue
            case 0x21...0x7F: return false
            default: return allSatisfy(\.isWhitespace)
            }
        }
        return true
    }
}

extension String {
    /// The offset in bytes of the first place, from an offset on, where another text stands byte by byte.
    func utf8Offset(of needle: String, from start: Int) -> Int? {
        var text = self
        var needle = needle
        return text.withUTF8 { text in
            needle.withUTF8 { needle in
                guard let first = needle.first, start + needle.count <= text.count else { return nil }
                for place in start...(text.count - needle.count) where text[place] == first {
                    if text[place..<place + needle.count].elementsEqual(needle) { return place }
                }
                return nil
            }
        }
    }
}
