import Chapters

/// The whole syllabus against the chapters: for every keyword its sections and exercises, and how much is covered.
package struct KeywordIndex: Sendable {
    /// A chapter as the index needs it.
    package struct Chapter: Sendable {
        package var id: String
        package var title: String
        package var terms: ChapterTerms

        package init(id: String, title: String, terms: ChapterTerms) {
            self.id = id
            self.title = title
            self.terms = terms
        }
    }

    /// A section of a chapter.
    package struct Section: Sendable, Hashable {
        package var chapter: String
        package var anchor: String
        package var title: String
    }

    package struct Exercise: Sendable, Hashable {
        package var chapter: String
        package var id: String
    }

    package struct Keyword: Sendable {
        package var word: String
        /// Its entry in the glossary; nil when there is none.
        package var term: Glossary.Term?
        /// Those that are most about it, at most three, the chapter that explains it first.
        package var sections: [Section]
        package var exercises: [Exercise]

        package var isCovered: Bool { term != nil && !sections.isEmpty && !exercises.isEmpty }
    }

    package struct Topic: Sendable {
        package var topic: Syllabus.Topic
        package var keywords: [Keyword]
        package var exercises: [Exercise]
    }

    /// So many of so many.
    package struct Coverage: Sendable, Hashable, Codable {
        package var covered: Int
        package var total: Int
    }

    private static let sectionLimit = 3
    /// The chapter that explains a term is where to begin.
    private static let homeWeight = 6
    /// As often as this, a row of the curriculum or an error must be drilled.
    package static let minimumDrill = 2

    package var topics: [Topic]
    package var errors: [(error: Syllabus.CirculatingError, exercises: [Exercise])]
    /// The number of exercises of each row of the curriculum, `S1` ….
    package var systems: [(row: String, exercises: Int)]
    private let terms: WrittenTerms
    private let chapters: [Chapter]

    package init(_ syllabus: Syllabus, _ glossary: Glossary?, _ chapters: [Chapter]) {
        terms = WrittenTerms(glossary ?? Glossary(terms: []))
        self.chapters = chapters
        let known = Set(
            chapters.flatMap { chapter in chapter.terms.topics.keys.map { Exercise(chapter: chapter.id, id: $0) } })
        topics = []
        errors = syllabus.errors.map { error in
            (error, error.exercises.compactMap(KeywordIndex.exercise).filter(known.contains))
        }
        systems = []
        topics = syllabus.topics.map { topic in
            Topic(
                topic: topic, keywords: topic.keywords.map { keyword($0, topic: topic.id) },
                exercises: chapters.flatMap { chapter in
                    chapter.terms.topics.filter { $0.value == topic.id }.keys.sorted().map {
                        Exercise(chapter: chapter.id, id: $0)
                    }
                })
        }
        var counts: [String: Int] = [:]
        for topic in topics { for row in topic.topic.systems { counts[row, default: 0] += topic.exercises.count } }
        systems = counts.sorted { (Int($0.key.dropFirst()) ?? 0, $0.key) < (Int($1.key.dropFirst()) ?? 0, $1.key) }
            .map { ($0.key, $0.value) }
    }

    /// The lists of a folder against its chapters; nil when it has no syllabus.
    ///
    /// - Throws: A diagnostic when one of the lists is not of its form.
    package init?(folder: String, _ chapters: [Chapters.Chapter]) throws(Diagnostic) {
        guard let syllabus = try Syllabus.load(folder: folder) else { return nil }
        let glossary = try Glossary.load(folder: folder)
        let finder = TermFinder(glossary ?? Glossary(terms: []))
        self.init(
            syllabus, glossary,
            chapters.map { Chapter(id: $0.id, title: $0.title, terms: ChapterTerms($0, finder)) })
    }

    /// Every keyword once, in the order of the syllabus.
    package var keywords: [Keyword] {
        var seen: Set<String> = []
        return topics.flatMap(\.keywords).filter { seen.insert($0.word).inserted }
    }

    package var keywordCoverage: Coverage {
        Coverage(covered: keywords.count(where: \.isCovered), total: keywords.count)
    }

    package var systemCoverage: Coverage {
        Coverage(covered: systems.count { $0.exercises >= KeywordIndex.minimumDrill }, total: systems.count)
    }

    package var errorCoverage: Coverage {
        Coverage(covered: errors.count { $0.exercises.count >= KeywordIndex.minimumDrill }, total: errors.count)
    }

    /// The sections that are most about a term of the glossary.
    package func sections(of term: Glossary.Term) -> [Section] {
        let found = chapters.flatMap { chapter in
            (chapter.terms.mentions[term.term]?.sections ?? []).map { section in
                (
                    section: Section(chapter: chapter.id, anchor: section.anchor, title: section.title),
                    weight: section.weight + (chapter.id == term.chapter ? KeywordIndex.homeWeight : 0)
                )
            }
        }
        // A stable order for equal weights: that of the text.
        let best = found.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
        return best.prefix(KeywordIndex.sectionLimit).map(\.element.section)
    }

    private func keyword(_ word: String, topic: String) -> Keyword {
        let term = terms[word]
        let exercises = chapters.flatMap { chapter -> [(Exercise, Bool)] in
            guard let term else { return [] }
            return (chapter.terms.mentions[term.term]?.exercises ?? []).map { id in
                (Exercise(chapter: chapter.id, id: id), chapter.terms.topics[id] == topic)
            }
        }
        return Keyword(
            word: word, term: term, sections: term.map(sections) ?? [],
            // Those of the topic first: they are meant for it.
            exercises: exercises.filter(\.1).map(\.0) + exercises.filter { !$0.1 }.map(\.0))
    }

    private static func exercise(_ path: String) -> Exercise? {
        let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
        return parts.count == 2 ? Exercise(chapter: parts[0], id: parts[1]) : nil
    }
}

/// The terms of a glossary by how they are written.
package struct WrittenTerms: Sendable {
    private let terms: [String: Glossary.Term]
    private let spellings: [String: Glossary.Term]

    package init(_ glossary: Glossary) {
        terms = Dictionary(glossary.terms.map { ($0.term, $0) }) { first, _ in first }
        spellings = Dictionary(
            glossary.terms.flatMap { term in term.spellings.map { ($0.lowercased(), term) } }
        ) { first, _ in first }
    }

    /// The term of this name, else the first that has it among its spellings; capitals don't count there.
    package subscript(word: String) -> Glossary.Term? { terms[word] ?? spellings[word.lowercased()] }
}
