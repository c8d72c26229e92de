import Foundation

/// An answer to a parametric question.
package enum AnswerValue: Sendable, Hashable {
    case integer(Int)
    case shape([Int])
    /// Right within `tolerance`, absolute.
    case decimal(Double, tolerance: Double)
    /// In per cent, tolerance and all.
    case percent(Double, tolerance: Double)
    /// A fraction must be equal, a decimal right within `tolerance`.
    case fraction(Int, Int, tolerance: Double)
    /// Elements in row-major order, right within `tolerance`.
    case tensor(shape: [Int], values: [Double], tolerance: Double)

    /// How it is written in feedback and as an option.
    package var text: String {
        switch self {
        case .integer(let value): return "\(value)"
        case .shape(let shape):
            return "(" + shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? ",)" : ")")
        case .decimal(let value, _): return AnswerValue.format(value)
        case .percent(let value, _): return AnswerValue.format(value) + "%"
        case .fraction(let above, let below, _):
            guard let (above, below) = AnswerValue.reduced(above, below) else { return "\(above)/\(below)" }
            return below == 1 ? "\(above)" : "\(above)/\(below)"
        case .tensor(let shape, let values, _):
            guard !shape.isEmpty else { return values.first.map(AnswerValue.format) ?? "[]" }
            var offset = 0
            return AnswerValue.nested(shape[...], values, &offset)
        }
    }

    /// Whether it is a number (or numbers) that an answer can be compared with.
    package var isFinite: Bool {
        switch self {
        case .integer, .shape: true
        case .decimal(let value, _), .percent(let value, _): value.isFinite
        case .fraction(_, let below, _): below != 0
        case .tensor(_, let values, _): values.allSatisfy(\.isFinite)
        }
    }

    /// Its numbers, for judging how much work they are.
    package var numbers: [Double] {
        switch self {
        case .integer(let value): [Double(value)]
        case .shape(let shape): shape.map(Double.init)
        case .decimal(let value, _), .percent(let value, _): [value]
        case .fraction(let above, let below, _): [Double(above), Double(below)]
        case .tensor(_, let values, _): values
        }
    }

    /// Four decimals at most, and four significant digits for small numbers.
    static func format(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
        guard abs(value) >= 0.01 else { return String(format: "%.4g", value) }
        var text = String(format: "%.4f", value)
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// In lowest terms with a positive denominator; nil when there is no such thing.
    private static func reduced(_ above: Int, _ below: Int) -> (Int, Int)? {
        guard below != 0, above != .min, below != .min else { return nil }
        var (a, b) = (abs(above), abs(below))
        while b != 0 { (a, b) = (b, a % b) }
        let sign = below < 0 ? -1 : 1
        return a == 0 ? (0, 1) : (sign * above / a, sign * below / a)
    }

    private static func nested(_ shape: ArraySlice<Int>, _ values: [Double], _ offset: inout Int) -> String {
        guard let count = shape.first else {
            defer { offset += 1 }
            return values.indices.contains(offset) ? format(values[offset]) : "?"
        }
        var parts: [String] = []
        for _ in 0..<max(0, min(count, values.count)) { parts.append(nested(shape.dropFirst(), values, &offset)) }
        return "[" + parts.joined(separator: ", ") + "]"
    }
}

extension AnswerValue: Codable {
    private enum CodingKeys: String, CodingKey {
        case integer, shape, decimal, percent, fraction, tensor, tolerance
    }

    private struct Elements: Codable {
        var shape: [Int]
        var values: [Double]
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let tolerance = try container.decodeIfPresent(Double.self, forKey: .tolerance) ?? 0
        if let value = try container.decodeIfPresent(Int.self, forKey: .integer) {
            self = .integer(value)
        } else if let shape = try container.decodeIfPresent([Int].self, forKey: .shape) {
            self = .shape(shape)
        } else if let parts = try container.decodeIfPresent([Int].self, forKey: .fraction), parts.count == 2 {
            self = .fraction(parts[0], parts[1], tolerance: tolerance)
        } else if let value = try container.decodeIfPresent(Double.self, forKey: .percent) {
            self = .percent(value, tolerance: tolerance)
        } else if let tensor = try container.decodeIfPresent(Elements.self, forKey: .tensor) {
            self = .tensor(shape: tensor.shape, values: tensor.values, tolerance: tolerance)
        } else {
            self = .decimal(try container.decode(Double.self, forKey: .decimal), tolerance: tolerance)
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
        case .percent(let value, let tolerance):
            try container.encode(value, forKey: .percent)
            try container.encode(tolerance, forKey: .tolerance)
        case .fraction(let above, let below, let tolerance):
            try container.encode([above, below], forKey: .fraction)
            try container.encode(tolerance, forKey: .tolerance)
        case .tensor(let shape, let values, let tolerance):
            try container.encode(Elements(shape: shape, values: values), forKey: .tensor)
            try container.encode(tolerance, forKey: .tolerance)
        }
    }
}
