import Foundation
import Testing

/// Real sessions on a pseudo-terminal.
@Suite("studykit quiz on a terminal")
struct QuizTerminalTests {
    @Test("keys answer a choice at once; a number is typed; hint, flag, undo; the summary at the end")
    func session() throws {
        try StudyTool.with { study in
            let terminal = try StudyTerminal(study, columns: 80, ["quiz", "--seed", "7"])
            let prompt = try terminal.wait(for: "終える > ")
            #expect(prompt.contains("\u{1B}["))
            // Although an answer is typed here, a command needs no return.
            terminal.type("？")
            #expect(try terminal.wait(for: "終える > ").contains("カーネルの左端が動ける数です"))
            // Typed with a Japanese input method, full-width, and mended with backspace and Ctrl-U; an arrow key is nothing.
            terminal.type("99\u{15}１２\u{1B}[D３\u{7F}4\n")
            #expect(try terminal.wait(for: "Enter 次へ").contains("あなたの答えは １２4 です"))
            _ = try terminal.wait(for: "終える > ")
            terminal.type("f")
            _ = try terminal.wait(for: "印をつけました")
            terminal.type("u")
            _ = try terminal.wait(for: "取り消しました")
            _ = try terminal.wait(for: "終える > ")
            terminal.type("s")
            _ = try terminal.wait(for: "終える > ")
            terminal.type("\n")
            _ = try terminal.wait(for: "終える > ")
            terminal.type("2")
            #expect(try terminal.wait(for: "終える > ").contains("正解です"))
            terminal.type("\n")
            #expect(try terminal.wait(for: "終える > ").contains("（もう一度）"))
            terminal.type("q")
            #expect(try terminal.wait(for: "次に読むところ").contains("2 問中 1 問正解"))
            terminal.process.waitUntilExit()
            #expect(terminal.process.terminationStatus == 0)
            #expect(try study.history().count == 2)
        }
    }

    @Test("40 columns, no colour: no line is wider, no escape sequence")
    func narrow() throws {
        try StudyTool.with { study in
            let terminal = try StudyTerminal(
                study, columns: 80, environment: ["NO_COLOR": "1"], ["quiz", "--seed", "7", "--choices"])
            _ = try terminal.wait(for: "終える > ")
            terminal.resize(40)
            terminal.type("s")
            _ = try terminal.wait(for: "終える > ")
            terminal.type("\n")
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
            let terminal = try StudyTerminal(study, columns: 80, ["quiz", "--seed", "7", "--choices"])
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
