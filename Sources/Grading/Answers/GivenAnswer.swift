import Chapters
import Foundation

/// An answer as a person wrote it, read in every way it can be meant.
///
/// `36,147` is a number with a separator or a shape of two; the question knows which.
package struct GivenAnswer: Sendable, Hashable {
    package struct Fraction: Sendable, Hashable {
        package var above: Double
        package var below: Double
    }

    /// Nested lists, or rows.
    package struct Table: Sendable, Hashable {
        package var shape: [Int]
        package var values: [Double]
    }

    package var number: Double?
    /// The same number where it was written as a fraction.
    package var fraction: Fraction?
    package var list: [Double]?
    package var table: Table?
    /// `25%`: a quarter where a share is asked, 25 where per cent are, unreadable where a whole number is.
    package var isPercentage = false
    /// What stands behind the number, as written; empty for nothing.
    package var unit = ""

    /// Longer texts are no answers.
    private static let maximumLength = 1000

    /// Reads digits of any width, fractions, powers, thousands separators, percent signs, units, shapes and tables in
    /// their usual forms.
    ///
    /// What can't be read throws why; it is not wrong.
    package static func read(_ text: String) throws(Unreadable) -> GivenAnswer {
        guard text.utf8.count <= maximumLength else {
            throw Unreadable(text: String(text.prefix(20)) + "…", reason: .tooLong)
        }
        let folded = AnswerFolding.fold(text)
        guard !folded.isEmpty else { throw Unreadable(text: text, reason: .empty) }
        var result = GivenAnswer()
        var body = folded
        for sign in ["%", "パーセント", "percent"] where body.lowercased().hasSuffix(sign) {
            result.isPercentage = true
            body = String(body.dropLast(sign.count)).trimmingCharacters(in: .whitespaces)
            break
        }
        result.take(body)
        if result.isEmpty, !result.isPercentage, let (head, unit) = splitUnit(body) {
            result.take(head)
            if !result.isEmpty { result.unit = unit }
        }
        if result.isPercentage {
            result.number = result.number.map { $0 / 100 }
            result.fraction = nil
        }
        guard !result.isEmpty else { throw Unreadable(text: text, reason: reason(for: body)) }
        return result
    }

    private var isEmpty: Bool { number == nil && list == nil && table == nil }

    private mutating func take(_ text: String) {
        fraction = NumberReader.fraction(text)
        number = fraction.map { $0.above / $0.below } ?? NumberReader.number(text)
        list = ListReader.list(text)
        table = ListReader.table(text)
    }

    /// `13 px` as `13` and `px`.
    private static func splitUnit(_ text: String) -> (head: String, unit: String)? {
        // 万 is a number to Unicode; here it is what stands behind one.
        let tail = text.reversed().prefix { !($0.isASCII && $0.isNumber) && !")]}".contains($0) }
        let head = text.dropLast(tail.count)
        let unit = String(tail.reversed()).trimmingCharacters(in: .whitespaces)
        guard !head.isEmpty, !unit.isEmpty, unit.count <= 12, unit.allSatisfy({ $0.isLetter || "/・ ".contains($0) })
        else { return nil }
        return (String(head), unit)
    }

    private static func reason(for text: String) -> Unreadable.Reason {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2, NumberReader.number(String(parts[1])) == 0 { return .divisionByZero }
        if ListReader.isRagged(text) { return .ragged }
        if !text.contains(where: \.isNumber) { return .noNumber }
        return .form
    }
}

/// The characters that people's keyboards and input methods give, as the few that the readers know.
enum AnswerFolding {
    /// Dashes that are meant as a minus sign.
    private static let minusSigns: Set<Character> = [
        "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}", "\u{207B}", "\u{208B}",
        "\u{FE58}",
        "\u{FE63}", "\u{FF0D}", "\u{30FC}", "\u{FF70}", "\u{2500}", "\u{2796}",
    ]
    private static let superscripts: [Character: Character] = [
        "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "-",
    ]
    /// What may stand before the answer itself.
    private static let leads = ["約", "およそ", "≈", "≒", "~", "答えは", "答え:"]

    static func fold(_ text: String) -> String {
        var prepared = ""
        var wasSuperscript = false
        for character in text {
            if let digit = superscripts[character] {
                prepared += wasSuperscript ? "\(digit)" : "^\(digit)"
                wasSuperscript = true
                continue
            }
            wasSuperscript = false
            // In パーセント the sign is a long vowel.
            let isVowel = "ーｰ".contains(character) && prepared.last?.isLetter == true
            if minusSigns.contains(character), !isVowel {
                prepared.append("-")
            } else if let scalar = character.unicodeScalars.first, isNumberInOneSign(scalar) {
                // Without the space, 1½ would read 11/2 and ①② would read 12.
                prepared += " \(character) ".precomposedStringWithCompatibilityMapping
            } else {
                prepared.append(character)
            }
        }
        var folded = prepared.precomposedStringWithCompatibilityMapping
        for (from, to) in [("、", ","), ("×", "x"), ("✕", "x"), ("⁄", "/"), ("÷", "/"), ("∕", "/"), ("'", "_")] {
            folded = folded.replacing(from, with: to)
        }
        folded = folded.trimmingCharacters(in: .whitespacesAndNewlines)
        // `OH = 4`, `(7 + 2 - 3)/2 + 1 = 4`: what counts stands last.
        if let equals = folded.lastIndex(of: "=") { folded = String(folded[folded.index(after: equals)...]) }
        for lead in leads where folded.trimmingCharacters(in: .whitespaces).hasPrefix(lead) {
            folded = String(folded.trimmingCharacters(in: .whitespaces).dropFirst(lead.count))
        }
        for tail in ["。", "です"] where folded.hasSuffix(tail) { folded = String(folded.dropLast(tail.count)) }
        if folded.hasSuffix("です") { folded = String(folded.dropLast(2)) }
        return folded.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Vulgar fractions and circled numbers.
    private static func isNumberInOneSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xBC...0xBE, 0x2150...0x215F, 0x2189, 0x2460...0x2473, 0x24F5...0x24FE, 0x2776...0x2793: true
        default: false
        }
    }
}
