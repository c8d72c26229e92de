// Linked sets: exercises in a container, with a scenario and a cell that draws for all of them.
extension BlockBuilder {
    mutating func closeSet(
        _ marker: ContainerMarker, range: SourceRange, _ children: [Block], into result: inout [Block]
    ) {
        let parts = takeExerciseParts(in: range)
        var prompt: [Block] = []
        var indices: [Int] = []
        var source: CellSource?
        for block in children {
            switch (block.kind, parts[block.range.line]) {
            case (.exercise(let index), _): indices.append(index)
            case (.exerciseSet, _):
                report(
                    .error, "set-nested", block.range.start,
                    LocalizedText(ja: "連問の中に連問は置けません", en: "a set can't stand inside a set"),
                    LocalizedText(ja: "外に出してください。", en: "Move it out."))
            case (.code, .fence(let fence, let cell)) where fence.language == "swift" && !fence.words.isEmpty:
                if fence.words[0].text == "question", source == nil {
                    source = cell
                } else {
                    report(
                        .error, "set-cell", block.range.start,
                        LocalizedText(
                            ja: "連問に直接置ける Swift セルは、共有の swift question 1 つだけです",
                            en: "the only Swift cell that belongs to a set itself is one shared swift question"),
                        LocalizedText(ja: "演習のセルは :::exercise の中に書きます。", en: "An exercise's cells stand inside it."))
                }
            case (.details, .hint), (.details, .explanation):
                report(
                    .warning, "container-outside-exercise", block.range.start,
                    LocalizedText(
                        ja: ":::hint と :::explanation は演習の中に書きます",
                        en: ":::hint and :::explanation belong in an exercise"))
            default: prompt.append(block)
            }
        }
        let attributes = Attributes(FenceInfo.split(marker.arguments))
        for entry in attributes.entries where entry.key != "topic" {
            report(
                .warning, "exercise-attribute-unknown", marker.position,
                LocalizedText(ja: "知らない属性「\(entry.key)」です", en: "unknown attribute \(entry.key)"))
        }
        guard let id = attributes.flags.first?.text, ExerciseBuilder.isValidID(id) else {
            report(
                .error, "exercise-id", marker.position,
                LocalizedText(
                    ja: "連問には英小文字・数字・ハイフンの id が必要です",
                    en: "a set needs an id of lower-case letters, digits and hyphens"),
                LocalizedText(ja: ":::::set vgg-head topic=… のように書いてください。", en: "Write :::::set vgg-head topic=…"))
            return
        }
        guard !indices.isEmpty else {
            report(
                .error, "set-empty", marker.position,
                LocalizedText(ja: "連問 \(id) に演習がありません", en: "the set \(id) has no exercises"),
                LocalizedText(ja: "中に ::::exercise を 3〜4 問書いてください。", en: "Write three or four ::::exercise inside."))
            return
        }
        if let line = exerciseLines[id] {
            reportDuplicate(id, firstLine: line, at: marker.position)
            return
        }
        var numbering = ParameterNumbering(preprocessor.parameters)
        prompt = numbering.renumber(prompt)
        let topic = attributes.value("topic") ?? ""
        for index in indices {
            exercises[index].set = id
            if exercises[index].topic.isEmpty { exercises[index].topic = topic }
        }
        exerciseLines[id] = range.line
        sets.append(
            ExerciseSet(
                id: id, topic: topic, range: range, prompt: prompt, source: source, parameters: numbering.used,
                exercises: indices))
        result.append(Block(.exerciseSet(sets.count - 1), range))
    }

    mutating func reportDuplicate(_ id: String, firstLine: Int, at position: SourcePosition) {
        report(
            .error, "exercise-duplicate-id", position,
            LocalizedText(
                ja: "演習 \(id) は \(firstLine) 行目にもあります", en: "the exercise \(id) is on line \(firstLine) as well"),
            LocalizedText(ja: "id を変えてください。", en: "Give it another id."))
    }
}
