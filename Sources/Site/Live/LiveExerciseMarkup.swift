import Chapters
import Grading

/// Exercises that are answered in the page. Without script they can be read; with it `exercises.js` brings them to life.
extension ChapterBody {
    mutating func liveExercise(_ index: Int) -> String {
        guard let live else { return "" }
        let exercise = chapter.exercises[index]
        exercisesWritten += 1
        let outerLevel = headingLevel
        let level = min(outerLevel + 1, 6)
        headingLevel = level
        defer { headingLevel = outerLevel }

        let draws = live.parameters(of: exercise.id, isDrawn: exercise.isNumeric)
        let first = draws.first ?? []
        let id = "sk-exercise-" + identifier(exercise.id)
        let prompt = piece(exercise.prompt, draws)
        var hints: [LivePiece] = []
        for hint in exercise.hints { hints.append(piece(hint, draws)) }
        var data = LiveExercises.ExerciseData(
            kind: "", topic: exercise.topic, points: exercise.points, set: exercise.set, count: max(draws.count, 1),
            sealed: "")
        var options: [LivePiece]?
        var html =
            "<section class=\"exercise live\"\(attribute("id", id))\(attribute("data-exercise", exercise.id))>\n"
            + "<div class=\"exercise-head\">\n<h\(level)>"
            + "\(label(Labels.exercise)) \(exercisesWritten)</h\(level)>\n\(liveFacts(exercise))</div>\n"
            + "<div class=\"prompt\">\n\(prompt.html(draw: 0, parameters: first))</div>\n"
        var secret: LiveExercises.Secret?
        switch exercise.kind {
        case .choice(let choice):
            data.kind = choice.correctNumbers.count > 1 ? "choices" : "choice"
            html += form(liveOptions(choice, id, draws, &options))
            var feedback: [LivePiece] = []
            for option in choice.options { feedback.append(piece(option.feedback, draws, isTight: true)) }
            secret = .init(
                draws: draws.isEmpty ? [[]] : draws, prompt: prompt, options: options,
                explanation: piece(exercise.explanation, draws), key: choice.correctNumbers, feedback: feedback)
        case .numeric:
            data.kind = "numeric"
            html += form(answerField)
            let questions = live.draws.compactMap { $0.questions[exercise.id] }
            // A draw without its question would shift all after it.
            let isComplete = questions.count == live.draws.count
            secret = .init(
                draws: draws.isEmpty ? [[]] : draws, prompt: prompt,
                choices: isComplete ? live.fourOptions(questions, id: exercise.id) : [],
                explanation: piece(exercise.explanation, draws),
                answers: isComplete ? questions.map { .init($0, language) } : [])
        case .fill(let fill):
            data.kind = "fill"
            let code = fillIn(fill)
            html += code + form(blankFields(fill))
            var fragments: [[String]] = []
            for blank in fill.blanks {
                var said: [String] = []
                for index in blank.candidates.indices { said.append(markedHTML(blank.feedback[index] ?? "")) }
                fragments.append(said)
            }
            secret = .init(
                draws: draws.isEmpty ? [[]] : draws, prompt: prompt, body: code,
                explanation: piece(exercise.explanation, draws), key: fill.blanks.map { $0.correctIndex + 1 },
                fragments: fragments)
        case .code(let task):
            html += codeTask(task) + terminalNote(exercise)
        }
        for (number, hint) in hints.enumerated() {
            let name = label(Labels.hint) + (hints.count > 1 ? " \(number + 1)" : "")
            html += folded(name, class: "hint", hint.html(draw: 0, parameters: first))
        }
        if var secret {
            // A single draw's hints are in the page already.
            if draws.count > 1 { secret.hints = hints }
            data.sealed = live.sealed(secret)
            self.live?.document.exercises[exercise.id] = data
        }
        return html + "</section>\n"
    }

    /// The scenario of a linked set.
    mutating func liveScenario(_ set: ExerciseSet) -> String {
        guard let live else { return "" }
        let draws = live.parameters(of: set.id, isDrawn: false)
        let prompt = piece(set.prompt, draws)
        self.live?.document.sets[set.id] = live.sealed(
            LiveExercises.SetData(prompt: prompt, draws: draws.isEmpty ? [[]] : draws))
        return "<div class=\"scenario\"\(attribute("data-set", set.id))>\n"
            + "\(prompt.html(draw: 0, parameters: draws.first ?? []))</div>\n"
    }

