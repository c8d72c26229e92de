import Chapters
import Foundation

/// An answer as a person wrote it, read.
package enum GivenAnswer: Sendable, Hashable {
    case number(Double)
    case list([Double])

    /// Reads digits of any width, fractions, thousands separators, percent signs, and shapes in their usual forms.
    ///
    /// - Throws: Why it can't be read. What can't be read is not wrong.
    package static func read(_ text: String) throws(Unreadable) -> GivenAnswer {
        // Compatibility mapping turns full-width digits, letters, signs and spaces into the ASCII ones.
        let folded = text.precomposedStringWithCompatibilityMapping
            .replacing("−", with: "-").replacing("ー", with: "-").replacing("、", with: ",").replacing("×", with: "x")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard !folded.isEmpty else { throw Unreadable(text: text) }
        if let number = number(folded) { return .number(number) }
        var inner = Substring(folded)
        if let first = inner.first, let last = inner.last, ["()", "[]", "{}"].contains("\(first)\(last)") {
            inner = inner.dropFirst().dropLast()
        }
        let parts = separated(inner).split(omittingEmptySubsequences: true) { ", ;".contains($0) }
        let numbers = parts.compactMap { number(String($0)) }
        guard numbers.count == parts.count, !numbers.isEmpty else { throw Unreadable(text: text) }
        return numbers.count == 1 && inner == folded[...] ? .number(numbers[0]) : .list(numbers)
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

    private static func number(_ text: String) -> Double? {
        let text = text.trimmingCharacters(in: .whitespaces)
        if text.hasSuffix("%") { return number(String(text.dropLast())).map { $0 / 100 } }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2, let above = number(String(parts[0])), let below = number(String(parts[1])), below != 0 {
            return above / below
        }
        // `1,234` is a number, `12,34` and `1,2` are lists.
        let groups = text.drop { "+-".contains($0) }.split(separator: ",", omittingEmptySubsequences: false)
        if groups.count > 1, let first = groups.first, (1...3).contains(first.count),
            groups.dropFirst().allSatisfy({ $0.prefix { $0.isNumber }.count == 3 })
        {
            return number(text.replacing(",", with: ""))
        }
        // Double's own reader also takes "inf", "nan" and hexadecimal; nobody means those.
        guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }), let value = Double(text),
            value.isFinite
        else { return nil }
        return value
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
