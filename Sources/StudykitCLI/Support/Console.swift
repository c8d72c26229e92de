import Chapters
import Foundation
import Synchronization
import Terminal

/// The two standard streams.
enum Console {
    enum Stream {
        case standardOutput, standardError

        var descriptor: Int32 {
            switch self {
            case .standardOutput: STDOUT_FILENO
            case .standardError: STDERR_FILENO
            }
        }
    }

    /// What `--lang` says; else the locale decides.
    private static let chosenLanguage = Mutex<Language?>(nil)

    static func choose(_ language: Language?) {
        chosenLanguage.withLock { $0 = language }
    }

    static func style(of stream: Stream) -> TerminalStyle {
        TerminalEnvironment.current(fileDescriptor: stream.descriptor).style(
            language: chosenLanguage.withLock { $0 })
    }

    static var language: Language { style(of: .standardOutput).language }

    static func print(_ text: String) {
        write(text, to: .standardOutput)
    }

    /// One JSON document, readable by people too.
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        print(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
    }

    static func write(_ text: String, to stream: Stream) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(stream.descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EPIPE {
                // As everywhere: writing to a pipe that nobody reads ends the program, by that signal.
                signal(SIGPIPE, SIG_DFL)
                raise(SIGPIPE)
            }
            // A closed or full output can't be reported on itself; standard error may still work.
            guard count > 0 else {
                if stream == .standardOutput { _exit(ExitStatus.fault.rawValue) }
                return
            }
            bytes = bytes.dropFirst(count)
        }
    }

    static func complain(_ failure: Failure) {
        let style = style(of: .standardError)
        let help = failure.help.map { "\n  \($0(style.language))" } ?? ""
        let path = "studykit: error: \(failure.message(style.language))\(help)\n"
        write(path, to: .standardError)
    }

    static func complain(_ diagnostics: [Diagnostic]) {
        guard !diagnostics.isEmpty else { return }
        write(TerminalRenderer(style: style(of: .standardError)).diagnostics(diagnostics), to: .standardError)
    }
}
