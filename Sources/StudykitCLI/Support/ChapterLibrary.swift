import Chapters

/// The chapters that a quiz, an exam or a plan takes its questions from.
enum ChapterLibrary {
    /// Parses the named chapters; all of them when none is named.
    ///
    /// A chapter that can't be read is an error when it was named, else a complaint, and the others are used.
    static func load(_ names: [String]?) throws -> [Chapter] {
        let locator = ChapterLocator()
        if let names, !names.isEmpty {
            return try names.map { name in
                let path = try locator.path(of: name)
                return try ChapterParser.parse(ChapterLocator.read(path), path: path)
            }
        }
        guard let folder = locator.chapterFolder else {
            throw Failure(
                status: .noInput,
                message: LocalizedText(ja: "chapters フォルダが見つかりません", en: "there is no chapters folder here or above"))
        }
        return ChapterLocator.names(in: folder).compactMap { name in
            do {
                let path = "\(folder)/\(name).md"
                return try ChapterParser.parse(ChapterLocator.read(path), path: path)
            } catch let diagnostic as Diagnostic {
                Console.complain([diagnostic])
            } catch let failure as Failure {
                Console.complain(failure)
            } catch {
                Console.complain(Failure.internalFault(error))
            }
            return nil
        }
    }
}
