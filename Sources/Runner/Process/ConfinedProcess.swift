import Foundation
import Subprocess
import Synchronization

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// How a process ended.
package enum ProcessEnd: Sendable, Equatable {
    case exited(Int)
    case signalled(Int)
    /// Ended by us: it took longer than its deadline.
    case timedOut
    /// Ended by us: it wrote more than anybody reads.
    case tooMuchOutput
}

/// A moment after which a process is ended; it can be moved while the process runs.
final class Deadline: Sendable {
    private let instant: Mutex<ContinuousClock.Instant>

    init(in duration: Duration) {
        instant = Mutex(ContinuousClock.now + duration)
    }

    func extend(to duration: Duration) {
        instant.withLock { $0 = ContinuousClock.now + duration }
    }

    var remaining: Duration { instant.withLock { $0 - ContinuousClock.now } }
}

/// Runs one command, streams its standard output, keeps the end of its standard error.
package struct ConfinedProcess {
    /// As much standard output is enough for anybody who reads it.
    package static let defaultOutputLimit = 8 << 20
    /// SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGSEGV, SIGTERM, SIGXCPU, SIGXFSZ.
    private static let endingSignals: Set<Int> = [4, 5, 6, 7, 8, 9, 11, 15, 24, 25]

    /// As much of standard error is kept: a backtrace and what came before.
    static let errorLimit = 64 << 10

    var command: [String]
    var environment: [String: String]
    /// bubblewrap changes it again, to the same place; without a sandbox nothing else would.
    var workingDirectory: String
    var input = ProcessInput("")
    /// Standard output beyond this ends the process.
    var outputLimit = defaultOutputLimit

    /// Runs it to its end; `receive` is called with each piece of standard output, in order.
    func run(
        deadline: Deadline, receive: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
    ) async throws -> (end: ProcessEnd, standardError: String) {
        let watch = Watch()
        var options = PlatformOptions()
        // A session of its own: the terminal's Ctrl-C reaches the tool alone, and the tool ends the whole group.
        options.createSession = true
        options.teardownSequence = []
        let variables = Dictionary(
            uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) })

        let result = try await Subprocess.run(
            .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
            environment: .custom(variables), workingDirectory: FilePath(workingDirectory), platformOptions: options,
            input: input, output: .sequence, error: .sequence
        ) { execution in
            let group = execution.processIdentifier.value
            @Sendable func end(_ because: ProcessEnd) {
                watch.reason.withLock { $0 = $0 ?? because }
                kill(-group, SIGKILL)
            }
            try await withTaskCancellationHandler {
                try await withThrowingTaskGroup(of: Bool.self) { tasks in
                    tasks.addTask {
                        var count = 0
                        for try await buffer in execution.standardOutput {
                            count += buffer.count
                            if count > outputLimit { end(.tooMuchOutput) }
                            buffer.withUnsafeBytes(receive)
                        }
                        return true
                    }
                    tasks.addTask {
                        for try await buffer in execution.standardError {
                            buffer.withUnsafeBytes(watch.keep)
                        }
                        return true
                    }
                    tasks.addTask {
                        while true {
                            let remaining = deadline.remaining
                            if remaining <= .zero { break }
                            // A cell's own limit may bring the deadline nearer while we sleep.
                            try await Task.sleep(for: min(remaining, .milliseconds(50)))
                        }
                        end(.timedOut)
                        return false
                    }
                    // Both streams end when nothing holds them open any more; then the watch is over.
                    var open = 2
                    while open > 0, let isStream = try await tasks.next() { open -= isStream ? 1 : 0 }
                    tasks.cancelAll()
                    input.finish()
                }
            } onCancel: {
                kill(-group, SIGKILL)
                input.finish()
            }
        }
        try Task.checkCancellation()
        let text = String(decoding: watch.standardError.withLock { $0 }, as: UTF8.self)
        if let reason = watch.reason.withLock({ $0 }) { return (reason, text) }
        switch result.terminationStatus {
        case .exited(let code):
            // bubblewrap says 128 + n for a signal n; a program may also mean such a number itself.
            let signal = Int(code) - 128
            return (ConfinedProcess.endingSignals.contains(signal) ? .signalled(signal) : .exited(Int(code)), text)
        case .signaled(let number): return (.signalled(Int(number)), text)
        }
    }
}

/// What the tasks around one process share.
private final class Watch: Sendable {
    /// Why we ended it, if we did.
    let reason = Mutex<ProcessEnd?>(nil)
    let standardError = Mutex<[UInt8]>([])

    func keep(_ bytes: UnsafeRawBufferPointer) {
        standardError.withLock { kept in
            kept.append(contentsOf: bytes)
            if kept.count > 2 * ConfinedProcess.errorLimit {
                kept.removeFirst(kept.count - ConfinedProcess.errorLimit)
            }
        }
    }
}
