import Chapters

/// Holds what many seeds drew against what a good question is.
enum QuestionProof {
    /// What somebody computes on paper, with the exam's calculator, in about 70 seconds.
    static let largestAnswer = 1_000_000.0
    static let largestParameter = 10_000.0
    static let largestTensor = 16
    static let neededMistakes = 3

    static func prove(
        _ chapter: Chapter, _ draws: [QuestionBank.Draw], _ seeds: [UInt64], _ findings: inout Findings
    ) {
        for exercise in chapter.exercises {
            guard case .numeric(let question) = exercise.kind else { continue }
            let drawn = zip(seeds, draws).compactMap { seed, draw in draw.questions[exercise.id].map { (seed, $0) } }
            // One that could not be drawn at all has been reported with the reason.
            guard !drawn.isEmpty else { continue }
            prove(exercise, question, drawn, &findings)
        }
    }

    private static func prove(
        _ exercise: Exercise, _ question: Question, _ drawn: [(seed: UInt64, question: DrawnQuestion)],
        _ findings: inout Findings
    ) {
        let line = question.source.firstLine
        let id = exercise.id
        func first(_ isBad: (DrawnQuestion) -> Bool) -> (seed: UInt64, question: DrawnQuestion)? {
            drawn.first { isBad($0.question) }
        }
        if let bad = first({ !$0.answer.isFinite }) {
            findings.error(
                "answer-not-finite", line,
                LocalizedText(
                    ja: "演習 \(id) の答えが数になりません（seed \(bad.seed): \(bad.question.answer.text)）",
                    en: "the answer to \(id) is no number (seed \(bad.seed): \(bad.question.answer.text))"))
        }
        let poor = drawn.filter { $0.question.mistakes.count < neededMistakes }
        if let bad = poor.first {
            findings.error(
                "mistakes-too-few", line,
                LocalizedText(
                    ja:
                        "演習 \(id) は \(drawn.count) 回中 \(poor.count) 回、区別できる誤答が \(neededMistakes) つありません（seed \(bad.seed): \(summary(bad.question))）",
                    en:
                        "\(id) has less than \(neededMistakes) distinct mistakes in \(poor.count) of \(drawn.count) draws (seed \(bad.seed): \(summary(bad.question)))"
                ),
                LocalizedText(
                    ja: "誤答を足すか、値が重ならないように require で引き直してください。",
                    en: "Name another mistake, or let require refuse numbers for which they coincide."))
        }
        if let bad = first({ FourChoice($0, id: id, seed: 1) == nil && $0.answer.isFinite }) {
            findings.error(
                "options-too-few", line,
                LocalizedText(
                    ja: "演習 \(id) から四つの選択肢を作れません（seed \(bad.seed)）",
                    en: "no four options can be made of \(id) (seed \(bad.seed))"))
        }
        proveMistakes(id, question, drawn.map(\.question), &findings)
        if let bad = first({ isTooMuchWork($0) }) {
            findings.warning(
                "number-too-large", line,
                LocalizedText(
                    ja:
                        "演習 \(id) の数は、紙で 70 秒では大きすぎます（seed \(bad.seed): 答え \(bad.question.answer.text)、\(bad.question.parameters.joined(separator: ", "))）",
                    en:
                        "the numbers of \(id) are too much for 70 seconds on paper (seed \(bad.seed): \(bad.question.answer.text); \(bad.question.parameters.joined(separator: ", ")))"
                ))
        }
        if drawn.count > 1, Set(drawn.map { $0.question.answer }).count == 1,
            Set(drawn.map { $0.question.parameters }).count == 1
        {
            findings.warning(
                "question-never-varies", line,
                LocalizedText(ja: "演習 \(id) は、どのシードでも同じ問題です", en: "\(id) is the same question for every seed"))
        }
        proveCalculations(exercise, question, drawn, &findings)
    }

