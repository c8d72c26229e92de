/// How many columns of a terminal a text takes (UAX #11; ambiguous characters take one).
package enum DisplayWidth {
    /// The version of Unicode behind the table.
    package static var unicodeVersion: String { DisplayWidthTable.unicodeVersion }

    /// Columns of one scalar that stands alone: 0, 1 or 2.
    ///
    /// - Complexity: O(1) for Latin, kana and the common ideographs, else O(log *n*) over about 400 ranges.
    package static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        if value >= 0x3041 && value <= 0x3096 || value >= 0x30A0 && value <= 0x30FF { return 2 }
        if value >= 0x3400 && value <= 0x4DBF || value >= 0x4E00 && value <= 0x9FFF { return 2 }
        let ranges = DisplayWidthTable.ranges
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].last < value { low = middle + 1 } else { high = middle }
        }
        guard low < ranges.count, ranges[low].first <= value else { return 1 }
        return Int(ranges[low].width)
    }

    /// Columns of one grapheme cluster: 0, 1 or 2.
    ///
    /// A cluster is never wider than two columns: that is what terminals do with joined emoji, flags and conjuncts.
    package static func of(_ character: Character) -> Int {
        var sum = 0
        var base: Unicode.Scalar?
        for scalar in character.unicodeScalars {
            // Variation selector 16 asks for the emoji look, which is wide; the keycap makes a digit wide.
            if scalar.value == 0xFE0F, let base, base.value > 0x7F, base.properties.isEmoji { return 2 }
            if scalar.value == 0x20E3 { return 2 }
            base = base ?? scalar
            sum += of(scalar)
        }
        return min(sum, 2)
    }

    /// Columns of a text without line breaks.
    ///
    /// - Complexity: O(*n*)
    package static func of(_ text: some StringProtocol) -> Int {
        var isPlain = true
        var bytes = 0
        for byte in text.utf8 {
            bytes += 1
            if byte >= 0x80 {
                isPlain = false
                break
            }
        }
        return isPlain ? bytes : text.reduce(0) { $0 + of($1) }
    }
}
