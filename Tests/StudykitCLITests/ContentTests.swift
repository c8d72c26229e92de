import Chapters
import Curriculum
import Foundation
import Grading
import Testing

/// The chapters as a whole: enough of everything, the whole syllabus, nobody else's text.
@Suite("The chapters together")
struct ContentTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private static let chapters: [Chapter] = ShippedChaptersTests.paths.compactMap { path in
        (try? Data(contentsOf: URL(fileURLWithPath: path))).flatMap { try? ChapterParser.parse(Array($0), path: path) }
    }

    @Test("fourteen chapters with enough exercises of every kind")
    func counts() {
        let exercises = Self.chapters.flatMap(\.exercises)
        var kinds: [String: Int] = [:]
        for exercise in exercises {
            switch exercise.kind {
            case .choice: kinds["choice", default: 0] += 1
            case .numeric: kinds["numeric", default: 0] += 1
            case .fill: kinds["fill", default: 0] += 1
            case .code: kinds["code", default: 0] += 1
            }
        }
        print(
            "chapters \(Self.chapters.count), exercises \(exercises.count), \(kinds), sets \(Self.chapters.flatMap(\.sets).count)"
        )
        #expect(Self.chapters.count == 14)
        #expect(exercises.count >= 190)
        #expect(kinds["numeric", default: 0] >= 90)
        #expect(kinds["fill", default: 0] >= 25)
        #expect(kinds["code", default: 0] >= 30)
        #expect(Self.chapters.flatMap(\.sets).count >= 12)
    }

    private static var index: KeywordIndex? {
        get throws { try KeywordIndex(folder: "\(root)/chapters", chapters) }
    }

    @Test("every chapter meets the measure")
    func measure() {
        for chapter in Self.chapters {
            let kinds = chapter.exercises.map { exercise -> String in
                switch exercise.kind {
                case .choice: "choice"
                case .numeric: "numeric"
                case .fill: "fill"
                case .code: "code"
                }
            }
            #expect(kinds.count >= 12 && kinds.count { $0 == "numeric" } >= 5, "\(chapter.id)")
            #expect(Set(kinds).count >= 3, "\(chapter.id)")
            #expect(chapter.cells.count >= 4, "\(chapter.id)")
            let headings = chapter.blocks.compactMap { block -> String? in
                if case .heading(let heading) = block.kind { heading.content.plainText } else { nil }
            }
            for part in [["ゴール", "目標"], ["公式のまとめ"], ["間違え", "誤り"]] {
                #expect(
                    headings.contains { heading in part.contains { heading.contains($0) } },
                    "\(chapter.id): \(part), \(headings)")
            }
        }
    }

    @Test("every row of the curriculum has at least two exercises, every topic is listed and asked")
    func curriculum() throws {
        let index = try #require(try Self.index)
        let known = Set(index.topics.map(\.topic.id))
        for exercise in Self.chapters.flatMap(\.exercises) {
            #expect(known.contains(exercise.topic), "\(exercise.id): \(exercise.topic)")
        }
        #expect(index.systems.map(\.row) == (1...23).map { "S\($0)" })
        for system in index.systems { #expect(system.exercises >= 2, "\(system.row)") }
        #expect(index.topics.filter(\.exercises.isEmpty).map(\.topic.id) == [])
    }

    @Test("every circulating error is drilled by at least two exercises that exist")
    func circulatingErrors() throws {
        let index = try #require(try Self.index)
        #expect(index.errors.map(\.error.number) == Array(1...22))
        for (error, exercises) in index.errors {
            #expect(exercises.count >= 2 && exercises.count == error.exercises.count, "\(error.number) \(error.name)")
        }
    }

    @Test("every keyword has its term with reading and English, a section and an exercise")
    func keywords() throws {
        let index = try #require(try Self.index)
        print("keywords \(index.keywordCoverage), rows \(index.systemCoverage), errors \(index.errorCoverage)")
        #expect(SyllabusCheck.findings(index, path: "syllabus.yaml").map { $0.headline(in: .en) } == [])
    }

    @Test("the list of keywords is the curriculum's")
    func everyKeyword() throws {
        let index = try #require(try Self.index)
        guard
            let text = try? String(contentsOfFile: "\(Self.root)/../shared/curriculum.md", encoding: .utf8),
            let start = text.range(of: "chapters as well:"), let end = text.range(of: "Exam, as candidates report it")
        else { return print("skipped: ../shared/curriculum.md is not there") }
        // Groups such as `ResNet (Skip connection, …)` are as good as a list; `Batch/Layer/Instance/Group Normalization` is four.
        let listed = text[start.upperBound..<end.lowerBound].replacing("\n", with: " ")
            .replacing(
                "Batch/Layer/Instance/Group Normalization",
                with: "Batch Normalization, Layer Normalization, Instance Normalization, Group Normalization"
            )
            .replacing("Random Flip/Erase/Crop", with: "Random Flip, Random Erase, Random Crop")
            .replacing("Fast/Faster R-CNN", with: "Fast R-CNN, Faster R-CNN").replacing(
                "1x1 / point-wise", with: "1x1, point-wise"
            )
            .components(separatedBy: CharacterSet(charactersIn: ",(.)")).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        let terms = Set(index.keywords.compactMap { $0.term?.term })
        let written = WrittenTerms(try #require(try Glossary.load(folder: "\(Self.root)/chapters")))
        let missing = listed.filter { word in !(written[word].map { terms.contains($0.term) } ?? false) }
        #expect(missing == [])
        #expect(listed.count > 60)
    }

    @Test("no sentence is the articles' at hand: fewer than 40 characters and 10 words in common")
    func originality() throws {
        let folder = "\(Self.root)/../shared/data/zenn-articles"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard !names.isEmpty else {
            print("skipped: ../shared/data/zenn-articles is not there")
            return
        }
        var characters = Passages<Character>(length: 40)
        var words = Passages<Substring>(length: 10)
        for name in names where name.hasSuffix(".md") {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            let text = String(decoding: data, as: UTF8.self)
            characters.learn(text.filter { !$0.isWhitespace })
            words.learn(Self.words(text))
        }
        for path in ShippedChaptersTests.paths {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(characters.firstKnown(in: text.filter { !$0.isWhitespace }).map { String($0) } == nil, "\(path)")
            #expect(words.firstKnown(in: Self.words(Self.prose(text))) == nil, "\(path)")
        }
    }

    /// Without listings and formulas: `Σ I(i+m, j+n) K(m, n)` is nobody's sentence.
    private static func prose(_ text: String) -> String {
        text.replacing(/```[\s\S]*?```|\$+[^$]*\$+|`[^`\n]*`/, with: " ")
    }

    /// Runs of letters, in order.
    private static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter }
    }
}

/// Every run of so many elements that some texts contain.
private struct Passages<Element: Hashable> {
    let length: Int
    private var known: Set<Int> = []

    init(length: Int) { self.length = length }

    mutating func learn(_ text: some Sequence<Element>) {
        let text = Array(text)
        guard text.count >= length else { return }
        for start in 0...(text.count - length) { known.insert(text[start..<start + length].hashValue) }
    }

    func firstKnown(in text: some Sequence<Element>) -> ArraySlice<Element>? {
        let text = Array(text)
        guard text.count >= length else { return nil }
        return (0...(text.count - length)).lazy.map { text[$0..<$0 + length] }.first { known.contains($0.hashValue) }
    }
}
