import Foundation

/// Reads the numbers of options or candidates, in the order in which they are written.
enum OptionNumbers {
    /// `2`, `[1, 3]`, `1、3`, `1と3`, `①③`, `(2)`, `2番`.
    ///
    /// - Returns: nil for what holds anything else than numbers.
    static func read(_ items: [String]) -> [Int]? {
        var numbers: [Int] = []
        for item in items {
            guard item.utf8.count <= 200 else { return nil }
            var text = AnswerFolding.fold(item)
            for word in ["番目", "番", "と", "および", "及び", "and", "&", ";", "/", "・", "「", "」"] {
                text = text.replacing(word, with: " ")
            }
            let parts = text.split { " ,[](){}\n\t".contains($0) }
            guard !parts.isEmpty else { return nil }
            for part in parts {
                // `2.0` is how some tools write the YAML number 2.
                guard let value = Double(part), part.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.".contains($0)) }),
                    abs(value) <= 1_000_000, let number = Int(exactly: value)
                else { return nil }
                numbers.append(number)
            }
        }
        return numbers.isEmpty ? nil : numbers
    }
}
