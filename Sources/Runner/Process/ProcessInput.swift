import Subprocess

/// What a process reads on its standard input: all of it at once, or pieces as long as it runs.
final class ProcessInput: InputProtocol {
    private let pieces: AsyncStream<[UInt8]>
    private let continuation: AsyncStream<[UInt8]>.Continuation

    init() {
        (pieces, continuation) = AsyncStream.makeStream()
    }

    /// Text, and nothing after it.
    convenience init(_ text: String) {
        self.init()
        send(text)
        finish()
    }

    func send(_ text: String) {
        if !text.isEmpty { continuation.yield(Array(text.utf8)) }
    }

    /// The process sees the end of its input.
    func finish() {
        continuation.finish()
    }

    func write(with writer: StandardInputWriter) async throws {
        for await piece in pieces {
            do {
                _ = try await writer.write(piece)
            } catch {
                // It has ended, or closed its input: what it does not want to read is no error of ours.
                return
            }
        }
    }
}
