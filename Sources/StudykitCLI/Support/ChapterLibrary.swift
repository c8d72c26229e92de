import Chapters
import Curriculum
import Foundation
import Grading
import Quiz

/// The chapters that a quiz, an exam or a plan takes its questions from: what is in them, and where they are.
///
/// What is in a chapter is remembered by the file's size and time, so that the parser only sees what has changed: a status is there at once
/// however much there is to learn.
struct ChapterLibrary: Sendable {
    let catalogue: Catalogue
    /// By chapter id.
    let paths: [String: String]

    /// The named chapters; all of them when none is named.
    ///
    /// A chapter that can't be read is an error when it was named, else a complaint, and the others are used.
    static func open(_ names: [String] = []) throws -> ChapterLibrary {
        let locator = ChapterLocator()
        var cache = CatalogueCache.load()
        defer { cache.save() }
        if !names.isEmpty {
            return ChapterLibrary(
                try names.map { name in
                    let path = try locator.path(of: name)
                    return (path, try cache.entry(path))
                })
        }
        guard let folder = locator.chapterFolder else {
            throw Failure(
                status: .noInput,
                message: LocalizedText(ja: "chapters フォルダが見つかりません", en: "there is no chapters folder here or above"))
        }
        var found: [(path: String, entry: CatalogueCache.Entry)] = []
        for name in ChapterLocator.names(in: folder) {
            let path = "\(folder)/\(name).md"
            do {
                found.append((path, try cache.entry(path)))
            } catch let diagnostic as Diagnostic {
                Console.complain([diagnostic])
            } catch {
                Console.complain(error as? Failure ?? .internalFault(error))
            }
        }
        return ChapterLibrary(found)
    }

    private init(_ found: [(path: String, entry: CatalogueCache.Entry)]) {
        catalogue = Catalogue(
            items: found.flatMap(\.entry.items),
            titles: Dictionary(found.map { ($0.entry.id, $0.entry.title) }, uniquingKeysWith: { first, _ in first }),
            topicNames: ChapterLibrary.topicNames(beside: found.first?.path))
        paths = Dictionary(found.map { ($0.entry.id, $0.path) }, uniquingKeysWith: { first, _ in first })
    }

    /// From the syllabus beside the chapters; a damaged one is the author's business, and `check` tells it.
    private static func topicNames(beside path: String?) -> [String: String] {
        guard let path, let syllabus = try? Syllabus.load(besideChapter: path) else { return [:] }
        return Dictionary(syllabus.topics.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// A whole chapter; nil when there is none of that id.
    func chapter(_ id: String) throws -> Chapter? {
        guard let path = paths[id] else { return nil }
        return try ChapterParser.parse(ChapterLocator.read(path), path: path)
    }
}
