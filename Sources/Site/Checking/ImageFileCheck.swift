import Chapters
import Grading

/// Looks for the files of a chapter's images, as a page would.
package struct ImageFileCheck: ChapterCheck {
    package init() {}

    package func findings(in chapter: Chapter) async throws -> CheckFindings {
        let finder = ImageFinder(chapterPath: chapter.path)
        var result = CheckFindings()
        for site in chapter.sites {
            guard case .image(let image) = site.kind, !image.source.isEmpty else { continue }
            do throws(ImageFinder.Problem) {
                _ = try finder.find(image.source)
            } catch .notLocal {
                continue
            } catch .missing {
                result.diagnostics.append(
                    Diagnostic(
                        .warning, code: "image-missing", path: chapter.path, position: site.position,
                        message: LocalizedText(
                            ja: "画像 \(image.source) がありません", en: "there is no image \(image.source)"),
                        help: LocalizedText(
                            ja: "/images/… は章のフォルダか、その隣の images から数えます。",
                            en: "/images/… counts from the chapter's folder, or from images beside it."),
                        why: LocalizedText(ja: "読者には代替テキストだけが見えます。", en: "Readers see its alternative text only.")))
            } catch .refused {
                result.diagnostics.append(
                    Diagnostic(
                        .warning, code: "image-refused", path: chapter.path, position: site.position,
                        message: LocalizedText(
                            ja: "\(image.source) は章の外のファイルか、画像ではありません",
                            en: "\(image.source) lies outside the chapter's folders, or is no image"),
                        help: LocalizedText(
                            ja: "画像を章のフォルダか images に置いてください。", en: "Put it into the chapter's folder or into images."),
                        why: LocalizedText(ja: "ページには章のフォルダの画像だけが入ります。", en: "A page holds only what lies there.")))
            }
        }
        return result
    }
}
