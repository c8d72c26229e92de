import Glibc

/// A line on a terminal's standard error that says how far a training is; where there is no terminal, nothing at all.
///
/// ```swift
/// let bar = ProgressBar()
/// train(model, on: data, optimizer: Adam(), progress: bar.show)
/// ```
///
/// ```text
/// epoch  3/10 [#######-------------]  38 % loss 0.4127 acc 0.8610
/// ```
public final class ProgressBar {
    private let descriptor: Int32
    private let isTerminal: Bool
    private var lastWidth = 0

    /// A bar on a file descriptor, standard error unless told otherwise.
    public init(descriptor: Int32 = 2) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
    }

    /// Draws the line, over the last one; a finished epoch keeps its line.
    ///
    /// Always true: the training goes on.
    public func show(_ progress: TrainingProgress) -> Bool {
        guard isTerminal else { return true }
        let text = ProgressBar.line(progress)
        // Blanks over what the last line had more: no terminal codes are needed for that.
        let rest = String(repeating: " ", count: max(0, lastWidth - text.count))
        lastWidth = progress.finishedEpoch == nil ? text.count : 0
        let bytes = Array("\r\(text)\(rest)\(progress.finishedEpoch == nil ? "" : "\n")".utf8)
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        return true
    }

    /// The text of a line, at most 79 characters for trainings of up to 999 epochs.
    public static func line(_ progress: TrainingProgress) -> String {
        let width = 20
        let filled = progress.batches == 0 ? width : progress.batch * width / progress.batches
        let percent = progress.batches == 0 ? 100 : progress.batch * 100 / progress.batches
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
        let epoch = padded("\(progress.epoch)", to: "\(progress.epochs)".count)
        var text = "epoch \(epoch)/\(progress.epochs) [\(bar)] \(padded("\(percent)", to: 3)) %"
        text += " loss \(number(progress.finishedEpoch?.loss ?? progress.loss))"
        let accuracy = progress.finishedEpoch?.accuracy ?? progress.accuracy
        if !accuracy.isNaN { text += " acc \(number(accuracy))" }
        if let loss = progress.finishedEpoch?.validationLoss { text += " val \(number(loss))" }
        return text
    }

    private static func padded(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func number(_ value: Double) -> String {
        NumberFormat(for: [0.1234]).text(Float(value))
    }
}
