import Testing

@testable import Terminal

@Suite struct VisibleTextTests {
    @Test func escapeSequencesBecomePictures() {
        #expect(VisibleText.line("\u{1B}[31m赤\u{7}") == "␛[31m赤␇")
        #expect(VisibleText.line("a\u{7F}\u{0}b") == "a␡␀b")
    }

    @Test func c1ControlsAndBidiAreNamed() {
        #expect(VisibleText.line("\u{9B}31m") == "⟨U+009B⟩31m")
        #expect(VisibleText.line("a\u{202E}b\u{2066}c\u{200F}") == "a⟨U+202E⟩b⟨U+2066⟩c⟨U+200F⟩")
        #expect(VisibleText.line("\u{FEFF}x\u{E0041}") == "⟨U+FEFF⟩x⟨U+E0041⟩")
    }

    @Test func ordinaryTextIsLeftAlone() {
        let text = "畳み込み（convolution）は「積和」…… 👨‍👩‍👧 ⚠️ ±①"
        #expect(VisibleText.line(text) == text)
    }

    @Test func linesEndAtEitherLineBreak() {
        #expect(VisibleText.lines("a\r\nb\nc\n") == ["a", "b", "c"])
        #expect(VisibleText.lines("a\n\n") == ["a", ""])
        #expect(VisibleText.lines("") == [])
        #expect(VisibleText.lines("10%\r20%\n") == ["10%␍20%"])
    }

    @Test func tabsStopEveryFourColumns() {
        #expect(VisibleText.lines("\tx\ny\tz\n畳\tw") == ["    x", "y   z", "畳  w"])
    }
}
