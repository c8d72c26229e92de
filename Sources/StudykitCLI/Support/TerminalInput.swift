import Foundation

/// Keys and lines from the terminal.
///
/// The terminal is changed only while a key is waited for and is put back before anything else happens; a line is read the
/// terminal's own way, so that editing and a Japanese input method work as everywhere.
final class TerminalInput {
    private var buffer: [UInt8] = []
    private var found: termios?

    /// Tells the terminal that it is UTF-8, as a few are not, for as long as this lives: backspace then takes a whole character.
    ///
    /// Before the first prompt, because somebody may type as soon as it shows.
    init() {
        var saved = termios()
        guard tcgetattr(STDIN_FILENO, &saved) == 0 else { return }
        found = saved
        saved.c_iflag |= tcflag_t(IUTF8)
        tcsetattr(STDIN_FILENO, TCSANOW, &saved)
    }

    deinit {
        guard var found else { return }
        tcsetattr(STDIN_FILENO, TCSANOW, &found)
    }

    static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// Runs something while the terminal gives every key at once and shows none.
    func withoutLines<Result>(_ body: () throws -> Result) rethrows -> Result {
        var saved = termios()
        guard tcgetattr(STDIN_FILENO, &saved) == 0 else { return try body() }
        var raw = saved
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(STDIN_FILENO, TCSANOW, &raw)
        defer { tcsetattr(STDIN_FILENO, TCSANOW, &saved) }
        return try body()
    }

    /// One character; nil at the end of the input.
    ///
    /// `onIdle` is called ten times a second while nothing is typed; what it throws ends the waiting, as does Ctrl-C with a
    /// `CancellationError`.
    func character(onIdle: () throws -> Void = {}) throws -> Character? {
        var bytes: [UInt8] = []
        while bytes.count < 16 {
            guard let byte = try next(onIdle) else { return nil }
            bytes.append(byte)
            if let text = String(validating: bytes, as: UTF8.self), let character = text.first {
                if character == "\u{1B}" { try dropSequence(onIdle) }
                return character
            }
        }
        return "\u{FFFD}"
    }

    /// The rest of what an arrow key and its like send: nothing that means anything here.
    private func dropSequence(_ onIdle: () throws -> Void) throws {
        // A lone escape is followed by nothing for a while.
        func rest() throws -> UInt8? { !buffer.isEmpty || poll(milliseconds: 5) ? try next(onIdle) : nil }
        switch try rest() {
        // CSI: parameters up to a final byte.
        case UInt8(ascii: "["): while let byte = try rest(), !(0x40...0x7E).contains(byte) {}
        case UInt8(ascii: "O"): _ = try rest()
        default: break
        }
    }

    /// A line without its end; nil at the end of the input.
    ///
    /// Of a line longer than 4 MB only the beginning is kept.
    func line(onIdle: () throws -> Void = {}) throws -> String? {
        var kept: [UInt8] = []
        while true {
            let end = buffer.firstIndex(of: 0x0A)
            kept += buffer[..<(end ?? buffer.endIndex)].prefix(TerminalInput.longestLine - kept.count)
            buffer.removeSubrange(..<(end.map { $0 + 1 } ?? buffer.endIndex))
            if end != nil { return String(decoding: kept, as: UTF8.self).trimmingCharacters(in: ["\r"]) }
            if try !fill(onIdle) { return kept.isEmpty ? nil : String(decoding: kept, as: UTF8.self) }
        }
    }

    private static let longestLine = 1 << 22

    private func next(_ onIdle: () throws -> Void) throws -> UInt8? {
        if buffer.isEmpty, try !fill(onIdle) { return nil }
        return buffer.removeFirst()
    }

    /// - Returns: false at the end of the input.
    private func fill(_ onIdle: () throws -> Void) throws -> Bool {
        while !poll(milliseconds: 100) {
            try Task.checkCancellation()
            try onIdle()
        }
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = read(STDIN_FILENO, &chunk, chunk.count)
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }

    private func poll(milliseconds: Int32) -> Bool {
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return Foundation.poll(&descriptor, 1, milliseconds) > 0
    }
}
