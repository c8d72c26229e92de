/// Builds an exercise from the blocks of its container: what they are says its kind.
struct ExerciseBuilder {
    /// What a block of the container is, where the block alone does not tell; found by its line.
    enum Part {
        case fence(FenceInfo, CellSource)
        case hint, explanation
    }

    let marker: ContainerMarker
    let range: SourceRange
    let path: String
    let parts: [Int: Part]
    private(set) var diagnostics: [Diagnostic] = []

    private var prompt: [Block] = []
    private var hints: [[Block]] = []
    private var explanation: [Block] = []
    private var choice: Choice?
    private var question: CellSource?
    private var starter: CellSource?
    private var solution: CellSource?
    private var checks: [Check] = []
    private var fill: (language: String, text: String, range: SourceRange)?

    init(marker: ContainerMarker, range: SourceRange, path: String, parts: [Int: Part]) {
        self.marker = marker
        self.range = range
        self.path = path
        self.parts = parts
    }

    /// nil when it is no exercise (the diagnostics say why).
    mutating func build(_ blocks: [Block], allParameters: [InlineExpression]) -> Exercise? {
        let attributes = Attributes(FenceInfo.split(marker.arguments))
        for entry in attributes.entries where !["topic", "points", "level"].contains(entry.key) {
            let nearest = NearestName.find(entry.key, in: ["topic", "points", "level"])
            report(
                .warning, "exercise-attribute-unknown", marker.position,
                LocalizedText(ja: "知らない属性「\(entry.key)」です", en: "unknown attribute \(entry.key)"),
                nearest.map { LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?") })
        }
        guard let id = attributes.flags.first?.text, ExerciseBuilder.isValidID(id) else {
            report(
                .error, "exercise-id", marker.position,
                LocalizedText(
                    ja: "演習には英小文字・数字・ハイフンの id が必要です",
                    en: "an exercise needs an id of lower-case letters, digits and hyphens"),
                LocalizedText(ja: ":::exercise out-size topic=… のように書いてください。", en: "Write :::exercise out-size topic=…")
            )
            return nil
        }
        let points = number(attributes, "points", default: 1)
        let level = number(attributes, "level", default: 1)
        for block in blocks { add(block) }
        guard var kind = kind(id: id) else { return nil }
        var numbering = ParameterNumbering(allParameters)
        prompt = numbering.renumber(prompt)
        if case .choice(var choice) = kind {
            for index in choice.options.indices {
                choice.options[index].content = numbering.renumber(choice.options[index].content)
                choice.options[index].feedback = numbering.renumber(choice.options[index].feedback)
            }
            kind = .choice(choice)
        }
        hints = hints.map { numbering.renumber($0) }
        explanation = numbering.renumber(explanation)

        var exercise = Exercise(
            id: id, topic: attributes.value("topic") ?? "", points: points, level: level, range: range, prompt: prompt,
            kind: kind, hints: hints, explanation: explanation, parameters: numbering.used)
        if case .code = kind { exercise.points = max(checks.reduce(0) { $0 + $1.points }, 1) }
        return exercise
    }

    // MARK: - Parts

    private mutating func add(_ block: Block) {
        switch (block.kind, parts[block.range.line]) {
        case (.details(_, let content), .hint): hints.append(content)
        case (.details(_, let content), .explanation): explanation += content
        case (.code, .fence(let fence, let source)) where fence.language == "swift" && !fence.words.isEmpty:
            addSwift(fence, source, block)
        case (.code, .fence(let fence, let source))
        where fence.language == "python" && fence.words.first?.text == "check":
            addCheck(source, Attributes(Array(fence.words.dropFirst())), language: "python")
        case (.code(let code), .fence(let fence, _)) where fence.language == "fill":
            fill = (fence.words.first?.text ?? "swift", code.text, block.range)
        case (.list(let list), _) where list.items.contains { $0.isChecked != nil }:
            addChoice(list)
        default: prompt.append(block)
        }
    }

    private mutating func addSwift(_ fence: FenceInfo, _ source: CellSource, _ block: Block) {
        let attributes = Attributes(Array(fence.words.dropFirst()))
        switch fence.words[0].text {
        case "question": question = source
        case "starter": starter = source
        case "solution": solution = source
        case "check": addCheck(source, attributes, language: "swift")
        default:
            let role = fence.words[0].text
            let nearest = NearestName.find(role, in: ["question", "starter", "check", "solution"])
            if nearest == nil {
                prompt.append(block)
            } else {
                report(
                    .error, "exercise-role-unknown", block.range.start,
                    LocalizedText(ja: "知らない役割「\(role)」です", en: "unknown role \(role)"),
                    nearest.map { LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?") })
            }
        }
    }

    private mutating func addCheck(_ source: CellSource, _ attributes: Attributes, language: String) {
        checks.append(
            Check(
                source: source, points: number(attributes, "points", default: 1), title: attributes.value("title"),
                language: language))
    }

    private mutating func addChoice(_ list: List) {
        choice = Choice(
            options: list.items.map { item in
                var content: [Block] = []
                var feedback: [Block] = []
                for block in item.blocks {
                    if case .quote(let quoted) = block.kind { feedback += quoted } else { content.append(block) }
                }
                return Choice.Option(isCorrect: item.isChecked == true, content: content, feedback: feedback)
            })
    }

    // MARK: - Kinds

    private mutating func kind(id: String) -> Exercise.Kind? {
        if let fill {
            return FillParser.parse(fill, checks: checks, path: path, diagnostics: &diagnostics).map { .fill($0) }
        }
        if let question { return .numeric(Question(source: question)) }
        if starter != nil || solution != nil || !checks.isEmpty { return codeKind(id) }
        guard let choice else {
            report(
                .error, "exercise-kind", marker.position,
                LocalizedText(ja: "演習 \(id) の種類がわかりません", en: "the kind of the exercise \(id) is unclear"),
                LocalizedText(
                    ja: "選択肢（- [x]）、swift question、fill、または swift starter / check / solution を書いてください。",
                    en: "Write options (- [x]), a swift question, a fill, or swift starter / check / solution."))
            return nil
        }
        if choice.correctNumbers.isEmpty {
            report(
                .error, "choice-no-key", marker.position,
                LocalizedText(ja: "演習 \(id) に正解（- [x]）がありません", en: "the exercise \(id) has no key (- [x])"),
                LocalizedText(ja: "正解の選択肢を - [x] にしてください。", en: "Write - [x] before the right options."))
            return nil
        }
        return .choice(choice)
    }

    private mutating func codeKind(_ id: String) -> Exercise.Kind? {
        guard let starter, let solution, !checks.isEmpty else {
            let missing = [
                starter == nil ? "swift starter" : nil, checks.isEmpty ? "swift check" : nil,
                solution == nil ? "swift solution" : nil,
            ].compactMap { $0 }.joined(separator: ", ")
            report(
                .error, "exercise-incomplete", marker.position,
                LocalizedText(ja: "演習 \(id) に \(missing) がありません", en: "the exercise \(id) lacks \(missing)"),
                LocalizedText(ja: "その名前のフェンスを書いてください。", en: "Write a fence with each of these names."))
            return nil
        }
        return .code(CodeExercise(starter: starter, checks: checks, solution: solution))
    }

    private mutating func number(_ attributes: Attributes, _ key: String, default value: Int) -> Int {
        guard let text = attributes.value(key) else { return value }
        if let number = Int(text), (1...100).contains(number) { return number }
        report(
            .error, "exercise-attribute", marker.position,
            LocalizedText(
                ja: "\(key)=\(text) は 1 から 100 の整数でなければなりません", en: "\(key)=\(text) must be an integer from 1 to 100"),
            LocalizedText(ja: "\(key)=\(value) のように書いてください。", en: "Write it like \(key)=\(value)."))
        return value
    }

    private mutating func report(
        _ severity: Diagnostic.Severity, _ code: String, _ position: SourcePosition, _ message: LocalizedText,
        _ help: LocalizedText? = nil
    ) {
        diagnostics.append(
            Diagnostic(severity, code: code, path: path, position: position, message: message, help: help))
    }

    /// Ids are file names and YAML keys: nothing else is needed, nothing else is safe.
    static func isValidID(_ id: String) -> Bool {
        guard let first = id.utf8.first, first != UInt8(ascii: "-"), id.utf8.count <= 64 else { return false }
        return id.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "-")
        }
    }
}
