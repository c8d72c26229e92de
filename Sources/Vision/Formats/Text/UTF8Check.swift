/// Whether bytes are UTF-8, in the strict sense: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
    /// The position of the first byte that begins no valid sequence; nil if all of it is UTF-8.
    static func firstInvalidByte(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        let raw = UnsafeRawPointer(base)
        var place = 0
        while place < count {
            // Data files are ASCII nearly everywhere: eight bytes at a time, while none has its high bit set.
            while place + 8 <= count,
                raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            { place += 8 }
            guard place < count else { return nil }
            let length = sequenceLength(base + place, count - place)
            guard length > 0 else { return place }
            place += length
        }
        return nil
    }

    /// The length of the sequence that begins here; 0 if there is none.
    private static func sequenceLength(_ bytes: UnsafePointer<UInt8>, _ left: Int) -> Int {
        let first = bytes[0]
        if first < 0x80 { return 1 }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard (0xC2...0xF4).contains(first), left >= length else { return 0 }
        for place in 1..<length where bytes[place] & 0xC0 != 0x80 { return 0 }
        switch first {
        case 0xE0: return bytes[1] >= 0xA0 ? 3 : 0
        case 0xED: return bytes[1] < 0xA0 ? 3 : 0
        case 0xF0: return bytes[1] >= 0x90 ? 4 : 0
        case 0xF4: return bytes[1] < 0x90 ? 4 : 0
        default: return length
        }
    }
}
