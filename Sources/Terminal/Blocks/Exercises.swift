import Chapters
import Grading

// Exercises: a frame with the prompt, the way to answer, and what may be said about the answer.
extension BlockRenderer {
    func exerciseLines(_ index: Int, width: Int) -> [StyledText] {
        guard chapter.exercises.indices.contains(index) else { return [] }
        let exercise = chapter.exercises[index]
        let result = report.exercises.indices.contains(index) ? report.exercises[index] : nil
        let frame = Attributes(.accent)
        let head = prefixed(
            first: StyledText(visible: "╭─ ", frame), rest: StyledText(visible: "│  ", frame), width: width
        ) { inner in
            var lines = headerLines(exercise, result, width: inner)
            if lines.count == 1, inner - lines[0].width > 2 {
                lines[0].append(visible: " ")
                lines[0].append(rule("─", width: inner - lines[0].width, frame))
            }
            return lines
        }
        let bar = StyledText(visible: "│ ", frame)
        let body = prefixed(first: bar, rest: bar, width: width) { bodyLines(exercise, result, width: $0) }
        return head + body + [StyledText(visible: "╰", frame) + rule("─", width: width - 1, frame)]
    }

    /// The title line, such as `◆ 演習 id  [topic] 2点 ★☆☆  ○ 未解答`.
    ///
    /// The status stays in one piece, on a line of its own where the title leaves no room.
    private func headerLines(_ exercise: Exercise, _ result: ExerciseReport?, width: Int) -> [StyledText] {
        var lines = title(exercise).wrapped(to: width)
        guard !isBeingPut, let status = result.map(status), let last = lines.popLast() else { return lines }
        let gap = StyledText(visible: "  ")
        return last.width + gap.width + status.width <= width
            ? lines + [last + gap + status] : lines + [last] + status.wrapped(to: width)
    }

    private func title(_ exercise: Exercise) -> StyledText {
        var text = StyledText("◆ \(word(Words.exercise)) ", Attributes(.accent, .bold))
        text.append(exercise.id, .bold)
        if !exercise.topic.isEmpty { text.append("  [\(exercise.topic)]", Attributes(.information)) }
        text.append(" " + word(Words.points(exercise.points)))
        let level = min(max(exercise.level, 0), 5)
        text.append(
            " " + String(repeating: "★", count: level) + String(repeating: "☆", count: max(0, 3 - level)),
            Attributes(.warning))
        return text
    }

    private func status(_ result: ExerciseReport) -> StyledText {
        let look = StatusLook(result.status)
        var text = StyledText("\(look.mark) \(word(look.word))", Attributes(look.tone, .bold))
        if [.correct, .partial, .incorrect].contains(result.status) {
            text.append(" \(word(Words.earned(result.earned, of: result.points)))", Attributes(look.tone))
        }
        return text
    }

    private func bodyLines(_ exercise: Exercise, _ result: ExerciseReport?, width: Int) -> [StyledText] {
        let parameters = result?.parameters ?? []
        var parts = [lines(of: exercise.prompt.showing(parameters: parameters), width: width)]
        switch exercise.kind {
        case .choice(let choice): parts.append(optionLines(choice, parameters, width: width))
        case .fill(let fill): parts += fillLines(fill, width: width)
        case .numeric, .code: break
        }
        parts.append(answerLines(exercise, result, width: width))
        if let result {
            parts.append(feedbackLines(result, width: width))
            if isExplained(exercise, result) {
                let explanation = exercise.explanation.showing(parameters: parameters)
                parts.append(
                    [StyledText(word(Words.explanation), Attributes(.information, .bold))]
                        + indented(2, width: width) { lines(of: explanation, width: $0) })
            }
        }
        return Array(parts.filter { !$0.isEmpty }.joined(separator: [StyledText()]))
    }

    /// The explanation is shown once there is an answer; a hint would say less.
    func isExplained(_ exercise: Exercise, _ result: ExerciseReport) -> Bool {
        [.correct, .partial, .incorrect].contains(result.status) && !exercise.explanation.isEmpty
    }

