import Chapters
import Testing

@testable import Terminal

@Suite struct TerminalEnvironmentTests {
    private func color(_ variables: [String: String], isTerminal: Bool = true) -> ColorLevel {
        TerminalEnvironment(variables: variables, isTerminal: isTerminal).color
    }

    @Test func noColorWinsOverEverything() {
        #expect(color(["NO_COLOR": "1", "CLICOLOR_FORCE": "1", "TERM": "xterm-256color"]) == .none)
        #expect(color(["NO_COLOR": "", "TERM": "xterm"]) == .basic)
    }

    @Test func forceWinsOverAPipe() {
        #expect(color(["CLICOLOR_FORCE": "1"], isTerminal: false) == .basic)
        #expect(color(["CLICOLOR_FORCE": "1", "TERM": "xterm-256color"], isTerminal: false) == .palette256)
        #expect(color(["CLICOLOR_FORCE": "0", "TERM": "xterm"], isTerminal: false) == .none)
    }

    @Test func aTerminalSaysHowManyColours() {
        #expect(color(["TERM": "xterm"]) == .basic)
        #expect(color(["TERM": "xterm-256color"]) == .palette256)
        #expect(color(["TERM": "xterm-256color", "COLORTERM": "truecolor"]) == .trueColor)
        #expect(color(["TERM": "dumb"]) == .none)
        #expect(color(["TERM": "xterm", "CLICOLOR": "0"]) == .none)
        #expect(color(["TERM": "xterm"], isTerminal: false) == .none)
    }

    @Test(
        arguments: [
            (["COLUMNS": "100"], 90, 100), ([:], 90, 90), ([:], nil, 80), (["COLUMNS": "0"], nil, 80),
            (["COLUMNS": "x"], 70, 70), (["COLUMNS": "-5"], nil, 80),
        ] as [([String: String], Int?, Int)])
    func width(variables: [String: String], window: Int?, width: Int) {
        let environment = TerminalEnvironment(variables: variables, isTerminal: true, windowColumns: window)
        #expect(environment.width == width)
    }

    @Test func languageFollowsTheLocale() {
        func language(_ variables: [String: String]) -> Language {
            TerminalEnvironment(variables: variables, isTerminal: false).language
        }
        #expect(language(["LANG": "ja_JP.UTF-8"]) == .ja)
        #expect(language(["LANG": "ja_JP.eucJP", "LC_ALL": "C"]) == .en)
        #expect(language(["LANG": "en_US.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"]) == .ja)
        #expect(language([:]) == .en)
        #expect(TerminalEnvironment(variables: ["LANG": "ja"], isTerminal: false).style(language: .en).language == .en)
    }

    @Test func unknownWidthIsEighty() {
        #expect(TerminalStyle(width: 0).width == 80)
        #expect(TerminalStyle(width: -1).width == 80)
        #expect(TerminalStyle(width: 300).textWidth == 120)
    }

    @Test func thisProcessHasSurroundings() {
        #expect(TerminalEnvironment.current().width > 0)
    }
}
