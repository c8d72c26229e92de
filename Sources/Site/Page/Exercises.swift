import Chapters
import Grading

/// Exercises: what is asked stands open, what gives it away is folded.
extension ChapterBody {
    mutating func exercise(_ index: Int) -> String {
        guard chapter.exercises.indices.contains(index) else { return "" }
        if live != nil { return liveExercise(index) }
        let exercise = chapter.exercises[index]
        let result = report.exercises.indices.contains(index) ? report.exercises[index] : nil
        exercisesWritten += 1
        let outerLevel = headingLevel
        let level = min(outerLevel + 1, 6)
        headingLevel = level
        defer { headingLevel = outerLevel }

        let id = "sk-exercise-" + identifier(exercise.id)
        var html =
            "<section class=\"exercise\"\(attribute("id", id))\(attribute("aria-labelledby", id + "-title"))>\n"
            + "<div class=\"exercise-head\">\n<h\(level)\(attribute("id", id + "-title"))>"
            + "\(label(Labels.exercise)) \(exercisesWritten)</h\(level)>\n\(facts(exercise, result))</div>\n"
        html += render(filled(exercise.prompt, result))
        switch exercise.kind {
        case .choice(let choice): html += options(choice, result)
        case .numeric: break
        case .fill(let fill): html += fillIn(fill)
        case .code(let code): html += codeTask(code)
        }
        html += answer(result)
        for (number, hint) in exercise.hints.enumerated() {
            let name = label(Labels.hint) + (exercise.hints.count > 1 ? " \(number + 1)" : "")
            html += folded(name, class: "hint", render(filled(hint, result)))
        }
        var explanation = ""
        if case .choice(let choice) = exercise.kind { explanation += feedback(choice, result) }
        explanation += render(filled(exercise.explanation, result))
        if !explanation.isEmpty { html += folded(label(Labels.explanation), class: "explanation", explanation) }
        return html + "</section>\n"
    }

    /// A linked set: what its exercises share, then the exercises.
    mutating func exerciseSet(_ index: Int) -> String {
        guard chapter.sets.indices.contains(index) else { return "" }
        let set = chapter.sets[index]
        let result = report.sets.indices.contains(index) ? report.sets[index] : nil
        let outerLevel = headingLevel
        let level = min(outerLevel + 1, 6)
        headingLevel = level
        defer { headingLevel = outerLevel }
        let id = "sk-set-" + identifier(set.id)
        var html =
            "<section class=\"exercise-set\"\(attribute("id", id))\(attribute("aria-labelledby", id + "-title"))>\n"
            + "<h\(level)\(attribute("id", id + "-title"))>\(label(Labels.exerciseSet)) "
            + "<code class=\"exercise-id\">\(escaped(set.id))</code></h\(level)>\n"
        html += live == nil ? render(filled(set.prompt, result?.parameters ?? [])) : liveScenario(set)
        for exercise in set.exercises { html += self.exercise(exercise) }
        return html + "</section>\n"
    }

    /// The blocks with the drawn parameters in them; a parameter that was not drawn shows as a question mark.
    private func filled(_ blocks: [Block], _ result: ExerciseReport?) -> [Block] {
        filled(blocks, result?.parameters ?? [])
    }

    func filled(_ blocks: [Block], _ parameters: [String]) -> [Block] {
        blocks.mappingStrings { text in
            ParameterMarker.replace(in: text) { parameters.indices.contains($0) ? parameters[$0] : "?" }
        }
    }

    private func facts(_ exercise: Exercise, _ result: ExerciseReport?) -> String {
        let status = result?.status ?? .unanswered
        let points = result.map { $0.points } ?? exercise.points
        let score = status == .unanswered ? Labels.points(points) : Labels.score(result?.earned ?? 0, of: points)
        return
            "<p class=\"badges\"><span class=\"badge status \(status.rawValue)\">\(label(Labels.status(status)))</span>"
            + "<span class=\"badge\">\(label(score))</span><span class=\"badge\">\(label(Labels.level(exercise.level)))"
            + "</span><code class=\"exercise-id\">\(escaped(exercise.id))</code></p>\n"
    }

    func folded(_ name: String, class: String, _ body: String) -> String {
        "<details class=\"\(`class`)\">\n<summary>\(name)</summary>\n<div class=\"details-body\">\n\(body)</div>\n"
            + "</details>\n"
    }

