import Chapters

/// The files that decide what a run of a chapter shows: the chapter, the answers to it, and what its text names.
package struct WatchedFiles {
    let chapter: String
    let answers: String

    package init(chapter: String, answers: String) {
        self.chapter = chapter
        self.answers = answers
    }

    /// As things stand now; those that the chapter includes and are not there are watched for.
    package var paths: [String] {
        [chapter, answers] + named
    }

    private var named: [String] {
        guard let bytes = TextCheck.read(chapter) else { return [] }
        let folder = chapter.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
        let beside = ChapterFiles.beside(chapter: chapter)
        var names: [String] = []
        let files = ChapterFiles { name, limit in
            names.append(name)
            return beside.find(name, limit)
        }
        // A chapter that is no text names nothing; the run says what is wrong with it.
        guard (try? ChapterParser.parse(bytes, path: chapter, files: files)) != nil else { return [] }
        return names.map { (folder + [$0]).joined(separator: "/") }
    }
}
