import Chapters
import Grading

// Linked sets: a heading and the scenario, then the exercises, each in its own frame.
extension BlockRenderer {
    func setLines(_ index: Int, width: Int) -> [StyledText] {
        guard chapter.sets.indices.contains(index) else { return [] }
        let set = chapter.sets[index]
        let result = report.sets.indices.contains(index) ? report.sets[index] : nil
        var title = StyledText("◈ \(word(Words.exerciseSet)) ", Attributes(.accent, .bold))
        title.append(set.id, .bold)
        if !set.topic.isEmpty { title.append("  [\(set.topic)]", Attributes(.information)) }
        if !isBeingPut { title.append("  " + word(Words.questions(set.exercises.count)), .dim) }
        var parts = [title.wrapped(to: width)]
        parts.append(
            barred(Attributes(.accent), width: width) {
                lines(of: set.prompt.showing(parameters: result?.parameters ?? []), width: $0)
            })
        parts += set.exercises.map { exerciseLines($0, width: width) }
        return Array(parts.filter { !$0.isEmpty }.joined(separator: [StyledText()]))
    }
}
