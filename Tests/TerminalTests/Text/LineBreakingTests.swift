import Testing

@testable import Terminal

@Suite struct LineBreakingTests {
    private func wrap(_ text: String, _ width: Int) -> [String] { StyledText(text).wrapped(to: width).map(\.string) }

    @Test func japaneseBreaksBetweenCharacters() {
        #expect(wrap("畳み込みニューラル", 8) == ["畳み込み", "ニューラ", "ル"])
    }

    @Test func noPunctuationAtTheStartOfALine() {
        #expect(wrap("畳み込み、層", 8) == ["畳み込", "み、層"])
        #expect(wrap("あいう」。え", 6) == ["あい", "う」。", "え"])
        #expect(wrap("データー", 6) == ["デー", "ター"])
    }

    @Test func noOpeningBracketAtTheEndOfALine() {
        #expect(wrap("あいう（え）", 8) == ["あいう", "（え）"])
    }

    @Test func latinWordsStayWhole() {
        #expect(wrap("the receptive field", 10) == ["the", "receptive", "field"])
        #expect(wrap("層はim2colで", 8) == ["層は", "im2colで"])
        #expect(wrap("f(x) = -1", 6) == ["f(x)", "= -1"])
    }

    @Test func aWordLongerThanTheLineIsCut() {
        #expect(wrap("a convolutional b", 6) == ["a", "convol", "utiona", "l b"])
    }

    @Test func idsCommandsAndPathsComeApartOnlyWhenLongerThanTheLine() {
        #expect(wrap("under fill-conv-backward", 18) == ["under", "fill-conv-backward"])
        #expect(wrap("の fill-conv-backward", 19) == ["の", "fill-conv-backward"])
        #expect(wrap("答えは fill-conv-backward", 12) == ["答えは", "fill-conv-", "backward"])
        #expect(wrap("exercises/chapter03/fill-it.swift", 26) == ["exercises/chapter03/", "fill-it.swift"])
        #expect(wrap("exercises/chapter03/answers.yaml", 20) == ["exercises/chapter03/", "answers.yaml"])
    }

    @Test func countersStayWithTheirNumbers() {
        #expect(wrap("画素は行 1、列 2 です", 9) == ["画素は", "行 1、", "列 2 です"])
        #expect(wrap("書き方は 2 つあります", 10) == ["書き方は", "2 つありま", "す"])
        #expect(wrap("小数で誤差 0.01 まで", 14) == ["小数で誤差", "0.01 まで"])
        #expect(wrap("列はフィルタ 1 枚", 14) == ["列はフィルタ", "1 枚"])
    }

    @Test func marksStayWithTheirWords() {
        #expect(wrap("[conv-layer] ★☆☆  ○ unanswered", 28) == ["[conv-layer] ★☆☆", "○ unanswered"])
        #expect(wrap("戻るのは x × 重なりの数", 14) == ["戻るのは x", "× 重なりの数"])
    }

    @Test func formulasBreakAtRelationsThenAtSums() {
        func wrap(_ formula: String, _ width: Int) -> [String] {
            StyledText(formula, Attributes(.math)).wrapped(to: width).map(\.string)
        }
        #expect(wrap("A · B · C · D = E · F · G · H", 20) == ["A · B · C · D", "= E · F · G · H"])
        #expect(wrap("a · b + c · d + e · f", 17) == ["a · b + c · d", "+ e · f"])
        #expect(wrap("(N · O · P, C · F · G)", 18) == ["(N · O · P,", "C · F · G)"])
        #expect(wrap("a · b · c · d · e · f", 15) == ["a · b · c · d", "· e · f"])
        #expect(wrap("(a · b · c)/(d · e)", 16) == ["(a · b · c)", "/(d · e)"])
        let two = ["i = (n · O + o) · W,", "j = (c · F + i) · W"]
        #expect(wrap(two.joined(separator: "    "), 38) == two)
    }

    @Test func aFormulaStartsANewLineRatherThanComeApart() {
        let text = StyledText("0 でないのは 4 か所です。") + StyledText("1 · 1 + 0 · 1 + 1 · 2 + 1 · 1", Attributes(.math))
        #expect(text.wrapped(to: 30).map(\.string) == ["0 でないのは 4 か所です。", "1 · 1 + 0 · 1 + 1 · 2 + 1 · 1"])
    }

    @Test func theFirstWordOfAFormulaIsNotLeftBehind() {
        let text = StyledText("長い文のあとの") + StyledText("OW = (W + 2P − FW)/S + 1", Attributes(.math))
        #expect(text.wrapped(to: 24).map(\.string) == ["長い文のあとの", "OW = (W + 2P − FW)/S + 1"])
    }

    @Test func everyWidthEnds() {
        for width in -1...6 {
            let lines = wrap("、、、、畳み「（（（ convolution、。", width)
            #expect(lines.joined().filter { $0 != " " } == "、、、、畳み「（（（convolution、。")
        }
        #expect(wrap("", 10) == [""])
        #expect(wrap("     ", 2) == [""])
    }

    @Test func noLineIsWiderThanAsked() {
        let text = String(repeating: "畳み込み層（convolution layer）は、入力 x に対して y = f(x) を「計算」する。", count: 20)
        for width in 2...60 { #expect(StyledText(text).wrapped(to: width).width <= width) }
    }

    @Test func looksSurviveWrapping() {
        let text = StyledText("畳み") + StyledText("込み層", .bold)
        let lines = text.wrapped(to: 6)
        #expect(lines == [StyledText("畳み") + StyledText("込", .bold), StyledText("み層", .bold)])
    }

    @Test func shortFormulasAndCodeStayTogether() {
        let text = StyledText("ストライドは") + StyledText("S = 2", Attributes(.math)) + StyledText("です")
        #expect(text.wrapped(to: 16).map(\.string) == ["ストライドは", "S = 2です"])
        let long = StyledText("a + b + c + d + e", Attributes(.math))
        #expect(long.wrapped(to: 10).map(\.string) == ["a + b + c", "+ d + e"])
    }

    @Test func codeIsCutAfterASpaceOrCommaWhereOneIsNear() {
        let pieces = StyledText("let value = convolve(input, kernel)").choppedSoftly(first: 24, rest: 20)
        #expect(pieces.map(\.string) == ["let value = convolve(", "input, kernel)"])
        #expect(StyledText("abcdefgh").choppedSoftly(first: 4, rest: 3).map(\.string) == ["abcd", "efg", "h"])
    }

    @Test func softCutsLoseNothingAndFit() {
        let text = "func f(_ x: Tensor, 畳み込み: Int) -> Tensor { x.padded(Size2D(1, 1)), ( , (  }"
        for first in 1...40 {
            for rest in [1, 2, first] {
                let pieces = StyledText(text).choppedSoftly(first: first, rest: rest).map(\.string)
                #expect(pieces.joined() == text)
                let widths = pieces.map { DisplayWidth.of($0.hasSuffix(" ") ? $0.dropLast() : $0[...]) }
                #expect(widths[0] <= max(first, 2))
                #expect(widths.dropFirst().allSatisfy { $0 <= max(rest, 2) })
            }
        }
    }

    @Test func choppingIsExact() {
        #expect(StyledText("abcdef").chopped(to: 4).map(\.string) == ["abcd", "ef"])
        #expect(StyledText("畳畳畳").chopped(to: 5).map(\.string) == ["畳畳", "畳"])
        #expect(StyledText("畳畳").chopped(to: 1).map(\.string) == ["畳", "畳"])
    }
}
