import ArgumentParser
import Chapters

/// The exit statuses that scripts rely on (design.md); the numbers are those of sysexits.h.
enum ExitStatus: Int32, Comparable {
    case success = 0
    /// An example failed or an answer is wrong.
    case wrong = 1
    case usage = 64
    /// The chapter, or the file of answers, is malformed.
    case malformed = 65
    /// No such chapter.
    case noInput = 66
    /// A fault of ours, or of the machine.
    case fault = 70

    static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }

    var exitCode: ExitCode { ExitCode(rawValue) }
}

/// Why a command can't go on.
struct Failure: Error {
    var status: ExitStatus
    var message: LocalizedText
    var help: LocalizedText?

    /// The same for a report; `path` is the chapter as the user named it.
    func diagnostic(path: String) -> Diagnostic {
        let code: String
        switch status {
        case .noInput: code = "no-such-chapter"
        case .malformed: code = "file-too-large"
        case .wrong: code = "bless-impossible"
        default: code = "machine-fault"
        }
        return Diagnostic(
            .error, code: code, path: path, position: SourcePosition(line: 1), message: message, help: help)
    }

    static func internalFault(_ error: any Error) -> Failure {
        Failure(
            status: .fault,
            message: LocalizedText(ja: "内部エラー: \(error)", en: "internal error: \(error)"))
    }
}
