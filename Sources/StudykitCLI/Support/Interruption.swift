import Dispatch
import Foundation
import Synchronization

/// Turns Ctrl-C (and its relatives) into cancellation: children are ended, temporary folders removed, then we exit.
///
/// A second signal does not wait.
final class Interruption: @unchecked Sendable {
    private let received = Mutex<Int32>(0)
    /// Kept alive for the life of the process; only `cancels` writes it, once.
    nonisolated(unsafe) private var sources: [any DispatchSourceSignal] = []

    var isPending: Bool { received.withLock { $0 != 0 } }
    /// 130 for Ctrl-C, as shells expect.
    var status: Int32 { 128 + received.withLock { $0 == 0 ? SIGINT : $0 } }

    func cancels(_ work: Task<Int32, Never>) {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // The source only observes; without this the default action would still end us at once.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                let isSecond = received.withLock { pending in
                    defer { pending = number }
                    return pending != 0
                }
                if isSecond { _exit(128 + number) }
                work.cancel()
                // Work that does not look (a very large table, say) gets a moment, not a veto.
                DispatchQueue.global().asyncAfter(deadline: .now() + 2) { _exit(128 + number) }
            }
            source.resume()
            sources.append(source)
        }
        // A child that ends before it has read its input must not take us along; `Console` ends quietly for `| head`.
        signal(SIGPIPE, SIG_IGN)
    }
}
