import ConvNet

/// The check that is running.
enum CheckState {
    nonisolated(unsafe) static var expectations = 0
    nonisolated(unsafe) static var failure: String?
    /// A check that an answer starts inside a check counts for nothing.
    nonisolated(unsafe) static var isRunning = false

    /// Only the first failure is told: the others usually follow from it.
    static func record(_ label: String, _ input: Any?, _ problem: @autoclosure () -> String?) {
        expectations += 1
        guard failure == nil, let problem = problem() else { return }
        failure = "\(label)\u{1F}\(InputText.describe(input))\u{1F}\(problem)"
    }
}

// `input` is what the case was called with: it is shown to the learner when the case fails, so give it where it is small
// enough to read (a tensor of a few elements, a tuple of sizes).

/// Expects a condition to hold.
public func expect(_ condition: Bool, _ label: String = "", input: Any? = nil) {
    CheckState.record(label, input, condition ? nil : "condition")
}

/// Expects two tensors to have the same shape, and elements that differ by at most `tolerance`, absolute for values
/// up to 1 and relative beyond.
public func expect(
    _ actual: Tensor, equals expected: Tensor, _ label: String = "", tolerance: Float, input: Any? = nil
) {
    CheckState.record(label, input, Difference.first(actual, expected, tolerance: tolerance))
}

/// Expects two numbers to differ by at most `tolerance`, absolute for values up to 1 and relative beyond.
public func expect(
    _ actual: Float, equals expected: Float, _ label: String = "", tolerance: Float, input: Any? = nil
) {
    let isClose = Difference.isClose(actual, expected, tolerance)
    CheckState.record(label, input, isClose ? nil : Difference.value("\(expected)", "\(actual)"))
}

/// Expects two numbers to differ by at most `tolerance`, absolute for values up to 1 and relative beyond.
public func expect(
    _ actual: Double, equals expected: Double, _ label: String = "", tolerance: Double, input: Any? = nil
) {
    let isClose = actual == expected || abs(actual - expected) <= tolerance * max(1, abs(expected))
    CheckState.record(label, input, isClose ? nil : Difference.value("\(expected)", "\(actual)"))
}

// Without a tolerance these three would lose against the generic form below, which compares exactly.

/// Expects two tensors to agree within 1e-4.
public func expect(_ actual: Tensor, equals expected: Tensor, _ label: String = "", input: Any? = nil) {
    expect(actual, equals: expected, label, tolerance: 1e-4, input: input)
}

/// Expects two numbers to agree within 1e-4.
public func expect(_ actual: Float, equals expected: Float, _ label: String = "", input: Any? = nil) {
    expect(actual, equals: expected, label, tolerance: 1e-4, input: input)
}

/// Expects two numbers to agree within 1e-4.
public func expect(_ actual: Double, equals expected: Double, _ label: String = "", input: Any? = nil) {
    expect(actual, equals: expected, label, tolerance: 1e-4, input: input)
}

/// Expects two values to be equal (whole numbers, shapes, texts, truth values).
public func expect<Value: Equatable>(
    _ actual: Value, equals expected: Value, _ label: String = "", input: Any? = nil
) {
    CheckState.record(label, input, actual == expected ? nil : Difference.value("\(expected)", "\(actual)"))
}

/// The failing case's input, as long as somebody reads it.
private enum InputText {
    private static let maximumLines = 12
    private static let maximumColumns = 100

    static func describe(_ input: Any?) -> String {
        guard let input else { return "" }
        let text = (input as? Tensor).map { "\($0.shape) \($0)" } ?? "\(input)"
        // Line by line, because the separators of the message must stay its own.
        let lines = text.split(separator: "\n").map { line -> String in
            line.count > maximumColumns ? String(line.prefix(maximumColumns)) + "…" : String(line)
        }
        let shown = Array(lines.prefix(maximumLines)) + (lines.count > maximumLines ? ["…"] : [])
        return String(shown.joined(separator: "\n").filter { $0 != "\u{1F}" })
    }
}

/// What differs, in the fields that `Grading.CheckFailure` reads: kind, expected, actual, place.
private enum Difference {
    /// An answer may describe itself at any length.
    private static let maximumLength = 300

    static func value(_ expected: String, _ actual: String) -> String {
        ["value", shortened(expected), shortened(actual)].joined(separator: "\u{1F}")
    }

    static func first(_ actual: Tensor, _ expected: Tensor, tolerance: Float) -> String? {
        guard actual.shape == expected.shape else {
            return ["shape", "\(expected.shape)", "\(actual.shape)"].joined(separator: "\u{1F}")
        }
        let left = actual.values
        let right = expected.values
        guard let offset = left.indices.first(where: { !isClose(left[$0], right[$0], tolerance) }) else { return nil }
        var index: [Int] = []
        var rest = offset
        for axis in expected.shape.reversed() {
            index.insert(rest % axis, at: 0)
            rest /= axis
        }
        let count = left.indices.count { !isClose(left[$0], right[$0], tolerance) }
        return [
            "element", "\(right[offset])", "\(left[offset])", "\(index)", "\(count)", "\(left.count)",
            "\(expected.shape)",
        ].joined(separator: "\u{1F}")
    }

    static func isClose(_ actual: Float, _ expected: Float, _ tolerance: Float) -> Bool {
        if actual.isNaN && expected.isNaN { return true }
        return actual == expected || abs(actual - expected) <= tolerance * max(1, abs(expected))
    }

    private static func shortened(_ text: String) -> String {
        let text = text.filter { $0 != "\u{1F}" }
        return text.count > maximumLength ? String(text.prefix(maximumLength)) + "…" : text
    }
}

extension NotebookRuntime {
    /// Runs check number `index` and sends what it found: nothing expected, all as expected, or the first failure.
    public static func check(_ index: Int, _ body: () throws -> Void) {
        guard !CheckState.isRunning else { return }
        CheckState.isRunning = true
        defer { CheckState.isRunning = false }
        CheckState.expectations = 0
        CheckState.failure = nil
        Channel.send("check-begin", index)
        do {
            try body()
        } catch {
            CheckState.record("", nil, "error\u{1F}\(error)")
        }
        if let failure = CheckState.failure {
            Channel.send("check-failed", index, failure)
        } else {
            Channel.send(CheckState.expectations > 0 ? "check-passed" : "check-empty", index)
        }
    }
}
