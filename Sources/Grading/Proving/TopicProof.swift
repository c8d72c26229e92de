import Chapters
import Curriculum

/// Holds topics and linked sets against the syllabus.
enum TopicProof {
    static func prove(_ chapter: Chapter, _ findings: inout Findings) {
        let syllabus: Syllabus?
        do throws(Diagnostic) {
            syllabus = try Syllabus.load(besideChapter: chapter.path)
        } catch {
            findings.add([error])
            syllabus = nil
        }
        for exercise in chapter.exercises {
            guard !exercise.topic.isEmpty else {
                findings.error(
                    "topic-missing", exercise.range.line,
                    LocalizedText(ja: "演習 \(exercise.id) に topic= がありません", en: "\(exercise.id) has no topic="))
                continue
            }
            if let syllabus, syllabus.topic(exercise.topic) == nil {
                let nearest = NearestName.find(exercise.topic, in: syllabus.topics.map(\.id))
                findings.error(
                    "topic-unknown", exercise.range.line,
                    LocalizedText(
                        ja: "演習 \(exercise.id) のトピック \(exercise.topic) は \(Syllabus.fileName) にありません",
                        en: "the topic \(exercise.topic) of \(exercise.id) is not in \(Syllabus.fileName)"),
                    nearest.map { LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?") })
            }
        }
        for set in chapter.sets where !(3...4).contains(set.exercises.count) {
            findings.warning(
                "set-size", set.range.line,
                LocalizedText(
                    ja: "連問 \(set.id) は \(set.exercises.count) 問です（試験の連問は 3〜4 問）",
                    en: "the set \(set.id) has \(set.exercises.count) questions; those of the exam have 3 or 4"))
        }
    }
}
