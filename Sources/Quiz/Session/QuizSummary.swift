import Progress

/// How a quiz went: by topic, and what to read next.
package struct QuizSummary: Sendable, Hashable, Codable {
    package struct Topic: Sendable, Hashable, Codable {
        package var topic: String
        package var name: String
        package var right: Int
        package var answered: Int
    }

    package struct Reading: Sendable, Hashable, Codable {
        package var chapter: String
        package var title: String
        package var section: String
        /// How many answers of that section were wrong.
        package var wrong: Int
    }

    package var right: Int
    package var answered: Int
    package var skipped: Int
    package var asked: Int
    package var planned: Int
    package var seconds: Double
    package var topics: [Topic]
    /// The sections with most wrong answers, at most three.
    package var readNext: [Reading]
    package var flagged: [ItemKey]

    package init(
        events: [AnswerEvent], flagged: Set<ItemKey>, skipped: Int, asked: Int, planned: Int, catalogue: Catalogue
    ) {
        right = events.count { $0.isRight }
        answered = events.count
        self.skipped = skipped
        self.asked = asked
        self.planned = planned
        seconds = events.reduce(0) { $0 + ($1.seconds ?? 0) }
        topics = Dictionary(grouping: events, by: \.topic).map { topic, events in
            Topic(
                topic: topic, name: catalogue.name(of: topic), right: events.count { $0.isRight },
                answered: events.count)
        }.sorted { ($0.topic) < ($1.topic) }
        let items = Dictionary(catalogue.items.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let wrong = events.filter { !$0.isRight }.compactMap { items[$0.item] }
        let readings = Dictionary(grouping: wrong) { "\($0.key.chapter)\n\($0.section)" }.values.compactMap { group in
            group.first.map { item in
                Reading(
                    chapter: item.key.chapter, title: catalogue.titles[item.key.chapter] ?? item.key.chapter,
                    section: item.section, wrong: group.count)
            }
        }
        readNext = Array(
            readings.sorted { (-$0.wrong, $0.chapter, $0.section) < (-$1.wrong, $1.chapter, $1.section) }.prefix(3))
        self.flagged = flagged.sorted()
    }
}
