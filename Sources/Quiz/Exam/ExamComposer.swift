import Chance
import Progress
import Scheduling

/// Puts a mock exam together: the same seed and the same chapters give the same exam.
///
/// Whole linked sets first, as in the real one; single questions are joined to runs of three or four of one topic. Code is not asked:
/// nobody writes code in the exam, where fragments are chosen. When there are fewer questions than asked for, parametric ones come
/// again with other numbers.
package enum ExamComposer {
    package static func compose(_ catalogue: Catalogue, questions count: Int, seed: UInt64) -> [ExamSitting.Question] {
        var chance = ChanceGenerator(seed: seed)
        let items = catalogue.items.filter { !$0.isCode }
        var questions: [ExamSitting.Question] = []
        var round: UInt64 = 0
        while questions.count < count, !items.isEmpty, round < 64 {
            // What draws nothing would be the very same question again.
            let pool = round == 0 ? items : items.filter(\.isParametric)
            guard !pool.isEmpty else { break }
            for unit in units(pool, &chance) where questions.count < count {
                for item in unit.prefix(count - questions.count) {
                    questions.append(
                        ExamSitting.Question(
                            item: item.key, topic: item.topic, seed: seed &+ round, points: item.points))
                }
            }
            round += 1
        }
        return questions
    }

    /// Linked sets whole, single questions in runs of up to four of one topic; half the units are sets while there are any.
    private static func units(_ items: [Catalogue.Item], _ chance: inout ChanceGenerator) -> [[Catalogue.Item]] {
        var sets: [[Catalogue.Item]] = []
        var singles: [Catalogue.Item] = []
        for item in items {
            guard let set = item.set else {
                singles.append(item)
                continue
            }
            if let last = sets.last?.first, last.set == set, last.key.chapter == item.key.chapter {
                sets[sets.count - 1].append(item)
            } else {
                sets.append([item])
            }
        }
        sets.shuffle(using: &chance)
        singles.shuffle(using: &chance)
        var runs: [[Catalogue.Item]] = []
        var open: [String: Int] = [:]
        for item in singles {
            if let index = open[item.topic], runs[index].count < 4 {
                runs[index].append(item)
            } else {
                open[item.topic] = runs.count
                runs.append([item])
            }
        }
        // Not in order of their first question, which would put the common topics first.
        runs.shuffle(using: &chance)
        var result: [[Catalogue.Item]] = []
        for index in 0..<max(sets.count, runs.count) {
            if sets.indices.contains(index) { result.append(sets[index]) }
            if runs.indices.contains(index) { result.append(runs[index]) }
        }
        return result
    }
}
