import Chapters

/// Which pictures a page needs, and where they go.
struct ChapterImages {
    /// What to copy: the file, and its path below the site's folder.
    var files: [(file: String, target: String)] = []
    /// The address from the page, by the source as the chapter has it.
    var addresses: [String: String] = [:]
    var diagnostics: [Diagnostic] = []

    static func find(in chapter: Chapter, name: String) -> ChapterImages {
        let finder = ImageFinder(chapterPath: chapter.path)
        var result = ChapterImages()
        for (source, position) in ImageCollector.images(in: chapter) {
            let found: ImageFinder.Found
            do throws(ImageFinder.Problem) {
                found = try finder.find(source)
            } catch {
                guard error != .notLocal else { continue }
                result.diagnostics.append(problem(error, source, chapter.path, position))
                continue
            }
            let target = "assets/\(name)/\(found.relativePath)"
            result.files.append((found.file, target))
            result.addresses[source] = SitePath.encoded(target)
        }
        return result
    }

    private static func problem(
        _ problem: ImageFinder.Problem, _ source: String, _ path: String, _ position: SourcePosition
    ) -> Diagnostic {
        let isMissing = problem == .missing
        return Diagnostic(
            .warning, code: isMissing ? "image-missing" : "image-refused", path: path, position: position,
            message: isMissing
                ? LocalizedText(ja: "画像 \(source) がありません", en: "image \(source) is missing")
                : LocalizedText(ja: "画像 \(source) は使えません", en: "image \(source) can't be used"),
            help: isMissing
                ? nil
                : LocalizedText(
                    ja: "章のフォルダーの中にある画像（\(ImageFinder.extensions.sorted().joined(separator: "・"))、20 MB まで）だけを使えます",
                    en: "Only images inside the chapter's folder can be used "
                        + "(\(ImageFinder.extensions.sorted().joined(separator: ", ")), up to 20 MB)"))
    }
}