    private func liveFacts(_ exercise: Exercise) -> String {
        "<p class=\"badges\"><span>\(label(Labels.points(exercise.points)))</span>"
            + "<span>\(label(Labels.level(exercise.level)))</span>"
            + "<code class=\"exercise-id\">\(escaped(exercise.id))</code></p>\n"
    }

    /// The fields and the button, which is the script's.
    private func form(_ fields: String) -> String {
        "<form class=\"answer\" autocomplete=\"off\">\n" + fields
            + "<p class=\"actions\" hidden><button type=\"submit\">\(label(SiteLabels.check))</button></p>\n</form>\n"
    }

    /// Said once, above the text: a page that is only read needs nothing.
    func scriptNote() -> String {
        guard chapter.exercises.contains(where: { !$0.isCode }) else { return "" }
        return "<noscript><p class=\"how\">\(label(SiteLabels.needsScript)) "
            + "<code>studykit quiz \(escaped(chapter.id))</code></p></noscript>\n"
    }

    private mutating func liveOptions(
        _ choice: Choice, _ id: String, _ draws: [[String]], _ shared: inout [LivePiece]?
    ) -> String {
        let isSingle = choice.correctNumbers.count == 1
        var pieces: [LivePiece] = []
        for option in choice.options { pieces.append(piece(option.content, draws, isTight: option.content.count == 1)) }
        shared = pieces
        var html =
            "<fieldset>\n<legend class=\"how\">\(label(isSingle ? Labels.chooseOne : Labels.chooseSeveral))</legend>\n"
        html += "<ol class=\"options\">\n"
        let name = "x\(exercisesWritten)"
        for (index, option) in choice.options.enumerated() {
            let content = pieces[index].html(draw: 0, parameters: draws.first ?? [])
            let input =
                "<input type=\"\(isSingle ? "radio" : "checkbox")\"\(attribute("name", name)) value=\"\(index + 1)\""
            let number = "<span class=\"sr\">\(index + 1): </span>"
            // Only running text may stand in a label. The number is its name where there is nothing but a formula.
            html +=
                option.content.count == 1 && option.content.allSatisfy(\.isParagraph)
                ? "<li><label>\(input)> \(number)<span class=\"option\">\(content)</span></label></li>\n"
                : "<li>\(input)\(attribute("aria-labelledby", "\(id)-\(index + 1)"))> "
                    + "<div class=\"choice\"\(attribute("id", "\(id)-\(index + 1)"))>"
                    + "\(number)<div class=\"option\">\(content)</div></div></li>\n"
        }
        return html + "</ol>\n</fieldset>\n"
    }

    private var answerField: String {
        "<p class=\"field\"><label>\(label(SiteLabels.yourAnswer)) "
            + "<input type=\"text\" maxlength=\"200\" autocapitalize=\"off\" spellcheck=\"false\"></label></p>\n"
    }

    private func blankFields(_ fill: Fill) -> String {
        var html = "<p class=\"field\">"
        for blank in fill.blanks {
            html += "<label>\(label(Labels.blank)) \(blank.number) <select><option value=\"\">–</option>"
            for (index, candidate) in blank.candidates.enumerated() {
                html += "<option value=\"\(index + 1)\">\(index + 1). \(escaped(candidate))</option>"
            }
            html += "</select></label> "
        }
        return html + "</p>\n"
    }

    private func terminalNote(_ exercise: Exercise) -> String {
        "<p class=\"how\">\(label(SiteLabels.answerInTerminal))</p>\n"
            + "<pre class=\"terminal\"\(focusable(Labels.listing))><code>exercises/\(escaped(chapter.id))/\(escaped(exercise.id)).swift\n"
            + "studykit run \(escaped(chapter.id))</code></pre>\n"
    }

    private mutating func markedHTML(_ text: String) -> String { render([Inline](markedText: text)) }
}

extension Exercise {
    fileprivate var isNumeric: Bool {
        if case .numeric = kind { true } else { false }
    }
    var isCode: Bool {
        if case .code = kind { true } else { false }
    }
}

extension Block {
    var isParagraph: Bool {
        if case .paragraph = kind { true } else { false }
    }
}
