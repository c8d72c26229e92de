import Chapters
import Foundation

/// An answer as a person wrote it, read in every way it can be meant.
///
/// `36,147` is a number with a separator or a shape of two; the question knows which.
package struct GivenAnswer: Sendable, Hashable {
    package var number: Double?
    package var list: [Double]?
    /// `25%`: a quarter where a fraction is asked, unreadable where a whole number is.
    package var isPercentage = false

    /// Longer texts are no answers.
    private static let maximumLength = 200

    /// Reads digits of any width, fractions, thousands separators, percent signs, and shapes in their usual forms.
    ///
    /// What can't be read throws why; it is not wrong.
    package static func read(_ text: String) throws(Unreadable) -> GivenAnswer {
        guard text.utf8.count <= maximumLength else { throw Unreadable(text: String(text.prefix(20)) + "…") }
        // Compatibility mapping turns full-width digits, letters, signs and spaces into the ASCII ones.
        let folded = text.precomposedStringWithCompatibilityMapping
            .replacing("−", with: "-").replacing("ー", with: "-").replacing("、", with: ",").replacing("×", with: "x")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let result = GivenAnswer(number: number(folded), list: list(folded), isPercentage: folded.hasSuffix("%"))
        guard result.number != nil || result.list != nil else { throw Unreadable(text: text) }
        return result
    }

    // MARK: - Numbers

    private static func number(_ text: String) -> Double? {
        guard text.hasSuffix("%") else { return fraction(text) }
        return fraction(String(text.dropLast()).trimmingCharacters(in: .whitespaces)).map { $0 / 100 }
    }

    private static func fraction(_ text: String) -> Double? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return decimal(text) }
        guard let above = decimal(String(parts[0])), let below = decimal(String(parts[1])), below != 0 else {
            return nil
        }
        return above / below
    }

    private static func decimal(_ text: String) -> Double? {
        let text = withoutSeparators(text.trimmingCharacters(in: .whitespaces))
        // Double's own reader also takes "inf", "nan" and hexadecimal; nobody means those.
        guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }), let value = Double(text),
            value.isFinite
        else { return nil }
        return value
    }

    /// `1,234` and `1 234` as `1234`; anything that is not in groups of three as it is.
    private static func withoutSeparators(_ text: String) -> String {
        for separator in [",", " "] as [Character] {
            let groups = text.drop { "+-".contains($0) }.split(separator: separator, omittingEmptySubsequences: false)
            guard groups.count > 1, let first = groups.first, (1...3).contains(first.count),
                first.allSatisfy(\.isNumber),
                groups.dropFirst().dropLast().allSatisfy({ $0.count == 3 && $0.allSatisfy(\.isNumber) }),
                groups.last.map({ $0.prefix { $0.isNumber }.count }) == 3
            else { continue }
            return text.filter { $0 != separator }
        }
        return text
    }

    // MARK: - Lists

    private static func list(_ text: String) -> [Double]? {
        var inner = text[...]
        var isBracketed = false
        if let first = inner.first, let last = inner.last, ["()", "[]", "{}"].contains("\(first)\(last)") {
            inner = inner.dropFirst().dropLast()
            isBracketed = true
        }
        let parts = separated(inner).split(omittingEmptySubsequences: true) { ", ;".contains($0) }
        let numbers = parts.compactMap { fraction(String($0)) }
        guard numbers.count == parts.count, numbers.count > 1 || (isBracketed && numbers.count == 1) else { return nil }
        return numbers
    }

    /// Makes commas of the signs between numbers: `8x16x3`, `8 * 16`.
    ///
    /// Elsewhere they are letters, and no answer.
    private static func separated(_ text: Substring) -> String {
        let characters = Array(text)
        return String(
            characters.indices.map { index in
                guard characters[index] == "x" || characters[index] == "*" else { return characters[index] }
                let before = characters[..<index].last { $0 != " " }
                let after = characters[(index + 1)...].first { $0 != " " }
                return before?.isNumber == true && after?.isNumber == true ? "," : characters[index]
            })
    }

    package struct Unreadable: Error, Sendable {
        package var text: String

        package var message: LocalizedText {
            LocalizedText(
                ja: "「\(text)」を答えとして読めません。13、2.25、9/4、(8, 27) のように書いてください（不正解にはしていません）。",
                en:
                    "“\(text)” can't be read as an answer. Write it like 13, 2.25, 9/4 or (8, 27). It is not counted as wrong."
            )
        }
    }
}
