/// Makes text from outside safe to print: nothing in it can move the cursor, colour, ring or reorder.
///
/// Chapter text and program output are written by others. A control character is shown as its picture (`␛`), a
/// character that reorders or hides text as its number (`⟨U+202E⟩`).
enum VisibleText {
    /// The text on one line: line breaks and tabs become spaces.
    static func line(_ text: String) -> String {
        guard needsWork(text) else { return text }
        return replacing(text) { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0B, 0x0C, 0x0D: " "
            default: picture(of: scalar)
            }
        }
    }

    /// The lines of a listing or a program's output, with tabs widened to the next multiple of four.
    ///
    /// `\n` and `\r\n` end a line; a lone carriage return, which would overwrite the line, is shown. One line break at
    /// the end of the text adds no empty line.
    static func lines(_ text: String) -> [String] {
        var parts = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Substring.init)
        if let last = parts.last, last.isEmpty { parts.removeLast() }
        return parts.map { part in
            var part = part
            if part.utf8.last == 0x0D { part = part[..<part.utf8.index(before: part.utf8.endIndex)] }
            let line = String(part)
            return needsWork(line) ? expandingTabs(replacing(line, picture)) : line
        }
    }

    private static func expandingTabs(_ line: String) -> String {
        guard line.utf8.contains(0x09) else { return line }
        var result = ""
        var column = 0
        for character in line {
            if character == "\t" {
                let spaces = 4 - column % 4
                result += String(repeating: " ", count: spaces)
                column += spaces
            } else {
                result.append(character)
                column += DisplayWidth.of(character)
            }
        }
        return result
    }

    /// A quick look at the bytes: whether any scalar may need another look.
    private static func needsWork(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte < 0x20 || byte == 0x7F { return true }
            switch (previous, byte) {
            case (0xC2, 0x80...0x9F), (0xD8, 0x9C), (0xE2, 0x80...0x81), (0xEF, 0xBB), (0xEF, 0xBF), (0xF3, _):
                return true
            default: previous = byte
            }
        }
        return false
    }

    private static func replacing(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = String.UnicodeScalarView()
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if let picture = replacement(scalar) {
                result.append(contentsOf: picture.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// What is shown in place of a scalar; nil: the scalar itself.
    private static func picture(of scalar: Unicode.Scalar) -> String? {
        let value = scalar.value
        switch value {
        case 0x09: return nil
        case 0x00..<0x20: return Unicode.Scalar(0x2400 + value).map { String(Character($0)) }
        case 0x7F: return "␡"
        // C1 controls, of which U+009B starts an escape sequence; marks, embeddings, overrides and isolates of the
        // bidirectional algorithm; separators; fillers, tags and byte-order marks that nobody sees.
        case 0x80..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
            0xE0000...0xE007F:
            let digits = String(value, radix: 16, uppercase: true)
            return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
        default: return nil
        }
    }
}
