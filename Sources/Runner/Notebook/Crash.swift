import Chapters

/// What the runtime says when a program traps: a message, and a backtrace in a debuggable build.
package struct Crash: Sendable, Equatable {
    /// `Fatal error`'s text, or the kind of the signal.
    package var message: String
    /// The innermost place in one of our own files.
    package var place: (file: String, line: Int, column: Int)?

    package static func == (left: Crash, right: Crash) -> Bool {
        left.message == right.message && left.place?.file == right.place?.file && left.place?.line == right.place?.line
            && left.place?.column == right.place?.column
    }

    /// Reads what the program said; `file` is the name that `#sourceLocation` gave the code in question.
    package init(standardError: String, end: ProcessEnd, file: String) {
        self.init(standardError: standardError, end: end) { $0 == file }
    }

    /// `isOwn` knows the names that `#sourceLocation` gave the code in question.
    init(standardError: String, end: ProcessEnd, isOwn: (String) -> Bool) {
        message = Crash.message(standardError) ?? Crash.describe(end)
        for line in standardError.split(separator: "\n") {
            guard let at = line.firstRange(of: " at /", ), line.contains(" in ") else { continue }
            let parts = line[at.upperBound...].split(separator: ":")
            let file = parts.first?.split(separator: "/").last.map(String.init) ?? ""
            guard parts.count >= 2, isOwn(file), let number = Int(parts[1].prefix { $0.isNumber })
            else { continue }
            place = (file, number, parts.count > 2 ? Int(parts[2].prefix { $0.isNumber }) ?? 1 : 1)
            return
        }
    }

    private static func message(_ standardError: String) -> String? {
        guard let range = standardError.firstRange(of: "Fatal error: ") else { return nil }
        let rest = standardError[range.upperBound...]
        // A message may have several lines (a formula with its numbers); the backtrace follows an empty one.
        let end = rest.firstRange(of: "\n\n")?.lowerBound ?? rest.endIndex
        return String(rest[..<end]).trimmedNewlines
    }

    private static func describe(_ end: ProcessEnd) -> String {
        switch end {
        case .signalled(4), .signalled(5): "trap (arithmetic overflow, index out of range, nil …)"
        case .signalled(6): "abort"
        case .signalled(8): "arithmetic error (division by zero)"
        case .signalled(9): "killed"
        case .signalled(11), .signalled(7): "memory access error"
        case .signalled(let number): "signal \(number)"
        case .exited(let code): "exit(\(code))"
        case .timedOut: "timeout"
        case .tooMuchOutput: "too much output"
        }
    }
}
