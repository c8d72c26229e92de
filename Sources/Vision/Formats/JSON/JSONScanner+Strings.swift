extension JSONScanner {
    /// Steps over a string whose quotation mark stands here; says whether it has escapes.
    mutating func skipString() throws(Fault) -> Bool {
        var hasEscapes = false
        var cursor = place + 1
        while true {
            let byte = base[cursor]
            if byte == UInt8(ascii: "\"") {
                place = cursor + 1
                return hasEscapes
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                cursor = try skipEscape(cursor)
                continue
            }
            guard byte >= 0x20 else {
                throw cursor >= end ? Fault(end, .truncated) : Fault(cursor, .controlCharacter(byte))
            }
            cursor += 1
        }
    }

    /// The string that stands here.
    mutating func string(_ what: StaticString) throws(Fault) -> String {
        guard peek() == UInt8(ascii: "\"") else { throw wrongType(what, "文字列", "a string") }
        let start = place + 1
        if try skipString() { return String(decoding: decode(start), as: UTF8.self) }
        return String(decoding: UnsafeBufferPointer(start: base + start, count: place - 1 - start), as: UTF8.self)
    }

    /// Hands the bytes of the string that stands here to `body`, unescaped.
    mutating func withStringBytes<Result>(
        _ what: StaticString, _ body: (UnsafeBufferPointer<UInt8>) throws(Fault) -> Result
    ) throws(Fault) -> Result {
        guard peek() == UInt8(ascii: "\"") else { throw wrongType(what, "文字列", "a string") }
        let start = place + 1
        guard try skipString() else {
            return try body(UnsafeBufferPointer(start: base + start, count: place - 1 - start))
        }
        let bytes = decode(start)
        // `withUnsafeBufferPointer` can't say which error its closure throws.
        let outcome = bytes.withUnsafeBufferPointer { buffer -> Swift.Result<Result, Fault> in
            do throws(Fault) { return .success(try body(buffer)) } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    /// The bytes of a string that is known to be well formed, from behind its quotation mark.
    func decode(_ start: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var cursor = start
        while base[cursor] != UInt8(ascii: "\"") {
            guard base[cursor] == UInt8(ascii: "\\") else {
                bytes.append(base[cursor])
                cursor += 1
                continue
            }
            let mark = base[cursor + 1]
            cursor += 2
            switch mark {
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "u"):
                var unit = UInt32(hexadecimal(cursor) ?? 0)
                cursor += 4
                if (0xD800..<0xDC00).contains(unit), base[cursor] == UInt8(ascii: "\\"),
                    base[cursor + 1] == UInt8(ascii: "u"), let low = hexadecimal(cursor + 2),
                    (0xDC00..<0xE000).contains(low)
                {
                    unit = 0x10000 + (unit - 0xD800) << 10 + UInt32(low - 0xDC00)
                    cursor += 6
                }
                // Half a pair stands for no character.
                bytes += Array(String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
            default: bytes.append(mark)
            }
        }
        return bytes
    }

    /// Where the text goes on behind the escape that begins here.
    private func skipEscape(_ start: Int) throws(Fault) -> Int {
        switch base[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u") where hexadecimal(start + 2) != nil: return start + 6
        default: throw start + 1 >= end ? Fault(end, .truncated) : Fault(start, .badEscape)
        }
    }

    /// Four hexadecimal digits.
    private func hexadecimal(_ start: Int) -> Int? {
        var value = 0
        for index in 0..<4 {
            let byte = base[start + index]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | Int(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | Int(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return value
    }
}
