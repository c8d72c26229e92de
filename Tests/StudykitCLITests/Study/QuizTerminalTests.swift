import Foundation
import Testing

/// Real sessions on a pseudo-terminal.
@Suite("studykit quiz on a terminal")
struct QuizTerminalTests {
    /// A program whose standard streams are a terminal.
    final class Terminal {
        private let master: Int32
        let process = Process()
        private var text = ""

        init(_ study: StudyTool, columns: UInt16, environment: [String: String] = [:], _ arguments: String...) throws {
            // Linux's own calls: Glibc's module leaves out posix_openpt and its companions.
            let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            self.master = master
            var (lock, number) = (Int32(0), Int32(0))
            let (setLock, getNumber) = (UInt(0x4004_5431), UInt(0x8004_5430))
            let isOpen =
                master >= 0 && ioctl(master, setLock, &lock) == 0 && ioctl(master, getNumber, &number) == 0
            try #require(isOpen, "no pseudo-terminal")
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

        deinit {
            if process.isRunning { process.terminate() }
            close(master)
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

    @Test("keys answer a choice at once; a number is typed; hint, flag, undo; the summary at the end")
    func session() throws {
        try StudyTool.with { study in
            let terminal = try Terminal(study, columns: 80, "quiz", "--seed", "7")
            let prompt = try terminal.wait(for: "終える > ")
            #expect(prompt.contains("\u{1B}["))
            terminal.type("?\n")
            #expect(try terminal.wait(for: "終える > ").contains("カーネルの左端が動ける数です"))
            // Typed with a Japanese input method, full-width, and mended with backspace.
            terminal.type("１２３\u{7F}4\n")
            #expect(try terminal.wait(for: "終える > ").contains("あなたの答えは １２4 です"))
            terminal.type("f")
            _ = try terminal.wait(for: "印をつけました")
            terminal.type("u")
            _ = try terminal.wait(for: "取り消しました")
            _ = try terminal.wait(for: "終える > ")
            terminal.type("s\n")
            _ = try terminal.wait(for: "終える > ")
            terminal.type("2")
            #expect(try terminal.wait(for: "終える > ").contains("正解です"))
            terminal.type("q\n")
            #expect(try terminal.wait(for: "次に読むところ").contains("2 問中 1 問正解"))
            terminal.process.waitUntilExit()
            #expect(terminal.process.terminationStatus == 0)
            #expect(try study.history().count == 2)
        }
    }

    @Test("40 columns, no colour: no line is wider, no escape sequence")
    func narrow() throws {
        try StudyTool.with { study in
            let terminal = try Terminal(
                study, columns: 80, environment: ["NO_COLOR": "1"], "quiz", "--seed", "7", "--choices")
            _ = try terminal.wait(for: "終える > ")
            terminal.resize(40)
            terminal.type("s")
            let text = try terminal.wait(for: "終える > ")
            #expect(!text.contains("\u{1B}"))
            let frame = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("╰") }
            #expect(frame.allSatisfy { $0.count <= 40 } && !frame.isEmpty)
            terminal.type("q")
            terminal.process.waitUntilExit()
        }
    }

    @Test("Ctrl-C keeps what was answered and leaves the terminal as it was")
    func interrupt() throws {
        try StudyTool.with { study in
            let terminal = try Terminal(study, columns: 80, "quiz", "--seed", "7", "--choices")
            _ = try terminal.wait(for: "終える > ")
            terminal.type("1")
            _ = try terminal.wait(for: "終える > ")
            kill(terminal.process.processIdentifier, SIGINT)
            terminal.process.waitUntilExit()
            #expect(terminal.process.terminationStatus == 130)
            #expect(try study.history().count == 1)
        }
    }
}
