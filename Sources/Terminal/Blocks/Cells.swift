import Chapters
import Display
import Grading

// Cells: code, what they showed, how they ended.
extension BlockRenderer {
    func cellLines(_ index: Int, width: Int) -> [StyledText] {
        guard chapter.cells.indices.contains(index) else { return [] }
        let cell = chapter.cells[index]
        let code = CodeColoring.lines(of: cell.source.code, language: "swift")
        var result: [StyledText]
        if cell.isHidden {
            result = StyledText("▸ \(cell.id) \(word(Words.hiddenCell))", .dim).wrapped(to: width)
        } else {
            result = listing(
                code, title: cell.title ?? "swift", isTitleLoud: cell.title != nil,
                firstNumber: cell.source.firstShownLine,
                width: width)
        }
        guard report.examples.indices.contains(index) else { return result }
        let example = report.examples[index]
        // Everything below stands under the code's bar.
        let gutter = cell.isHidden ? 0 : Self.gutterWidth(last: cell.source.firstShownLine &+ code.count, width: width)
        for output in Self.merged(example.outputs) {
            switch output {
            case .text(let text): result += outputLines(text, gutter: gutter, width: width)
            case .table(let table): result += outputLines(table.text, gutter: gutter, width: width)
            case .figure(let figure):
                if !result.isEmpty { result.append(StyledText()) }
                result += figureLines(figure, width: width) + [StyledText()]
            }
        }
        if result.last?.isEmpty == true { result.removeLast() }
        return result + indented(gutter, width: width) { statusLines(of: example, width: $0) }
    }

    /// Neighbouring texts as one, so that a line printed in two pieces is one line.
    private static func merged(_ outputs: [CellOutput]) -> [CellOutput] {
        var result: [CellOutput] = []
        for output in outputs {
            if case .text(let text) = output, case .text(let before) = result.last {
                result[result.count - 1] = .text(before + text)
            } else {
                result.append(output)
            }
        }
        return result
    }

    private func outputLines(_ text: String, gutter: Int, width: Int) -> [StyledText] {
        var bar = StyledText(visible: String(repeating: " ", count: gutter))
        bar.append(visible: "┊ ", Attributes(.success))
        let inner = max(1, width - gutter - 2)
        return VisibleText.lines(text).flatMap { line in
            Self.continued(StyledText(visible: line), width: inner).prefixed(bar)
        }
    }

    private func statusLines(of example: ExampleReport, width: Int) -> [StyledText] {
        let look = StatusLook(example.status)
        var line = StyledText(visible: look.mark + " ", Attributes(look.tone, .bold))
        line.append(example.id, .dim)
        line.append("  " + word(look.word), Attributes(look.tone))
        if example.cached {
            line.append("  \(word(Words.cached))", .dim)
        } else if example.status != .skipped {
            line.append("  \(example.milliseconds) ms", .dim)
        }
        var result = line.wrapped(to: width)
        if let message = example.message {
            result += indented(2, width: width) { inner in
                VisibleText.lines(message(style.language)).flatMap { text in
                    Self.continued(Self.diffLine(text), width: inner)
                }
            }
        }
        return result
    }
}

/// How a status looks: a mark that reads without colour, a colour, a word.
struct StatusLook {
    var mark: String
    var tone: Tone?
    var word: LocalizedText

    init(_ status: ExampleReport.Status) {
        switch status {
        case .passed: self.init("✓", .success, "成功", "passed")
        case .failed: self.init("✗", .failure, "失敗", "failed")
        case .mismatch: self.init("✗", .failure, "出力の不一致", "output differs")
        case .crashed: self.init("✗", .failure, "異常終了", "crashed")
        case .timeout: self.init("✗", .failure, "時間切れ", "timed out")
        case .skipped: self.init("–", nil, "未実行", "skipped")
        }
    }

    init(_ status: ExerciseReport.Status) {
        switch status {
        case .correct: self.init("✓", .success, "正解", "correct")
        case .partial: self.init("◐", .warning, "部分点", "partly correct")
        case .incorrect: self.init("✗", .failure, "不正解", "incorrect")
        case .unanswered: self.init("○", .information, "未解答", "unanswered")
        case .error: self.init("!", .failure, "採点できません", "cannot be graded")
        }
    }

    private init(_ mark: String, _ tone: Tone?, _ ja: String, _ en: String) {
        self.mark = mark
        self.tone = tone
        word = LocalizedText(ja: ja, en: en)
    }
}
