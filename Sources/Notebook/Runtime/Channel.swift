@preconcurrency import Glibc

/// How a cell program talks to the tool: frames inside its standard output.
///
/// A frame is `RS nonce kind argument length LF payload`. The nonce is new for every run and comes through standard
/// input before any cell runs, so that nothing a cell prints can be taken for a frame. What is not a frame is what the
/// cell printed. `Runner.FrameReader` is the other end.
enum Channel {
    /// Written once, by `NotebookRuntime.start()`, before any other code runs.
    nonisolated(unsafe) private static var nonce = ""
    /// A child that some code has forked off must not report in its parent's name.
    nonisolated(unsafe) private static var owner: pid_t = 0

    /// What the tool asks for after the nonce; −1 in a program that is asked for nothing.
    nonisolated(unsafe) private static var requests: Int32 = -1
    nonisolated(unsafe) private static var unread: ArraySlice<UInt8> = []

    /// Reads the nonce from standard input and closes it: a cell that reads input gets none.
    static func open(takesRequests: Bool = false) {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(0, &byte, 1) == 1, byte != UInt8(ascii: "\n"), bytes.count < 64 { bytes.append(byte) }
        nonce = String(decoding: bytes, as: UTF8.self)
        owner = getpid()
        if takesRequests { requests = dup(0) }
        let null = Glibc.open("/dev/null", O_RDONLY)
        if null >= 0 {
            dup2(null, 0)
            close(null)
        }
    }

    static func send(_ kind: String, _ argument: Int = 0, _ payload: String = "") {
        // What was printed before must arrive before; `print` goes through stdio, the frame does not.
        fflush(nil)
        guard !nonce.isEmpty, getpid() == owner else { return }
        let payload = Array(payload.utf8)
        writeAll(Array("\u{1E}\(nonce) \(kind) \(argument) \(payload.count)\n".utf8) + payload, to: 1)
    }

    /// The tool's next request, a line; nil when there are no more.
    static func nextRequest() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread = unread[(end + 1)...] }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(requests, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return nil }
            unread = ArraySlice(unread + buffer[..<count])
        }
    }

    static func complain(_ message: String) {
        writeAll(Array(message.utf8), to: 2)
    }

    /// What arrives on a descriptor until it ends; closes it.
    ///
    /// Only the beginning of very much is kept.
    static func readAll(_ descriptor: Int32) -> String {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            if result.count < 1 << 16 { result += buffer[..<count] }
        }
        close(descriptor)
        return String(decoding: result, as: UTF8.self)
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            offset += count
        }
    }
}
