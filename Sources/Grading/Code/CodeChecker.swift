import Chapters
import Foundation
import Runner

/// Compiles an answer with the checks of its exercise and runs them.
package struct CodeChecker: Sendable {
    package static let checkTimeout: Duration = .seconds(10)

    private let machine: Machine
    private let cache: ResultCache
    /// Folders that a running answer must not see.
    private let hidden: [String]

    package init(machine: Machine, usesCache: Bool, hidden: [String] = []) {
        self.machine = machine
        self.hidden = hidden
        cache = ResultCache(directory: usesCache ? machine.cacheDirectory.map { "\($0)/checks" } : nil)
    }

    package func check(_ answer: String, checks: [Check]) async throws -> CodeOutcome {
        let program = CheckProgram(answer: answer, checks: checks)
        let key = Digest.of(["checks 2", machine.fingerprint] + program.identity)
        if let stored = cache.load(CodeOutcome.self, key: key) { return stored }
        let outcome: CodeOutcome
        do {
            outcome = try await run(program)
        } catch let fault as ProgramFault where fault.isOfProgram {
            // One answer's fault is not the machine's. What the compiler said may quote the checks, so it is not passed on.
            return .cannotBeBuilt
        }
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
                guard let finished = CodeChecker.outcomes(frames, from: outcomes.count, of: program.checks.count) else {
                    return .checked(program.checks.map { _ in .failed(CheckFailure(.tampered)) })
                }
                outcomes += finished
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
        var runner = ProgramRunner(machine: machine, hidden: hidden)
        runner.compileTimeout = .seconds(60)
        let outcome = try await runner.run(
            program.generate(), arguments: ["\(first)"], timeout: CodeChecker.checkTimeout
        ) { event, clock in
            guard case .frame(let frame) = event else { return }
            frames.withLock { $0.append(frame) }
            if frame.kind == "check-begin" { clock.allow(CodeChecker.checkTimeout) }
        }
        return (outcome, frames.withLock { $0 })
    }

    /// The results, one for each check that came to its end.
    ///
    /// Every check sends exactly two frames, its beginning and its result, in order; nil when anything else arrived.
    static func outcomes(_ frames: [Frame], from first: Int, of count: Int) -> [CheckOutcome]? {
        var outcomes: [CheckOutcome] = []
        var hasBegun = false
        for frame in frames {
            guard frame.argument == first + outcomes.count, frame.argument < count else { return nil }
            if !hasBegun {
                guard frame.kind == "check-begin" else { return nil }
                hasBegun = true
                continue
            }
            switch frame.kind {
            case "check-passed": outcomes.append(.passed)
            case "check-failed": outcomes.append(.failed(CheckFailure(payload: frame.text)))
            case "check-empty": outcomes.append(.failed(CheckFailure(.nothingExpected)))
            default: return nil
            }
            hasBegun = false
        }
        return outcomes
    }
}