    mutating func options(_ choice: Choice, _ result: ExerciseReport?) -> String {
        let count = choice.options.count { $0.isCorrect }
        var html = "<p class=\"how\">\(label(count > 1 ? Labels.chooseSeveral : Labels.chooseOne))</p>\n"
        html += "<ol class=\"options\"\(attribute("aria-label", Labels.options(language)))>\n"
        for option in choice.options {
            html += "<li>\(render(filled(option.content, result), isTight: option.content.count == 1))</li>\n"
        }
        return html + "</ol>\n"
    }

    /// Which options are right, and what is said about each.
    private mutating func feedback(_ choice: Choice, _ result: ExerciseReport?) -> String {
        let numbers = choice.correctNumbers.map(String.init).joined(separator: ", ")
        var html = "<p>\(label(Labels.correctOptions)): <strong>\(numbers)</strong></p>\n"
        guard choice.options.contains(where: { !$0.feedback.isEmpty }) else { return html }
        html += "<dl class=\"feedback\">\n"
        for (index, option) in choice.options.enumerated() where !option.feedback.isEmpty {
            html += "<dt>\(index + 1)</dt><dd>\(render(filled(option.feedback, result)))</dd>\n"
        }
        return html + "</dl>\n"
    }

    /// The code with its blanks as numbered boxes, and what may go into each.
    mutating func fillIn(_ fill: Fill) -> String {
        // A blank travels through the highlighter as one character that is part of no language.
        let firstMark: UInt32 = 0xE100
        var source = fill.code
        var marks: [(mark: String, html: String)] = []
        for (index, blank) in fill.blanks.enumerated() {
            guard let scalar = Unicode.Scalar(firstMark + UInt32(min(index, 255))) else { continue }
            source = source.replacing("[[\(blank.number)]]", with: String(Character(scalar)))
            marks.append(
                (
                    String(Character(scalar)),
                    "<span class=\"blank\"><span class=\"sr\">\(label(Labels.blank)) </span>\(blank.number)</span>"
                ))
        }
        var body = highlighted(source, language: fill.language)
        for mark in marks { body = body.replacing(mark.mark, with: mark.html) }
        var html = listing(body, source: fill.code, title: nil, language: fill.language)
        html += "<dl class=\"candidates\">\n"
        for blank in fill.blanks {
            html += "<dt>\(label(Labels.blank)) <span class=\"blank\">\(blank.number)</span></dt>\n<dd><ol>\n"
            for candidate in blank.candidates {
                html += "<li><code>\(highlighted(candidate, language: fill.language))</code></li>\n"
            }
            html += "</ol></dd>\n"
        }
        return html + "</dl>\n"
    }

    /// The starter and what will be looked at.
    ///
    /// The checks' code and the solution stay in the chapter.
    func codeTask(_ task: CodeExercise) -> String {
        var html = listing(
            highlighted(task.starter.code, language: "swift"), source: task.starter.code,
            title: Labels.starter(language), language: "swift")
        let titled = task.checks.filter { $0.title?.isEmpty == false }
        if !titled.isEmpty {
            html += "<p class=\"how\">\(label(Labels.checks))</p>\n<ul class=\"checks\">\n"
            for check in titled {
                html +=
                    "<li>\(escaped(check.title ?? "")) <span class=\"badge\">\(label(Labels.points(check.points)))"
                    + "</span></li>\n"
            }
            html += "</ul>\n"
        }
        return html
    }

    /// What was answered and how it was judged; while unanswered, where the answer goes.
    private mutating func answer(_ result: ExerciseReport?) -> String {
        guard let result else { return "" }
        guard result.status != .unanswered else {
            return result.answerPath.isEmpty
                ? ""
                : "<p class=\"how\">\(label(Labels.answerHere)): <code>\(escaped(result.answerPath))</code></p>\n"
        }
        var html =
            "<div class=\"result \(result.status.rawValue)\"\(attribute("aria-label", Labels.result(language)))"
            + " role=\"group\">\n"
        if let given = result.given, !given.isEmpty {
            html +=
                given.contains(where: \.isNewline)
                ? "<p>\(label(Labels.given)):</p>\n<pre>\(escaped(given))</pre>\n"
                : "<p>\(label(Labels.given)): <code>\(escaped(given))</code></p>\n"
        }
        let feedback = result.feedback(language)
        html += "<p class=\"verdict\"><strong>\(label(Labels.status(result.status)))</strong></p>\n"
        if !feedback.isEmpty {
            let lines = feedback.split(separator: "\n", omittingEmptySubsequences: false)
                .map { render([Inline](markedText: String($0))) }
            html += "<div class=\"said\">\(lines.joined(separator: "\n"))</div>\n"
        }
        return html + "</div>\n"
    }
}
