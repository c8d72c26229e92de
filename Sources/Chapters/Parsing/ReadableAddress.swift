/// An address as readers see it: `%E7%95%B3` is 畳, as browsers and Zenn show it.
package enum ReadableAddress {
    /// Escapes of letters beyond ASCII are undone; what would hide or part the address (spaces, signs without a shape) stays.
    package static func text(of address: String) -> String {
        guard address.contains(byte: UInt8(ascii: "%")) else { return address }
        let bytes = Array(address.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            var run: [UInt8] = []
            var end = index
            while let byte = escaped(bytes, at: end), byte >= 0x80 {
                run.append(byte)
                end += 3
            }
            if let text = String(validating: run, as: UTF8.self), !run.isEmpty, text.unicodeScalars.allSatisfy(isShown)
            {
                result += run
                index = end
            } else {
                let end = max(end, index + 1)
                result += bytes[index..<end]
                index = end
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func escaped(_ bytes: [UInt8], at index: Int) -> UInt8? {
        guard index + 2 < bytes.count, bytes[index] == UInt8(ascii: "%") else { return nil }
        return UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }
}
