import Foundation
import Synchronization

/// The way to a running program: its nonce, and an input that may stay open.
final class ProgramChannel: Sendable {
    let nonce = String(UInt64.random(in: .min ... .max), radix: 36)
    let input = ProcessInput()

    init() {
        input.send(nonce + "\n")
    }
}

/// A program that stays and waits: a line in, a frame out.
///
/// It is compiled and started with the first request. The time between requests is nobody's fault; within one each frame has
/// the same time.
package final class ProgramSession: Sendable {
    package struct Reply: Sendable {
        /// In the order of the lines; fewer than those when the program has ended.
        package var frames: [Frame]
        /// nil while it waits for more.
        package var outcome: ProgramOutcome?
    }

    /// What a request waits for.
    private struct Waiting {
        var frames: [Frame] = []
        var count: Int
        var continuation: CheckedContinuation<Reply, any Error>?
    }

    private struct State {
        var waiting: Waiting?
        var end: Result<ProgramOutcome, any Error>?
        var clock: ProgramClock?
        var work: Task<Void, Never>?
    }

    /// Nobody thinks about a question for longer.
    private static let idleTime: Duration = .seconds(30 * 24 * 3600)
    /// All that a session sends.
    private static let outputLimit = 1 << 30

    private let channel = ProgramChannel()
    private let answerTime: Duration
    private let state = Mutex(State())

    /// Begins to compile it; `answerTime` is what it may take for one frame.
    package init(_ program: SwiftProgram, _ runner: ProgramRunner, answerTime: Duration) {
        self.answerTime = answerTime
        let work = Task { [self] in
            do {
                let outcome = try await runner.run(
                    program, [], channel, timeout: answerTime, outputLimit: ProgramSession.outputLimit
                ) { event, clock in
                    if case .frame(let frame) = event { self.receive(frame, clock) }
                }
                end(.success(outcome))
            } catch {
                end(.failure(error))
            }
        }
        state.withLock { $0.work = work }
    }

    /// Whether it takes no more requests.
    package var hasEnded: Bool { state.withLock { $0.end != nil } }

    /// Sends lines and waits for as many frames; one request at a time.
    ///
    /// - Throws: `CancellationError`, or what the machine fails with.
    package func ask(_ lines: [String]) async throws -> Reply {
        guard !lines.isEmpty else { return Reply(frames: []) }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let end = state.withLock { state -> Result<ProgramOutcome, any Error>? in
                    if state.end == nil {
                        state.waiting = Waiting(count: lines.count, continuation: continuation)
                        state.clock?.allow(answerTime)
                    }
                    return state.end
                }
                if let end { return continuation.resume(with: end.map { Reply(frames: [], outcome: $0) }) }
                channel.input.send(lines.map { $0 + "\n" }.joined())
            }
        } onCancel: {
            state.withLock { $0.work }?.cancel()
        }
    }

    /// Ends the program and waits until nothing of it is left.
    package func close() async {
        channel.input.finish()
        let work = state.withLock { $0.work }
        work?.cancel()
        await work?.value
    }

    private func receive(_ frame: Frame, _ clock: ProgramClock) {
        let finished = state.withLock { state -> Waiting? in
            state.clock = clock
            state.waiting?.frames.append(frame)
            guard let waiting = state.waiting, waiting.frames.count == waiting.count else {
                clock.allow(answerTime)
                return nil
            }
            state.waiting = nil
            clock.allow(ProgramSession.idleTime)
            return waiting
        }
        if let finished { finished.continuation?.resume(returning: Reply(frames: finished.frames, outcome: nil)) }
    }

    private func end(_ result: Result<ProgramOutcome, any Error>) {
        let waiting = state.withLock { state -> Waiting? in
            state.end = result
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.continuation?.resume(with: result.map { Reply(frames: waiting?.frames ?? [], outcome: $0) })
    }
}
