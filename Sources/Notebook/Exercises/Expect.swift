import ConvNet

/// The check that is running.
enum CheckState {
    nonisolated(unsafe) static var expectations = 0
    nonisolated(unsafe) static var failure: String?
    /// A check that an answer starts inside a check counts for nothing.
    nonisolated(unsafe) static var isRunning = false

    /// Only the first failure is told: the others usually follow from it.
    static func record(_ label: String, _ problem: @autoclosure () -> String?) {
        expectations += 1
        guard failure == nil, let problem = problem() else { return }
        failure = "\(label)\u{1F}\(problem)"
    }
}

/// Expects a condition to hold.
public func expect(_ condition: Bool, _ label: String = "") {
    CheckState.record(label, condition ? nil : "condition")
}

/// Expects two tensors to have the same shape, and elements that differ by at most `tolerance`, absolute for values
/// up to 1 and relative beyond.
public func expect(_ actual: Tensor, equals expected: Tensor, _ label: String = "", tolerance: Float) {
    CheckState.record(label, Difference.first(actual, expected, tolerance: tolerance))
}

/// Expects two numbers to differ by at most `tolerance`, absolute for values up to 1 and relative beyond.
public func expect(_ actual: Float, equals expected: Float, _ label: String = "", tolerance: Float) {
    let isClose = Difference.isClose(actual, expected, tolerance)
    CheckState.record(label, isClose ? nil : Difference.value("\(expected)", "\(actual)"))
}

/// Expects two numbers to differ by at most `tolerance`, absolute for values up to 1 and relative beyond.
public func expect(_ actual: Double, equals expected: Double, _ label: String = "", tolerance: Double) {
    let isClose = actual == expected || abs(actual - expected) <= tolerance * max(1, abs(expected))
    CheckState.record(label, isClose ? nil : Difference.value("\(expected)", "\(actual)"))
}

// Without a tolerance these three would lose against the generic form below, which compares exactly.

/// Expects two tensors to agree within 1e-4.
public func expect(_ actual: Tensor, equals expected: Tensor, _ label: String = "") {
    expect(actual, equals: expected, label, tolerance: 1e-4)
}

/// Expects two numbers to agree within 1e-4.
public func expect(_ actual: Float, equals expected: Float, _ label: String = "") {
    expect(actual, equals: expected, label, tolerance: 1e-4)
}

/// Expects two numbers to agree within 1e-4.
public func expect(_ actual: Double, equals expected: Double, _ label: String = "") {
    expect(actual, equals: expected, label, tolerance: 1e-4)
}

/// Expects two values to be equal (whole numbers, shapes, texts, truth values).
public func expect<Value: Equatable>(_ actual: Value, equals expected: Value, _ label: String = "") {
    CheckState.record(label, actual == expected ? nil : Difference.value("\(expected)", "\(actual)"))
}

/// What differs, in the fields that `Grading.CheckFailure` reads: kind, expected, actual, place.
private enum Difference {
    static func value(_ expected: String, _ actual: String) -> String {
        ["value", expected, actual].joined(separator: "\u{1F}")
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
        return ["element", "\(right[offset])", "\(left[offset])", "\(index)"].joined(separator: "\u{1F}")
    }

    static func isClose(_ actual: Float, _ expected: Float, _ tolerance: Float) -> Bool {
        if actual.isNaN && expected.isNaN { return true }
        return actual == expected || abs(actual - expected) <= tolerance * max(1, abs(expected))
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
            CheckState.record("", "error\u{1F}\(error)")
        }
        if let failure = CheckState.failure {
            Channel.send("check-failed", index, failure)
        } else {
            Channel.send(CheckState.expectations > 0 ? "check-passed" : "check-empty", index)
        }
    }
}