    /// A mistake that is dropped in every draw teaches nobody anything.
    private static func proveMistakes(
        _ id: String, _ question: Question, _ drawn: [DrawnQuestion], _ findings: inout Findings
    ) {
        var texts: [String] = []
        for mistake in drawn.flatMap(\.declaredMistakes) where !texts.contains(mistake.misconception) {
            texts.append(mistake.misconception)
        }
        for text in texts {
            let line = line(of: text, in: question.source)
            let occurrences = drawn.compactMap { draw in
                draw.declaredMistakes.first { $0.misconception == text }.map { (draw, $0) }
            }
            if text.allSatisfy(\.isWhitespace) {
                findings.warning(
                    "misconception-missing", line,
                    LocalizedText(ja: "演習 \(id) の誤答に文がありません", en: "a mistake of \(id) has no sentence"))
            }
            if occurrences.allSatisfy({ $0.1.value.isSame(as: $0.0.answer) }) {
                findings.error(
                    "mistake-is-answer", line,
                    LocalizedText(
                        ja: "演習 \(id) の誤答「\(text)」は、いつも正解と同じ値です",
                        en: "the mistake “\(text)” of \(id) always equals the answer"))
            } else if occurrences.allSatisfy({ draw, mistake in !draw.mistakes.contains(mistake) }) {
                findings.warning(
                    "mistake-never-remains", line,
                    LocalizedText(
                        ja: "演習 \(id) の誤答「\(text)」は、いつも正解か前の誤答と同じ値です",
                        en: "the mistake “\(text)” of \(id) always equals the answer or a mistake before it"))
            }
        }
    }

    /// Where a calculation is plain arithmetic, it must give the value beside which it is shown.
    private static func proveCalculations(
        _ exercise: Exercise, _ question: Question, _ drawn: [(seed: UInt64, question: DrawnQuestion)],
        _ findings: inout Findings
    ) {
        for (seed, draw) in drawn {
            let pairs = [(draw.calculation, draw.answer)] + draw.declaredMistakes.map { ($0.calculation, $0.value) }
            for (text, value) in pairs {
                guard let computed = Calculation.value(of: text), let number = value.singleNumber,
                    !AnswerValue.isClose(computed, number, max(value.exactness, 1e-6 * abs(number)))
                else { continue }
                findings.error(
                    "calculation-wrong", question.source.firstLine,
                    LocalizedText(
                        ja:
                            "演習 \(exercise.id) の計算「\(text)」は \(AnswerValue.format(computed)) で、\(value.text) ではありません（seed \(seed)）",
                        en:
                            "the calculation “\(text)” of \(exercise.id) gives \(AnswerValue.format(computed)), not \(value.text) (seed \(seed))"
                    ))
                return
            }
        }
    }

    private static func summary(_ question: DrawnQuestion) -> String {
        ([question.answer.text] + question.declaredMistakes.map(\.value.text)).joined(separator: ", ")
    }

    private static func isTooMuchWork(_ question: DrawnQuestion) -> Bool {
        if question.answer.numbers.contains(where: { $0.isFinite && abs($0) > largestAnswer }) { return true }
        if case .tensor(_, let values, _) = question.answer, values.count > largestTensor { return true }
        return question.parameters.contains { Double($0).map { $0.isFinite && abs($0) > largestParameter } ?? false }
    }

    /// The line that holds a text of the author's; the cell's first where it is put together.
    private static func line(of text: String, in source: CellSource) -> Int {
        let lines = source.code.split(separator: "\n", omittingEmptySubsequences: false)
        let offset = text.isEmpty ? nil : lines.firstIndex { $0.contains(text) }
        return source.firstLine + (offset ?? 0)
    }
}

extension AnswerValue {
    fileprivate var singleNumber: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .decimal(let value, _), .percent(let value, _): value
        case .fraction(let above, let below, _): below == 0 ? nil : Double(above) / Double(below)
        case .shape, .tensor: nil
        }
    }

    fileprivate var exactness: Double {
        switch self {
        case .integer, .shape: 1e-9
        case .decimal(_, let tolerance), .percent(_, let tolerance), .fraction(_, _, let tolerance),
            .tensor(_, _, let tolerance):
            tolerance
        }
    }
}