    private func optionLines(_ choice: Choice, _ parameters: [String], width: Int) -> [StyledText] {
        let digits = String(choice.options.count).count
        return choice.options.enumerated().flatMap { offset, option in
            let number = String(offset + 1)
            let space = String(repeating: " ", count: digits - number.count)
            let first = StyledText(visible: "\(space)\(number)) ", .bold)
            let rest = StyledText(visible: String(repeating: " ", count: first.width))
            return prefixed(first: first, rest: rest, width: width) {
                lines(of: option.content.showing(parameters: parameters), width: $0, isTight: true)
            }
        }
    }

    /// The code with its blanks, then each blank's candidates, numbered.
    private func fillLines(_ fill: Fill, width: Int) -> [[StyledText]] {
        let code = CodeColoring.lines(of: fill.code, language: fill.language)
        let candidates = fill.blanks.flatMap { blank in
            let head = StyledText("[[\(blank.number)]]", Attributes(.accent, .bold))
            return [head]
                + blank.candidates.enumerated().flatMap { offset, candidate in
                    let first = StyledText(visible: "  \(offset + 1)) ", .bold)
                    let rest = StyledText(visible: String(repeating: " ", count: first.width))
                    return prefixed(first: first, rest: rest, width: width) { inner in
                        CodeColoring.lines(of: candidate, language: fill.language)
                            .flatMap { Self.continued($0, width: inner) }
                    }
                }
        }
        return [listing(code, title: fill.language, isTitleLoud: false, width: width), candidates]
    }

    private func answerLines(_ exercise: Exercise, _ result: ExerciseReport?, width: Int) -> [StyledText] {
        var lines: [StyledText] = []
        if let given = result?.given, !isCode(exercise) {
            var text = StyledText("\(word(Words.yourAnswer)): ", .dim)
            text.append(given)
            lines += text.wrapped(to: width)
        }
        if let path = result?.answerPath, !path.isEmpty {
            let place = isCode(exercise) ? Words.editFile(path) : Words.answerIn(path, key: exercise.id)
            lines += StyledText("✎ " + word(place), .dim).wrapped(to: width)
        }
        let isExplained = result.map { self.isExplained(exercise, $0) } ?? false
        if !exercise.hints.isEmpty, !isExplained, result?.status != .correct {
            let hint = Words.hints(exercise.hints.count, exercise: exercise.id)
            lines += StyledText("? " + word(hint), .dim).wrapped(to: width)
        }
        return lines
    }

    private func isCode(_ exercise: Exercise) -> Bool {
        if case .code = exercise.kind { true } else { false }
    }

    func feedbackLines(_ result: ExerciseReport, width: Int) -> [StyledText] {
        let text = result.feedback(style.language)
        guard text.contains(where: { !$0.isWhitespace }) else { return [] }
        let look = StatusLook(result.status)
        let first = StyledText(visible: look.mark + " ", Attributes(look.tone, .bold))
        return prefixed(first: first, rest: StyledText(visible: "  "), width: width) { inner in
            VisibleText.lines(text).flatMap { checkLine($0, width: inner) }
        }
    }

    /// A line of feedback; behind the mark of a check the rest hangs, so that the next check stands out.
    private func checkLine(_ text: String, width: Int) -> [StyledText] {
        let marks: [(text: String, tone: Tone)] = [("✓ ", .success), ("✗ ", .failure)]
        guard let mark = marks.first(where: { text.hasPrefix($0.text) }) else {
            return styled([Inline](markedText: text)).wrapped(to: width)
        }
        let content = styled([Inline](markedText: String(text.dropFirst(mark.text.count))))
        let first = StyledText(visible: mark.text, Attributes(mark.tone))
        return prefixed(first: first, rest: StyledText(visible: "  "), width: width) { content.wrapped(to: $0) }
    }
}

extension [Block] {
    /// The blocks with their parameters; `⟨?⟩` for each when none could be drawn.
    func showing(parameters: [String]) -> [Block] {
        guard parameters.isEmpty else { return substituting(parameters: parameters) }
        return mappingStrings { text in ParameterMarker.replace(in: text) { _ in "⟨?⟩" } }
    }
}
