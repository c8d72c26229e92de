import Chapters

/// Where a chapter explains and drills each term of the glossary: the sections and the exercises whose text names it.
package struct ChapterTerms: Sendable, Hashable, Codable {
    package struct Section: Sendable, Hashable, Codable {
        /// Of its heading; empty above the first.
        package var anchor: String
        package var title: String
        /// How much it is about the term.
        package var weight: Int
    }

    package struct Mentions: Sendable, Hashable, Codable {
        /// The weightiest first.
        package var sections: [Section] = []
        /// The ids of the exercises, those that ask about it before those that only explain with it.
        package var exercises: [String] = []
    }

    /// What a heading that names the term counts for: a section is about what its title says.
    private static let headingWeight = 12
    /// As many sections of a chapter are worth keeping.
    private static let sectionLimit = 3

    /// By the term.
    package private(set) var mentions: [String: Mentions] = [:]
    /// Every exercise of the chapter with its topic.
    package let topics: [String: String]

    package init(_ chapter: Chapter, _ finder: TermFinder) {
        topics = Dictionary(chapter.exercises.map { ($0.id, $0.topic) }, uniquingKeysWith: { first, _ in first })
        // A heading over nothing but exercises explains nothing.
        for section in SectionText.sections(of: chapter) where !section.text.allSatisfy(\.isWhitespace) {
            // The chapter's own title is about too much.
            let named = section.anchor.isEmpty ? [:] : finder.counts(in: section.title)
            for (term, count) in finder.counts(in: section.text).merging(named, uniquingKeysWith: +) {
                let weight = count + (named[term] == nil ? 0 : ChapterTerms.headingWeight)
                mentions[finder.terms[term].term, default: Mentions()].sections.append(
                    Section(anchor: section.anchor, title: section.title, weight: weight))
            }
        }
        mentions = mentions.mapValues { found in
            let heaviest = found.sections.sorted { $0.weight > $1.weight }
            return Mentions(sections: Array(heaviest.prefix(ChapterTerms.sectionLimit)))
        }
        for texts in [ExerciseText.asked, ExerciseText.explained] {
            for exercise in chapter.exercises {
                for term in finder.counts(in: texts(exercise)).keys {
                    let name = finder.terms[term].term
                    guard mentions[name]?.exercises.contains(exercise.id) != true else { continue }
                    mentions[name, default: Mentions()].exercises.append(exercise.id)
                }
            }
        }
    }
}

/// The running text of a chapter by its headings; exercises are apart.
private enum SectionText {
    typealias Section = (anchor: String, title: String, text: String)

    static func sections(of chapter: Chapter) -> [Section] {
        var sections: [Section] = [("", chapter.title, "")]
        add(chapter.blocks, to: &sections)
        return sections
    }

    private static func add(_ blocks: [Block], to sections: inout [Section]) {
        for block in blocks {
            switch block.kind {
            case .heading(let heading): sections.append((heading.anchor, heading.content.plainText, ""))
            case .message(_, let inner), .quote(let inner): add(inner, to: &sections)
            case .details(let title, let inner):
                sections[sections.count - 1].text += "\n" + title.plainText
                add(inner, to: &sections)
            default: sections[sections.count - 1].text += "\n" + [block].markedText
            }
        }
    }
}

private enum ExerciseText {
    /// What somebody reads before answering.
    static func asked(_ exercise: Exercise) -> String {
        var text = exercise.prompt.markedText
        switch exercise.kind {
        case .choice(let choice): text += choice.options.map { "\n" + $0.content.markedText }.joined()
        case .fill(let fill): text += "\n" + fill.code
        case .code(let code): text += "\n" + code.starter.code
        case .numeric: break
        }
        return text
    }

    /// What they read afterwards: feedback, hints, explanation.
    static func explained(_ exercise: Exercise) -> String {
        var text = (exercise.hints.map(\.markedText) + [exercise.explanation.markedText]).joined(separator: "\n")
        switch exercise.kind {
        case .choice(let choice): text += choice.options.map { "\n" + $0.feedback.markedText }.joined()
        case .fill(let fill):
            text += fill.blanks.flatMap(\.feedback.values).sorted().map { "\n" + $0 }.joined()
        case .numeric(let question): text += "\n" + question.source.code
        case .code: break
        }
        return text
    }
}
