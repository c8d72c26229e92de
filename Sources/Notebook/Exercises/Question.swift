import ConvNet

/// The state of the question being drawn.
///
/// One thread, one question at a time.
enum QuestionState {
    nonisolated(unsafe) static var generator = SeededGenerator(seed: 0)
    nonisolated(unsafe) static var answer: String?
    nonisolated(unsafe) static var mistakes: [String] = []
}

/// Thrown by `require`: the drawn parameters do not make a good question.
struct Redraw: Error {}

/// Draws a whole number from a range.
public func draw(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &QuestionState.generator)
}

/// Draws one of the given values.
///
/// The list must not be empty.
public func draw<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &QuestionState.generator)]
}

/// Draws the question anew unless the condition holds.
public func require(_ condition: Bool) throws {
    if !condition { throw Redraw() }
}

/// Gives the answer: a whole number.
public func answer(_ value: Int) {
    QuestionState.answer = AnswerJSON.integer(value)
}

/// Gives the answer: a shape or a list of whole numbers.
public func answer(_ shape: [Int]) {
    QuestionState.answer = AnswerJSON.shape(shape)
}

/// Gives the answer: a number, right within `tolerance` (absolute).
public func answer(_ value: Double, tolerance: Double = 0.005) {
    QuestionState.answer = AnswerJSON.decimal(value, tolerance: tolerance)
}

/// Gives the answer: a number, right within `tolerance` (absolute).
public func answer(_ value: Float, tolerance: Double = 0.005) {
    answer(Double(value), tolerance: tolerance)
}

/// Names a wrong answer by the misconception that leads to it.
///
/// One that equals the answer is dropped.
public func mistake(_ value: Int, _ misconception: String) {
    QuestionState.mistakes.append(AnswerJSON.mistake(AnswerJSON.integer(value), misconception))
}

/// Names a wrong answer by the misconception that leads to it.
///
/// One that equals the answer is dropped.
public func mistake(_ shape: [Int], _ misconception: String) {
    QuestionState.mistakes.append(AnswerJSON.mistake(AnswerJSON.shape(shape), misconception))
}

/// Names a wrong answer by the misconception that leads to it.
///
/// One that equals the answer is dropped.
public func mistake(_ value: Double, _ misconception: String) {
    QuestionState.mistakes.append(AnswerJSON.mistake(AnswerJSON.decimal(value, tolerance: 0.005), misconception))
}

/// Names a wrong answer by the misconception that leads to it.
///
/// One that equals the answer is dropped.
public func mistake(_ value: Float, _ misconception: String) {
    mistake(Double(value), misconception)
}

/// Answers in the form that `Grading.AnswerValue` reads.
private enum AnswerJSON {
    static func integer(_ value: Int) -> String { JSONText.object(["integer": "\(value)"]) }
    static func shape(_ shape: [Int]) -> String { JSONText.object(["shape": JSONText.array(shape) { "\($0)" }]) }

    static func decimal(_ value: Double, tolerance: Double) -> String {
        JSONText.object(["decimal": JSONText.number(value), "tolerance": JSONText.number(tolerance)])
    }

    static func mistake(_ value: String, _ misconception: String) -> String {
        JSONText.object(["value": value, "misconception": JSONText.string(misconception)])
    }
}

extension NotebookRuntime {
    /// Draws question number `index` for a seed and sends it; `body` is the question cell and returns the parameters.
    ///
    /// A question that its `require` refuses is drawn again, 1,000 times at most.
    public static func question(_ index: Int, seed: UInt64, _ body: () throws -> [String]) {
        var lastError: (any Error)?
        for attempt in 0..<1000 as Range<UInt64> {
            QuestionState.generator = SeededGenerator(seed: seed &+ attempt &* 0x9E37_79B9_7F4A_7C15)
            QuestionState.answer = nil
            QuestionState.mistakes = []
            do {
                let parameters = try body()
                let question = JSONText.object([
                    "answer": QuestionState.answer ?? "null",
                    "mistakes": "[" + QuestionState.mistakes.joined(separator: ",") + "]",
                    "parameters": JSONText.array(parameters, JSONText.string),
                ])
                Channel.send("question", index, question)
                return
            } catch is Redraw {
                lastError = nil
            } catch {
                lastError = error
                break
            }
        }
        Channel.send("no-question", index, lastError.map { "\($0)" } ?? "")
    }

    /// How a drawn parameter reads in a prompt.
    public static func parameter<Value>(_ body: () throws -> Value) rethrows -> String {
        ValueText.describe(try body())
    }
}
