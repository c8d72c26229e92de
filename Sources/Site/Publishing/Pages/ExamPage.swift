import Chapters
import Curriculum
import Foundation
import Grading

/// The practice exam: a form that its script brings to life.
///
/// Without script it says how to sit one in the terminal.
struct ExamPage {
    let frame: PageFrame
    let entries: [SiteManifest.Entry]

    func render() -> String {
        func label(_ text: LocalizedText) -> String { frame.label(text) }
        let html = """
            <div class="layout">
            <main id="sk-main" tabindex="-1">
            <h1>\(label(SiteLabels.exam))</h1>
            <p>\(label(SiteLabels.examLead))</p>
            <noscript><p>\(label(SiteLabels.examNeedsScript)) <code>studykit exam</code></p></noscript>
            <div class="exam" hidden>
            <form class="exam-setup" autocomplete="off">
            <p class="pool"></p>
            <p class="field"><label>\(label(SiteLabels.examCount)) <input type="number" name="count" min="1" max="300" step="1" required></label>
            <label>\(label(SiteLabels.examMinutes)) <input type="number" name="minutes" min="1" max="600" step="1" required></label>
            <label>\(label(SiteLabels.examNumber)) <input type="text" name="seed" inputmode="numeric" maxlength="9" pattern="[0-9]*"></label></p>
            <p class="actions"><button type="submit">\(label(SiteLabels.examStart))</button></p>
            </form>
            </div>
            </main>
            </div>

            """
        let scripts =
            LiveWords.scripts(frame.language) + [ExamWords.name(frame.language), "assets/exam.js", "exam/topics.js"]
            + entries.map { "exam/\(SitePath.encoded($0.id)).js" }
        return frame.document(
            .init(
                name: "exam.html", title: SiteLabels.exam(frame.language), summary: SiteLabels.examLead(frame.language),
                language: frame.language.rawValue, styles: ["assets/exam.css"], scripts: scripts, body: html))
    }

    /// The topics' names.
    static func script(for syllabus: Syllabus?) -> String {
        let names = Dictionary(
            (syllabus?.topics ?? []).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return ExamPart.call("studykitExamTopics", names)
    }
}

/// What the exam must know of a chapter before it loads its questions.
struct ExamPart: Encodable {
    struct Item: Encodable {
        var id: String
        var topic: String
        var points: Int
        var set: String?
        /// How many draws there are.
        var count: Int
        /// The heading above it, by its place in `sections`.
        var section: Int
    }

    struct Section: Encodable, Equatable {
        var title: String
        /// As it stands in an address.
        var anchor: String
    }

    var chapter: String
    var title: String
    var page: String
    var data: String
    var items: [Item] = []
    /// Those with exercises.
    var sections: [Section] = []

    /// In the chapter's order; code is not asked, since nobody writes code in the exam.
    init(_ chapter: Chapter, _ document: LiveExercises.Document, page: String, data: String) {
        self.chapter = chapter.id
        title = chapter.title
        self.page = page
        self.data = data
        var heading = Section(title: chapter.title, anchor: "")
        for block in chapter.blocks {
            switch block.kind {
            case .heading(let found):
                heading = Section(
                    title: found.content.plainText,
                    anchor: String(LinkPolicy.fragment(identifier(found.anchor)).dropFirst()))
            case .exercise(let index): add(index, chapter, document, heading)
            case .exerciseSet(let index) where chapter.sets.indices.contains(index):
                for exercise in chapter.sets[index].exercises { add(exercise, chapter, document, heading) }
            default: break
            }
        }
    }

    private mutating func add(
        _ index: Int, _ chapter: Chapter, _ document: LiveExercises.Document, _ heading: Section
    ) {
        guard chapter.exercises.indices.contains(index) else { return }
        let exercise = chapter.exercises[index]
        guard let data = document.exercises[exercise.id] else { return }
        if sections.last != heading { sections.append(heading) }
        items.append(
            Item(
                id: exercise.id, topic: exercise.topic, points: exercise.points, set: exercise.set, count: data.count,
                section: sections.count - 1))
    }

    var script: String { Self.call("studykitExamPart", self) }

    fileprivate static func call(_ function: String, _ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return "" }
        return "\(function)(\(String(decoding: data, as: UTF8.self)));\n"
    }
}
