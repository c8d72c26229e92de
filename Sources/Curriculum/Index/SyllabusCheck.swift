import Chapters

/// Holds the syllabus against the chapters and the glossary: every keyword must be findable, every row and error drilled.
package enum SyllabusCheck {
    /// What is missing, at its place in the list; for an index of all the chapters.
    package static func findings(_ index: KeywordIndex, path: String) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        var seen: Set<String> = []
        for topic in index.topics {
            for keyword in topic.keywords where seen.insert(keyword.word).inserted {
                guard let problem = problem(keyword) else { continue }
                findings.append(
                    Diagnostic(
                        .warning, code: problem.code, path: path, position: SourcePosition(line: topic.topic.line),
                        message: problem.message, help: problem.help))
            }
            if topic.exercises.isEmpty {
                findings.append(
                    Diagnostic(
                        .warning, code: "topic-unused", path: path, position: SourcePosition(line: topic.topic.line),
                        message: LocalizedText(
                            ja: "トピック \(topic.topic.id) の演習がありません", en: "no exercise has the topic \(topic.topic.id)")))
            }
        }
        return findings + undrilledSystems(index, path) + undrilledErrors(index, path)
    }

    private static func undrilledSystems(_ index: KeywordIndex, _ path: String) -> [Diagnostic] {
        index.systems.filter { $0.exercises < KeywordIndex.minimumDrill }.map { row, exercises in
            let topic = index.topics.first { $0.topic.systems.contains(row) }
            return Diagnostic(
                .warning, code: "system-undrilled", path: path,
                position: SourcePosition(line: topic?.topic.line ?? 1),
                message: LocalizedText(
                    ja: "学習項目 \(row) の演習が \(exercises) 問しかありません",
                    en: "the row \(row) of the curriculum has \(exercises) exercises"), help: enough)
        }
    }

    private static func undrilledErrors(_ index: KeywordIndex, _ path: String) -> [Diagnostic] {
        index.errors.compactMap { error, exercises in
            let unknown = error.exercises.filter { path in !exercises.contains { "\($0.chapter)/\($0.id)" == path } }
            guard exercises.count < KeywordIndex.minimumDrill || !unknown.isEmpty else { return nil }
            let list = unknown.joined(separator: ", ")
            let message =
                unknown.isEmpty
                ? LocalizedText(
                    ja: "誤り \(error.number) の演習が \(exercises.count) 問しかありません",
                    en: "the circulating error \(error.number) has \(exercises.count) exercises")
                : LocalizedText(
                    ja: "誤り \(error.number) の演習 \(list) はありません",
                    en: "the exercises \(list) of the circulating error \(error.number) do not exist")
            return Diagnostic(
                .warning, code: "error-undrilled", path: path, position: SourcePosition(line: error.line),
                message: message, help: enough)
        }
    }

    private static let enough = LocalizedText(
        ja: "どれにも演習が \(KeywordIndex.minimumDrill) 問以上必要です。",
        en: "Each needs at least \(KeywordIndex.minimumDrill) exercises.")

    private static func problem(
        _ keyword: KeywordIndex.Keyword
    ) -> (code: String, message: LocalizedText, help: LocalizedText)? {
        let word = keyword.word
        if keyword.term == nil {
            return (
                "keyword-not-in-glossary",
                LocalizedText(ja: "語「\(word)」は用語集にありません", en: "the keyword “\(word)” is not in the glossary"),
                LocalizedText(
                    ja: "\(Glossary.fileName) に読みと英語を加えるか、近い用語の also: に書いてください。",
                    en: "Add it to \(Glossary.fileName) with its reading and English, or to a term's also:.")
            )
        }
        if keyword.sections.isEmpty {
            return (
                "keyword-unexplained",
                LocalizedText(ja: "語「\(word)」を説明する節がありません", en: "no section names the keyword “\(word)”"),
                LocalizedText(ja: "どこかの章で説明してください。", en: "Explain it in a chapter.")
            )
        }
        if keyword.exercises.isEmpty {
            return (
                "keyword-undrilled",
                LocalizedText(ja: "語「\(word)」を問う演習がありません", en: "no exercise names the keyword “\(word)”"),
                LocalizedText(ja: "演習を 1 つ加えてください。", en: "Add an exercise about it.")
            )
        }
        return nil
    }
}
