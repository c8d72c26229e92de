import Foundation
import Testing

/// A program whose standard streams are a terminal.
final class StudyTerminal {
    private let master: Int32
    let process = Process()
    private var text = ""
    private var isOpen = true

    init(_ study: StudyTool, columns: UInt16, environment: [String: String] = [:], _ arguments: [String]) throws {
        // Linux's own calls: Glibc's module leaves out posix_openpt and its companions.
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        self.master = master
        var (lock, number) = (Int32(0), Int32(0))
        let (setLock, getNumber) = (UInt(0x4004_5431), UInt(0x8004_5430))
        let isReady =
            master >= 0 && ioctl(master, setLock, &lock) == 0 && ioctl(master, getNumber, &number) == 0
        try #require(isReady, "no pseudo-terminal")
        let name = "/dev/pts/\(number)"
        resize(master, columns)
        let slave = FileHandle(fileDescriptor: open(name, O_RDWR | O_NOCTTY), closeOnDealloc: true)
        process.executableURL = URL(fileURLWithPath: Tool.path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: study.tool.folder)
        var variables = ProcessInfo.processInfo.environment
        variables["COLUMNS"] = nil
        variables["NO_COLOR"] = nil
        variables["TERM"] = "xterm-256color"
        process.environment = variables.merging(
            ["XDG_CACHE_HOME": "\(study.tool.folder)/cache", "LANG": "ja_JP.UTF-8"]
        ) { $1 }.merging(study.tool.environment) { $1 }.merging(environment) { $1 }
        process.standardInput = slave
        process.standardOutput = slave
        process.standardError = slave
        try process.run()
    }

    /// Closes the terminal, as closing its window does.
    func hangUp() {
        kill(process.processIdentifier, SIGHUP)
        close(master)
        isOpen = false
    }

    deinit {
        if process.isRunning { process.terminate() }
        if isOpen { close(master) }
    }

    func resize(_ columns: UInt16) { resize(master, columns) }

    private func resize(_ terminal: Int32, _ columns: UInt16) {
        var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// What was written since the last call, up to and with a text.
    func wait(for expected: String) throws -> String {
        let deadline = Date().addingTimeInterval(60)
        while Date() < deadline {
            if let range = text.range(of: expected) {
                defer { text = String(text[range.upperBound...]) }
                return String(text[..<range.upperBound])
            }
            var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 200) > 0 else { continue }
            var chunk = [UInt8](repeating: 0, count: 65536)
            let count = read(master, &chunk, chunk.count)
            guard count > 0 else { break }
            text += String(decoding: chunk[..<count], as: UTF8.self)
        }
        throw Missing(expected: expected, text: text)
    }

    struct Missing: Error {
        var expected: String
        var text: String
    }
}
