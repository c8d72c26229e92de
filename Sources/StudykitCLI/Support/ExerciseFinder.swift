import ArgumentParser
import Chapters
import Grading
import Runner

/// Finds an exercise by its id in all chapters (or in one: `chapter03/id`), with its report for the current answers.
struct ExerciseFinder {
    var chapter: Chapter
    var index: Int

    var exercise: Exercise { chapter.exercises[index] }

    static func find(_ name: String) throws -> ExerciseFinder {
        let parts = name.split(separator: "/").map(String.init)
        let id = parts.last ?? name
        var known: [String] = []
        for chapter in try chapters(named: parts.count > 1 ? parts[parts.count - 2] : nil) {
            if let index = chapter.exercises.firstIndex(where: { $0.id == id }) {
                return ExerciseFinder(chapter: chapter, index: index)
            }
            if let set = chapter.sets.first(where: { $0.id == id }) {
                let names = set.exercises.map { chapter.exercises[$0].id }.joined(separator: ", ")
                throw Failure(
                    status: .noInput,
                    message: LocalizedText(
                        ja: "\(id) は連問です。中の演習を指定してください: \(names)",
                        en: "\(id) is a linked set; name one of its exercises: \(names)"))
            }
            known += chapter.exercises.map(\.id)
        }
        let nearest = NearestName.find(id, in: known)
        throw Failure(
            status: .noInput,
            message: LocalizedText(ja: "演習 \(id) はありません", en: "there is no exercise \(id)"),
            help: nearest.map { LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?") })
    }

    private static func chapters(named name: String?) throws -> [Chapter] {
        let locator = ChapterLocator()
        let names = name.map { [$0] } ?? locator.chapterFolder.map(ChapterLocator.names) ?? []
        return try names.compactMap { name in
            let path = try locator.path(of: name)
            // A damaged chapter hides its own exercises only; `run` and `list` report it.
            return try? ChapterParser.parse(ChapterLocator.read(path), path: path)
        }
    }
}

extension ExerciseFinder {
    /// What `run --seed` draws for the exercise; the question is nil for kinds that have none.
    func draw(seed: UInt64) async throws -> (question: DrawnQuestion?, parameters: [String]) {
        let isNumeric = if case .numeric = exercise.kind { true } else { false }
        guard isNumeric || !exercise.parameters.isEmpty else { return (nil, []) }
        let machine: Machine
        do throws(MissingTool) {
            machine = try Machine.find()
        } catch {
            throw Failure(status: .fault, message: error.message, help: error.help)
        }
        let result = try await QuestionBank(machine: machine, usesCache: true).draw(chapter, seed: seed)
        if result.parameters[exercise.id] == nil { Console.complain(result.diagnostics) }
        return (result.questions[exercise.id], result.parameters[exercise.id] ?? [])
    }
}

/// All exercise ids, for the shell's completion.
func completeExercises(_: [String], _: Int, _: String) -> [String] {
    let locator = ChapterLocator()
    let names = locator.chapterFolder.map(ChapterLocator.names) ?? []
    return names.flatMap { name -> [String] in
        guard let path = try? locator.path(of: name), let bytes = try? ChapterLocator.read(path),
            let chapter = try? ChapterParser.parse(bytes, path: path)
        else { return [] }
        return chapter.exercises.map(\.id)
    }
}

/// All chapters and exercise ids, for the shell's completion.
func completeTargets(words: [String], index: Int, prefix: String) -> [String] {
    (ChapterLocator().chapterFolder.map(ChapterLocator.names) ?? []) + completeExercises(words, index, prefix)
}
