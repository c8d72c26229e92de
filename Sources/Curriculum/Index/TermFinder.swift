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

    /// How often each term occurs, by its number in `terms`.
    package func counts(in text: String) -> [Int: Int] {
        let scalars = text.unicodeScalars.map(TermFinder.narrow)
        let lowered = scalars.map(TermFinder.lower)
        var counts: [Int: Int] = [:]
        var position = 0
        while position < scalars.count {
            let match = spellings[lowered[position]]?.first { spelling in
                fits(spelling, at: position, in: spelling.keepsCapitals ? scalars : lowered)
            }
            if let match { counts[match.term, default: 0] += 1 }
            position += match?.scalars.count ?? 1
        }
        return counts
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
