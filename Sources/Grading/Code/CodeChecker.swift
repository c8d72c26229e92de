import Chapters
import Foundation
import Runner

/// Compiles an answer with the checks of its exercise and runs them.
package struct CodeChecker: Sendable {
    package static let checkTimeout: Duration = .seconds(10)

    private let machine: Machine
    private let cache: ResultCache

    package init(machine: Machine, usesCache: Bool) {
        self.machine = machine
        cache = ResultCache(directory: usesCache ? machine.cacheDirectory.map { "\($0)/checks" } : nil)
    }

    package func check(_ answer: String, checks: [Check]) async throws -> CodeOutcome {
        let program = CheckProgram(answer: answer, checks: checks)
        let key = Digest.of(["checks 1", machine.fingerprint] + program.identity)
        if let stored = cache.load(CodeOutcome.self, key: key) { return stored }
        let outcome = try await run(program)
        // A time-out may be the machine's, so it is tried again.
        if case .checked(let outcomes) = outcome, outcomes.contains(.timedOut) { return outcome }
        cache.store(outcome, key: key)
        return outcome
    }

    private func run(_ program: CheckProgram) async throws -> CodeOutcome {
        var outcomes: [CheckOutcome] = []
        while outcomes.count < program.checks.count {
            let (outcome, frames) = try await run(program, from: outcomes.count)
            switch outcome {
            case .doesNotCompile(let messages):
                if let own = messages.first(where: { $0.file == CheckProgram.answerFile }) {
                    return .doesNotCompile(line: own.line, column: own.column, message: own.text)
                }
                // The compiler speaks of the check's own text; the learner must not see it.
                return .doesNotFit
            case .ended(let end, let standardError):
                let finished = frames.compactMap(CodeChecker.outcome)
                outcomes += finished.prefix(program.checks.count - outcomes.count)
                guard outcomes.count < program.checks.count else { break }
                if end == .timedOut {
                    // The next checks would only take as long again.
                    outcomes.append(.timedOut)
                    while outcomes.count < program.checks.count { outcomes.append(.notRun) }
                } else {
                    let crash = Crash(standardError: standardError, end: end, file: CheckProgram.answerFile)
                    outcomes.append(
                        .crashed(message: crash.message, line: crash.place?.line, column: crash.place?.column))
                }
            }
        }
        return .checked(outcomes)
    }

    private func run(
        _ program: CheckProgram, from first: Int
    ) async throws -> (ProgramOutcome, [Frame]) {
        let frames = Mutexed([Frame]())
        let outcome = try await ProgramRunner(machine: machine).run(
            program.generate(), arguments: ["\(first)"], timeout: CodeChecker.checkTimeout
        ) { event, clock in
            guard case .frame(let frame) = event else { return }
            frames.withLock { $0.append(frame) }
            if frame.kind == "check-begin" { clock.allow(CodeChecker.checkTimeout) }
        }
        return (outcome, frames.withLock { $0 })
    }

    private static func outcome(_ frame: Frame) -> CheckOutcome? {
        switch frame.kind {
        case "check-passed": .passed
        case "check-failed": .failed(CheckFailure(payload: frame.text))
        case "check-empty": .failed(.nothingExpected)
        default: nil
        }
    }
}
