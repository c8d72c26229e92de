import ArgumentParser
import Chapters
import Foundation
import Progress

/// The root command.
public struct Studykit: AsyncParsableCommand {
    /// Names the subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "studykit",
        abstract: "Notebook-style study kit for the CNN part of the E資格 exam.",
        discussion: "Chapters are named chapter03, 03, 3, or by a path.",
        version: "0.1.0",
        subcommands: [
            RunCommand.self, QuizCommand.self, ExamCommand.self, StatusCommand.self, PlanCommand.self,
            HistoryCommand.self, HintCommand.self, SolutionCommand.self, ResetCommand.self, ListCommand.self,
            CheckCommand.self, NewCommand.self, PublishCommand.self, EvaluateCommand.self, DoctorCommand.self,
        ])

    /// For ArgumentParser.
    public init() {}

    /// Parses the command line, runs the command, and ends the process with the status that the design fixes.
    public static func start() async -> Never {
        let interruption = Interruption()
        let work = Task<Int32, Never> {
            do {
                var command = try Studykit.parseAsRoot()
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
                return 0
            } catch let error where interruption.isPending || error is CancellationError {
                // What a cancelled process reports is no fault of its own.
                Console.write(
                    LocalizedText(ja: "中断しました。", en: "Interrupted.")(Console.language) + "\n", to: .standardError)
                return interruption.status
            } catch let code as ExitCode {
                return code.rawValue
            } catch let failure as Failure {
                Console.complain(failure)
                return failure.status.rawValue
            } catch let error as ProgressError {
                Console.complain(error.failure)
                return error.failure.status.rawValue
            } catch let diagnostic as Diagnostic {
                Console.complain([diagnostic])
                return ExitStatus.malformed.rawValue
            } catch {
                let code = Studykit.exitCode(for: error)
                guard code == .success || code == .validationFailure else {
                    Console.complain(Failure.internalFault(error))
                    return ExitStatus.fault.rawValue
                }
                let text = Studykit.fullMessage(for: error)
                code == .success ? Console.print(text + "\n") : Console.write(text + "\n", to: .standardError)
                return code.rawValue
            }
        }
        interruption.cancels(work)
        let status = await work.value
        Foundation.exit(interruption.isPending ? interruption.status : status)
    }
}
