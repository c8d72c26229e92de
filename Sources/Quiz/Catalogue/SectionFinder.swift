import Chapters
import Foundation

/// Which section of a chapter to read for an exercise: the one that shares most with its question and explanation.
///
/// Chapters keep their exercises in sections of their own, whose headings say nothing about what to read. What is compared are pairs of
/// neighbouring characters, since Japanese has no spaces; a pair that stands in every section weighs nothing.
struct SectionFinder {
    private struct Section {
        var title: String
        var pairs: Set<String>
    }

    private let sections: [Section]
    private let weights: [String: Double]

    init(_ chapter: Chapter) {
        let sections = SectionFinder.readable(chapter)
        var counts: [String: Int] = [:]
        for section in sections {
            for pair in section.pairs { counts[pair, default: 0] += 1 }
        }
        self.sections = sections
        weights = counts.mapValues { log(Double(sections.count) / Double($0)) }
    }

    /// The heading of the section to read; nil when every section of the chapter has exercises, or none shares anything.
    func title(for exercise: Exercise) -> String? {
        let asked = SectionFinder.pairs((exercise.prompt + exercise.explanation).markedText)
        var best: (title: String, score: Double)?
        for section in sections {
            let shared = section.pairs.intersection(asked).reduce(0) { $0 + (weights[$1] ?? 0) }
            // A long section has more of everything.
            let score = shared / Double(max(section.pairs.count, 1)).squareRoot()
            if score > best?.score ?? 0 { best = (section.title, score) }
        }
        return best?.title
    }

    /// The sections that have no exercises, with their text.
    private static func readable(_ chapter: Chapter) -> [Section] {
        var found: [(title: String, text: String, hasExercises: Bool)] = []
        for block in chapter.blocks {
            switch block.kind {
            case .heading(let heading) where heading.level <= 2:
                let title = heading.content.markedText
                found.append((title, title, false))
            case .exercise, .exerciseSet:
                if !found.isEmpty { found[found.count - 1].hasExercises = true }
            default:
                if !found.isEmpty { found[found.count - 1].text += " " + [block].markedText }
            }
        }
        return found.filter { !$0.hasExercises }.map { Section(title: $0.title, pairs: pairs($0.text)) }
    }

    private static func pairs(_ text: String) -> Set<String> {
        let characters = Array(text.lowercased().filter { $0.isLetter || $0.isNumber })
        return Set(zip(characters, characters.dropFirst()).map { String([$0, $1]) })
    }
}
