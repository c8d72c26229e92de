import Chapters
import Progress
import Scheduling

/// Everything that can be asked: the exercises of some chapters, in the order of the text.
package struct Catalogue: Sendable {
    package struct Item: Sendable, Hashable {
        package var key: ItemKey
        package var topic: String
        package var points: Int
        /// The linked set that it belongs to.
        package var set: String?
        /// Its answer is code, written in an editor.
        package var isCode: Bool
        /// Another seed asks something else.
        package var isParametric: Bool
        /// The heading of the section to read for it.
        package var section: String

        package init(
            key: ItemKey, topic: String, points: Int = 1, set: String? = nil, isCode: Bool = false,
            isParametric: Bool = false, section: String = ""
        ) {
            self.key = key
            self.topic = topic
            self.points = points
            self.set = set
            self.isCode = isCode
            self.isParametric = isParametric
            self.section = section
        }
    }

    package var items: [Item]
    /// By chapter id.
    package var titles: [String: String]
    /// What learners call each topic; a topic that the syllabus does not list is called by its id.
    package var topicNames: [String: String]

    package init(items: [Item], titles: [String: String] = [:], topicNames: [String: String] = [:]) {
        self.items = items
        self.titles = titles
        self.topicNames = topicNames
    }

    package func name(of topic: String) -> String { topicNames[topic] ?? topic }

    package init(_ chapters: [Chapter]) {
        items = chapters.flatMap { chapter in
            let sections = chapter.sectionsOfExercises
            let finder = SectionFinder(chapter)
            // A set is one draw, so either all of it changes with the seed or nothing.
            let drawnSets = chapter.sets.filter { set in
                set.source != nil || set.exercises.contains { chapter.exercises[$0].isParametric }
            }
            let drawn = Set(drawnSets.flatMap(\.exercises))
            return chapter.exercises.indices.map { index in
                let exercise = chapter.exercises[index]
                var isCode = false
                if case .code = exercise.kind { isCode = true }
                return Item(
                    key: ItemKey(chapter: chapter.id, exercise: exercise.id), topic: exercise.topic,
                    points: exercise.points, set: exercise.set, isCode: isCode,
                    isParametric: exercise.isParametric || drawn.contains(index),
                    section: finder.title(for: exercise) ?? sections[index] ?? "")
            }
        }
        titles = Dictionary(chapters.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        topicNames = [:]
    }

    package var topics: [String] { Set(items.map(\.topic)).sorted() }

    /// The items as a plan sees them.
    package func studyItems(_ progress: [ItemKey: ItemProgress], calendar: StudyCalendar) -> [StudyItem] {
        items.map { item in
            let card = progress[item.key]?.card
            return StudyItem(
                id: item.key.description, topic: item.topic, memory: card?.memory,
                lastReviewDay: card?.lastReview.map(calendar.day(of:)) ?? 0)
        }
    }
}

extension Exercise {
    fileprivate var isParametric: Bool {
        if case .numeric = kind { true } else { !parameters.isEmpty }
    }
}

extension Chapter {
    /// By index of the exercise, the heading above it.
    var sectionsOfExercises: [Int: String] {
        var sections: [Int: String] = [:]
        var current = ""
        for block in blocks {
            switch block.kind {
            case .heading(let heading) where heading.level <= 2: current = heading.content.markedText
            case .exercise(let index): sections[index] = current
            case .exerciseSet(let index): for exercise in sets[index].exercises { sections[exercise] = current }
            default: break
            }
        }
        return sections
    }
}
