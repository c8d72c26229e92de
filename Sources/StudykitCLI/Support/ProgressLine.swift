import Chapters
import Foundation

/// How far something is: one line on standard error that is written over and over, and gone at the end.
///
/// Only where standard error is a terminal; a script sees nothing of it.
final class ProgressLine {
    private static let interval: Duration = .milliseconds(100)

    private let isShown = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    private var last = ContinuousClock.now
    private var isWritten = false

    /// Shows a stage and its part that is done, in 0...1; the first tenth of a second passes silently.
    func update(_ stage: LocalizedText, _ fraction: Double) {
        guard isShown, ContinuousClock.now - last >= ProgressLine.interval else { return }
        last = ContinuousClock.now
        isWritten = true
        let percent = Int((min(max(fraction, 0), 1) * 100).rounded(.down))
        Console.write("\r\u{1B}[K\(stage(Console.language)) \(percent)%", to: .standardError)
    }

    /// Takes the line away.
    func finish() {
        if isWritten { Console.write("\r\u{1B}[K", to: .standardError) }
        isWritten = false
    }
}
