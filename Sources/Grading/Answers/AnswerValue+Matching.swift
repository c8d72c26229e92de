import Foundation

extension AnswerValue {
    /// Whether a given answer is this one.
    package func matches(_ given: GivenAnswer) -> Bool {
        switch self {
        case .integer(let value): return given.number == Double(value) || given.list == [Double(value)]
        case .shape(let shape):
            return given.list == shape.map(Double.init) || given.number.map { [$0] } == shape.map(Double.init)
        case .decimal(let value, let tolerance):
            return given.number.map { AnswerValue.isClose($0, value, tolerance) } ?? false
        case .percent(let value, let tolerance):
            return given.number.map { AnswerValue.isClose(given.isPercentage ? $0 * 100 : $0, value, tolerance) }
                ?? false
        case .fraction(let above, let below, let tolerance):
            guard below != 0 else { return false }
            if let fraction = given.fraction {
                let (left, right) = (Double(above) * fraction.below, fraction.above * Double(below))
                return abs(left - right) <= 1e-9 * max(1, abs(left))
            }
            return given.number.map { AnswerValue.isClose($0, Double(above) / Double(below), tolerance) } ?? false
        case .tensor(let shape, let values, let tolerance):
            guard let elements = elements(of: given, like: shape), elements.shape == shape else { return false }
            return elements.values.count == values.count
                && zip(elements.values, values).allSatisfy { AnswerValue.isClose($0, $1, tolerance) }
        }
    }

    /// The last digit of a rounded decimal must not fail by a rounding of ours.
    static func isClose(_ given: Double, _ value: Double, _ tolerance: Double) -> Bool {
        abs(given - value) <= tolerance * (1 + 1e-9) + 1e-12 * abs(value)
    }

    /// A vector may be written without brackets, a single number without anything.
    private func elements(of given: GivenAnswer, like shape: [Int]) -> GivenAnswer.Table? {
        if let table = given.table { return table }
        if let list = given.list { return .init(shape: [list.count], values: list) }
        return given.number.map { .init(shape: shape.allSatisfy { $0 == 1 } ? shape : [], values: [$0]) }
    }

    /// Whether two values can't be told apart as answers.
    package func isSame(as other: AnswerValue) -> Bool {
        switch other {
        case .integer(let value): matches(GivenAnswer(number: Double(value)))
        case .shape(let shape): matches(GivenAnswer(list: shape.map(Double.init)))
        case .decimal(let value, _): matches(GivenAnswer(number: value))
        case .percent(let value, _): matches(GivenAnswer(number: value / 100, isPercentage: true))
        case .fraction(let above, let below, _):
            below != 0
                && matches(
                    GivenAnswer(
                        number: Double(above) / Double(below),
                        fraction: .init(above: Double(above), below: Double(below))
                    ))
        case .tensor(let shape, let values, _): matches(GivenAnswer(table: .init(shape: shape, values: values)))
        }
    }

    /// Takes over how exact an answer has to be.
    mutating func takeTolerance(of answer: AnswerValue) {
        switch (self, answer) {
        case (.decimal(let value, _), .decimal(_, let tolerance)),
            (.decimal(let value, _), .fraction(_, _, let tolerance)):
            self = .decimal(value, tolerance: tolerance)
        case (.percent(let value, _), .percent(_, let tolerance)): self = .percent(value, tolerance: tolerance)
        case (.fraction(let above, let below, _), .fraction(_, _, let tolerance)),
            (.fraction(let above, let below, _), .decimal(_, let tolerance)):
            self = .fraction(above, below, tolerance: tolerance)
        case (.tensor(let shape, let values, _), .tensor(_, _, let tolerance)):
            self = .tensor(shape: shape, values: values, tolerance: tolerance)
        default: break
        }
    }

    /// Why an answer that can be read says nothing about this question; nil when it does.
    func complaint(about given: GivenAnswer, unit: String) -> GivenAnswer.Unreadable.Reason? {
        if !given.unit.isEmpty, !Units.areSame(given.unit, unit), !Units.isCounter(given.unit) {
            return .unit(given.unit, asked: unit)
        }
        switch self {
        case .integer:
            if given.isPercentage { return .percentNotAsked }
            return given.number == nil && given.list?.count != 1 ? .wantsOneNumber : nil
        case .decimal, .fraction: return given.number == nil ? .wantsOneNumber : nil
        case .percent(let value, let tolerance):
            guard let number = given.number else { return .wantsOneNumber }
            // 0.25 where 25 is asked: right as a share, a hundred times too small in per cent.
            let isShare = !given.isPercentage && AnswerValue.isClose(number * 100, value, tolerance)
            return isShare && !AnswerValue.isClose(number, value, tolerance) ? .shareOrPercent : nil
        case .shape(let shape):
            if given.isPercentage { return .percentNotAsked }
            if given.list == nil && given.number == nil { return .wantsShape }
            return given.list == nil && shape.count > 1 ? .wantsShape : nil
        case .tensor(let shape, _, _):
            if given.isPercentage { return .percentNotAsked }
            if given.table != nil || shape.count <= 1 || shape.allSatisfy({ $0 == 1 }) { return nil }
            return .wantsRows
        }
    }
}

/// What people write behind a number.
enum Units {
    /// Counting words say nothing that the question has not said.
    private static let counters: Set<String> = [
        "個", "枚", "回", "倍", "点", "行", "列", "本", "層", "次元", "画素", "要素", "通り", "つ", "箇所", "か所", "ヶ所", "カ所", "組",
        "px", "pixel", "pixels", "ピクセル", "パラメータ", "パラメーター", "times",
    ]

    static func isCounter(_ unit: String) -> Bool { counters.contains(normalised(unit)) }

    static func areSame(_ left: String, _ right: String) -> Bool { normalised(left) == normalised(right) }

    private static func normalised(_ unit: String) -> String {
        unit.precomposedStringWithCompatibilityMapping.lowercased().filter { !$0.isWhitespace }
    }
}
