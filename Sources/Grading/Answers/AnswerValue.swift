import Foundation

/// An answer to a parametric question.
package enum AnswerValue: Sendable, Hashable {
    case integer(Int)
    case shape([Int])
    /// Right within `tolerance`, absolute.
    case decimal(Double, tolerance: Double)

    /// How it is written in feedback.
    package var text: String {
        switch self {
        case .integer(let value): "\(value)"
        case .shape(let shape): "(" + shape.map { "\($0)" }.joined(separator: ", ") + ")"
        case .decimal(let value, _): AnswerValue.format(value)
        }
    }

    /// Whether a given answer is this one.
    package func matches(_ given: GivenAnswer) -> Bool {
        switch self {
        case .integer(let value): given.number == Double(value) || given.list == [Double(value)]
        case .shape(let shape):
            given.list == shape.map(Double.init) || given.number.map { [$0] } == shape.map(Double.init)
        case .decimal(let value, let tolerance):
            // The last digit of a rounded decimal must not fail by a rounding of ours.
            given.number.map { abs($0 - value) <= tolerance * (1 + 1e-9) } ?? false
        }
    }

    /// Whether an answer of this form says anything: a percentage is no whole number.
    func canRead(_ given: GivenAnswer) -> Bool {
        if case .decimal = self { true } else { !given.isPercentage }
    }

    /// Whether two values can't be told apart as answers.
    package func isSame(as other: AnswerValue) -> Bool {
        switch other {
        case .integer(let value): matches(GivenAnswer(number: Double(value)))
        case .shape(let shape): matches(GivenAnswer(list: shape.map(Double.init)))
        case .decimal(let value, _): matches(GivenAnswer(number: value))
        }
    }

    /// Four decimals at most, and four significant digits for small numbers.
    private static func format(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
        guard abs(value) >= 0.01 else { return String(format: "%.4g", value) }
        var text = String(format: "%.4f", value)
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}

extension AnswerValue: Codable {
    private enum CodingKeys: String, CodingKey {
        case integer, shape, decimal, tolerance
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let value = try container.decodeIfPresent(Int.self, forKey: .integer) {
            self = .integer(value)
        } else if let shape = try container.decodeIfPresent([Int].self, forKey: .shape) {
            self = .shape(shape)
        } else {
            self = .decimal(
                try container.decode(Double.self, forKey: .decimal),
                tolerance: try container.decode(Double.self, forKey: .tolerance))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .integer(let value): try container.encode(value, forKey: .integer)
        case .shape(let shape): try container.encode(shape, forKey: .shape)
        case .decimal(let value, let tolerance):
            try container.encode(value, forKey: .decimal)
            try container.encode(tolerance, forKey: .tolerance)
        }
    }
}
