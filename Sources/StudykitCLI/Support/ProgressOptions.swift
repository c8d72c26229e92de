import ArgumentParser
import Chapters
import Foundation
import Progress

/// Where the learner's progress is, for every command that reads or writes it.
struct ProgressOptions: ParsableArguments {
    @Option(name: .customLong("progress"), help: "The file with your progress (default: in XDG's state folder).")
    var path: String?

    /// Opens it, and says so when a damaged one had to be put aside, or when it can only be looked at.
    func open(forReading: Bool = false) throws -> ProgressStore {
        let store = try ProgressStore(
            path: ProgressLocation.path(chosen: path, environment: ProcessInfo.processInfo.environment),
            isForReading: forReading)
        if store.isReadOnly {
            Console.write(
                LocalizedText(
                    ja: "\(store.path): 読み取り専用です。表示だけします。\n", en: "\(store.path): read-only; it is only shown.\n")(
                        Console.language), to: .standardError)
        }
        if let damaged = store.damagedFile {
            Console.complain(
                Failure(
                    status: .fault,
                    message: LocalizedText(
                        ja: "\(store.path): 学習記録が壊れていたので、\(damaged) に残し、新しく始めました",
                        en: "\(store.path): your progress was damaged; it is kept as \(damaged), and a new one begins"),
                    help: LocalizedText(
                        ja: "書き出した履歴があれば studykit history import で戻せます。",
                        en: "studykit history import brings an exported history back.")))
        }
        return store
    }
}

extension ProgressError {
    var failure: Failure {
        let status: ExitStatus =
            switch self {
            case .notAHistory: .malformed
            case .examIsOpen, .examIsOver: .usage
            case .noPlace, .newerVersion, .unusable, .readOnly: .fault
            }
        return Failure(status: status, message: message, help: help)
    }
}
