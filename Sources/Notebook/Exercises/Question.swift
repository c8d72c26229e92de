import ConvNet

/// The state of the question being drawn.
///
/// One thread, one question at a time.
enum QuestionState {
    nonisolated(unsafe) static var generator = SeededGenerator(seed: 0)
    nonisolated(unsafe) static var answer: String?
    nonisolated(unsafe) static var unit = ""
    nonisolated(unsafe) static var calculation = ""
    nonisolated(unsafe) static var mistakes: [String] = []
    /// The questions of a linked set that are ready, in their order.
    nonisolated(unsafe) static var parts: [String] = []

    static func give(_ value: String, unit: String, by text: String) {
        answer = value
        self.unit = unit
        calculation = text
    }

    static func clear() {
        answer = nil
        unit = ""
        calculation = ""
        mistakes = []
    }
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

extension NotebookRuntime {
    /// Draws units, questions or linked sets, as long as somebody asks: all that a program of questions does.
    ///
    /// A request is the number of the unit and the seed.
    public static func serve(_ units: [() throws -> Void]) {
        start(takesRequests: true)
        while let request = Channel.nextRequest() {
            let fields = request.split(separator: " ")
            guard fields.count == 2, let index = Int(fields[0]), units.indices.contains(index),
                let seed = UInt64(fields[1])
            else { return }
            question(index, seed: seed, units[index])
        }
    }

    /// Draws unit number `index`, a question or a linked set, and sends it; `body` holds the question cells.
    ///
    /// A draw that a `require` refuses, anywhere in it, is drawn again from the start, 1,000 times at most.
    private static func question(_ index: Int, seed: UInt64, _ body: () throws -> Void) {
        var lastError: (any Error)?
        for attempt in 0..<1000 as Range<UInt64> {
            QuestionState.generator = SeededGenerator(seed: seed &+ attempt &* 0x9E37_79B9_7F4A_7C15)
            QuestionState.clear()
            QuestionState.parts = []
            do {
                try body()
                Channel.send("question", index, "[" + QuestionState.parts.joined(separator: ",") + "]")
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

    /// Ends one part of a unit: what the cell above gave as its answer, and what stands for each of its parameters.
    public static func part(_ parameters: [String]) {
        QuestionState.parts.append(
            JSONText.object([
                "answer": QuestionState.answer ?? "null",
                "unit": JSONText.string(QuestionState.unit),
                "calculation": JSONText.string(QuestionState.calculation),
                "mistakes": "[" + QuestionState.mistakes.joined(separator: ",") + "]",
                "parameters": JSONText.array(parameters, JSONText.string),
            ]))
        QuestionState.clear()
    }

    /// How a drawn parameter reads in a prompt.
    public static func parameter<Value>(_ body: () throws -> Value) rethrows -> String {
        ValueText.describe(try body())
    }
}
