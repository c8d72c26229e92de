import Progress
import Quiz

/// The exercises of a chapter as a file keeps them: column by column, and what comes again and again once.
///
/// Decoding ten thousand objects takes a tenth of a second, which would be half of a status. Here a column is one text.
struct CatalogueColumns: Codable {
    /// A value a line; no id, topic or heading has a line break in it.
    private struct Column: Codable {
        private var text: String

        init(_ values: [String]) { text = values.joined(separator: "\n") }

        var values: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        init(from decoder: any Decoder) throws {
            text = try decoder.singleValueContainer().decode(String.self)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(text)
        }
    }

    /// A column whose values repeat: each of them once, and which of them each row has.
    private struct SharedColumn: Codable {
        private var distinct: Column
        private var rows: Column

        init(_ values: [String?]) {
            var known: [String: Int] = [:]
            var texts: [String] = []
            for case let value? in values where known[value] == nil {
                known[value] = texts.count
                texts.append(value)
            }
            distinct = Column(texts)
            rows = Column(values.map { value in value.flatMap { known[$0] }.map { "\($0)" } ?? "" })
        }

        /// Nil where there is none.
        var values: [String?] {
            let texts = distinct.values.map(String.init)
            return rows.values.map { row in Int(row).flatMap { texts.indices.contains($0) ? texts[$0] : nil } }
        }
    }

    private var exercises: Column
    private var points: Column
    /// `c` for code, `p` for parametric.
    private var kinds: Column
    private var topics: SharedColumn
    private var sections: SharedColumn
    private var sets: SharedColumn

    init(_ items: [Catalogue.Item]) {
        exercises = Column(items.map(\.key.exercise))
        points = Column(items.map { "\($0.points)" })
        kinds = Column(items.map { ($0.isCode ? "c" : "") + ($0.isParametric ? "p" : "") })
        topics = SharedColumn(items.map(\.topic))
        sections = SharedColumn(items.map(\.section))
        sets = SharedColumn(items.map(\.set))
    }

    /// The exercises again; nil when the columns do not fit together.
    func items(chapter: String) -> [Catalogue.Item]? {
        let ids = exercises.values
        let (points, kinds) = (points.values, kinds.values)
        let (topics, sections, sets) = (topics.values, sections.values, sets.values)
        guard [points.count, kinds.count, topics.count, sections.count, sets.count].allSatisfy({ $0 == ids.count })
        else { return nil }
        // No exercises at all are a column with one empty line.
        return ids.indices.filter { !ids[$0].isEmpty }.map { row in
            Catalogue.Item(
                key: ItemKey(chapter: chapter, exercise: String(ids[row])), topic: topics[row] ?? "",
                points: Int(points[row]) ?? 1, set: sets[row], isCode: kinds[row].contains("c"),
                isParametric: kinds[row].contains("p"), section: sections[row] ?? "")
        }
    }
}
