/// Finds the glossary's terms in a text, by any of their spellings.
///
/// The longest spelling wins ("Fast R-CNN" is no "R-CNN", 平均プーリング no プーリング), Latin ones end where the word does, and abbreviations
/// (`mAP`, `NMS`) keep their capitals, so that a feature map is no mAP.
package struct TermFinder: Sendable {
    /// A spelling as it is looked for.
    private struct Spelling {
        var scalars: [Unicode.Scalar]
        var keepsCapitals: Bool
        /// The number of its term.
        var term: Int
    }

    package let terms: [Glossary.Term]
    /// By their first sign in lower case, the longest first.
    private let spellings: [Unicode.Scalar: [Spelling]]

    package init(_ glossary: Glossary) {
        terms = glossary.terms
        var spellings: [Unicode.Scalar: [Spelling]] = [:]
        for (number, term) in glossary.terms.enumerated() {
            for text in Set(term.spellings) {
                let scalars = text.unicodeScalars.map(TermFinder.narrow)
                guard let first = scalars.first else { continue }
                let keepsCapitals = scalars.count { $0.properties.isUppercase } >= 2
                spellings[TermFinder.lower(first), default: []].append(
                    Spelling(
                        scalars: keepsCapitals ? scalars : scalars.map(TermFinder.lower), keepsCapitals: keepsCapitals,
                        term: number))
            }
        }
        self.spellings = spellings.mapValues { list in list.sorted { $0.scalars.count > $1.scalars.count } }
    }

    /// A term in a text.
    package struct Match: Sendable, Equatable {
        /// By its number in `terms`.
        package var term: Int
        /// In the text's scalars.
        package var range: Range<Int>
        /// Whether it is a word of its own: no part of a longer one in kanji or katakana (勾配 in 勾配降下法).
        package var isWhole: Bool
    }

    /// How often each term occurs, by its number in `terms`.
    package func counts(in text: String) -> [Int: Int] {
        matches(in: text).reduce(into: [:]) { counts, match in counts[match.term, default: 0] += 1 }
    }

    /// Where terms occur, from the beginning to the end; none inside another.
    package func matches(in text: String) -> [Match] {
        let scalars = text.unicodeScalars.map(TermFinder.narrow)
        let lowered = scalars.map(TermFinder.lower)
        var matches: [Match] = []
        var position = 0
        while position < scalars.count {
            let found = spellings[lowered[position]]?.first { spelling in
                fits(spelling, at: position, in: spelling.keepsCapitals ? scalars : lowered)
            }
            if let found {
                let range = position..<position + found.scalars.count
                matches.append(Match(term: found.term, range: range, isWhole: Script.isWhole(range, in: scalars)))
            }
            position += found?.scalars.count ?? 1
        }
        return matches
    }

    private func fits(_ spelling: Spelling, at start: Int, in text: [Unicode.Scalar]) -> Bool {
        let end = start + spelling.scalars.count
        guard end <= text.count, text[start..<end].elementsEqual(spelling.scalars) else { return false }
        let goesOnBefore = start > 0 && TermFinder.isWord(text[start - 1]) && TermFinder.isWord(text[start])
        let goesOnBehind = end < text.count && TermFinder.isWord(text[end - 1]) && TermFinder.isWord(text[end])
        return !goesOnBefore && !goesOnBehind
    }

    /// Part of a Latin word; Japanese has no word ends to go by.
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }

    private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
    }

    /// A full-width Latin sign as the plain one; a line break as a space.
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar == "\n" { return " " }
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
    }
}

/// The scripts in which neighbouring signs are one word.
private enum Script: Hashable {
    case katakana, kanji

    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x30A1...0x30FA, 0x30FC...0x30FE: self = .katakana
        case 0x3005, 0x3400...0x9FFF, 0xF900...0xFAFF: self = .kanji
        default: return nil
        }
    }

    static func isWhole(_ range: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
        func joins(_ index: Int) -> Bool {
            guard index > 0, index < text.count, let script = Script(text[index]) else { return false }
            return script == Script(text[index - 1])
        }
        return !joins(range.lowerBound) && !joins(range.upperBound)
    }
}

extension Glossary.Term {
    /// Every way of writing it: the term, the others listed, the English, and an abbreviation that stands in parentheses there.
    var spellings: [String] {
        var result = [term] + also
        guard let open = english.firstIndex(of: "("), let close = english[open...].firstIndex(of: ")") else {
            return result + [english]
        }
        let whole = english[..<open] + english[english.index(after: close)...]
        result.append(whole.split(separator: " ").joined(separator: " "))
        let inside = String(english[english.index(after: open)..<close])
        if inside.contains(where: \.isUppercase) { result.append(inside) }
        return result
    }
}
