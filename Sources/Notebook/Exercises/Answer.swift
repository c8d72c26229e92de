import ConvNet

// What the answer is. `by` is the calculation with the drawn numbers, as one would write it on paper; `unit` is what the
// answer may carry behind the number.

/// Gives the answer: a whole number.
///
///     answer(convolutionOutputSize(h, kernel: k, padding: p), by: "(\(h) + 2·\(p) − \(k))/1 + 1")
///
/// - Parameters:
///   - value: The right number, from the engine.
///   - unit: What may stand behind it: `"px"`, `"KB"`. Counters (個, 枚, 倍 …) may anyway.
///   - calculation: The calculation with the drawn numbers, shown beside the learner's own after a wrong answer.
public func answer(_ value: Int, unit: String = "", by calculation: String = "") {
    QuestionState.give(AnswerJSON.integer(value), unit: unit, by: calculation)
}

/// Gives the answer: a shape or a list of whole numbers.
public func answer(_ shape: [Int], by calculation: String = "") {
    QuestionState.give(AnswerJSON.shape(shape), unit: "", by: calculation)
}

/// Gives the answer: a number, right within `tolerance` (absolute).
public func answer(_ value: Double, tolerance: Double = 0.005, unit: String = "", by calculation: String = "") {
    QuestionState.give(AnswerJSON.decimal(value, tolerance: tolerance), unit: unit, by: calculation)
}

/// Gives the answer: a number, right within `tolerance` (absolute).
public func answer(_ value: Float, tolerance: Double = 0.005, unit: String = "", by calculation: String = "") {
    answer(Double(value), tolerance: tolerance, unit: unit, by: calculation)
}

/// Gives the answer in per cent: `25`, `25%` and `25 %` are the same.
///
/// `value` and `tolerance` are in per cent too.
public func answer(percent value: Double, tolerance: Double = 0.05, by calculation: String = "") {
    QuestionState.give(AnswerJSON.percent(value, tolerance: tolerance), unit: "%", by: calculation)
}

/// Gives the answer: a fraction.
///
/// A fraction in the answer must be equal (`2/6` is `1/3`), a decimal must be within `tolerance`. The denominator must
/// not be 0.
public func answer(
    fraction numerator: Int, over denominator: Int, tolerance: Double = 0.005, by calculation: String = ""
) {
    QuestionState.give(
        AnswerJSON.fraction(numerator, denominator, tolerance: tolerance), unit: "", by: calculation)
}

/// Gives the answer: a small tensor, its elements right within `tolerance` (absolute).
///
/// It is answered as nested lists, `[[1, 2], [3, 4]]`, or a matrix as rows, `1 2; 3 4`.
public func answer(_ tensor: Tensor, tolerance: Double = 0.005, by calculation: String = "") {
    QuestionState.give(AnswerJSON.tensor(tensor, tolerance: tolerance), unit: "", by: calculation)
}

// MARK: - Mistakes

/// Names a wrong answer by the misconception that leads to it.
///
///     mistake(convolutionOutputSize(h, kernel: k), "2P を足していません。", by: "(\(h) − \(k))/1 + 1")
///
/// One that equals the answer, or a mistake named before it, is dropped.
///
/// - Parameters:
///   - value: The wrong number.
///   - misconception: One sentence to the learner.
///   - calculation: The wrong calculation with the drawn numbers, in the answer's own form: the terms in which the two
///     differ are then named.
public func mistake(_ value: Int, _ misconception: String, by calculation: String = "") {
    AnswerJSON.mistake(AnswerJSON.integer(value), misconception, by: calculation)
}

/// Names a wrong answer by the misconception that leads to it.
///
/// One that equals the answer is dropped.
public func mistake(_ shape: [Int], _ misconception: String, by calculation: String = "") {
    AnswerJSON.mistake(AnswerJSON.shape(shape), misconception, by: calculation)
}

/// Names a wrong answer by the misconception that leads to it; the answer's tolerance holds for it as well.
///
/// One that equals the answer is dropped.
public func mistake(_ value: Double, _ misconception: String, by calculation: String = "") {
    AnswerJSON.mistake(AnswerJSON.decimal(value, tolerance: 0.005), misconception, by: calculation)
}

/// Names a wrong answer by the misconception that leads to it; the answer's tolerance holds for it as well.
///
/// One that equals the answer is dropped.
public func mistake(_ value: Float, _ misconception: String, by calculation: String = "") {
    mistake(Double(value), misconception, by: calculation)
}

/// Names a wrong answer, in per cent, by the misconception that leads to it.
public func mistake(percent value: Double, _ misconception: String, by calculation: String = "") {
    AnswerJSON.mistake(AnswerJSON.percent(value, tolerance: 0.05), misconception, by: calculation)
}

/// Names a wrong fraction by the misconception that leads to it.
public func mistake(
    fraction numerator: Int, over denominator: Int, _ misconception: String, by calculation: String = ""
) {
    AnswerJSON.mistake(
        AnswerJSON.fraction(numerator, denominator, tolerance: 0.005), misconception, by: calculation)
}

/// Names a wrong tensor by the misconception that leads to it.
public func mistake(_ tensor: Tensor, _ misconception: String, by calculation: String = "") {
    AnswerJSON.mistake(AnswerJSON.tensor(tensor, tolerance: 0.005), misconception, by: calculation)
}

/// Answers in the form that `Grading.AnswerValue` reads.
private enum AnswerJSON {
    static func integer(_ value: Int) -> String { JSONText.object(["integer": "\(value)"]) }
    static func shape(_ shape: [Int]) -> String { JSONText.object(["shape": JSONText.array(shape) { "\($0)" }]) }

    static func decimal(_ value: Double, tolerance: Double) -> String {
        JSONText.object(["decimal": JSONText.number(value), "tolerance": JSONText.number(tolerance)])
    }

    static func percent(_ value: Double, tolerance: Double) -> String {
        JSONText.object(["percent": JSONText.number(value), "tolerance": JSONText.number(tolerance)])
    }

    static func fraction(_ numerator: Int, _ denominator: Int, tolerance: Double) -> String {
        JSONText.object([
            "fraction": JSONText.array([numerator, denominator]) { "\($0)" },
            "tolerance": JSONText.number(tolerance),
        ])
    }

    static func tensor(_ tensor: Tensor, tolerance: Double) -> String {
        JSONText.object([
            "tensor": JSONText.object([
                "shape": JSONText.array(tensor.shape) { "\($0)" },
                "values": JSONText.array(tensor.values, JSONText.number),
            ]), "tolerance": JSONText.number(tolerance),
        ])
    }

    static func mistake(_ value: String, _ misconception: String, by calculation: String) {
        QuestionState.mistakes.append(
            JSONText.object([
                "value": value, "misconception": JSONText.string(misconception),
                "calculation": JSONText.string(calculation),
            ]))
    }
}
