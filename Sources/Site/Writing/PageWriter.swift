import Chapters
import Grading

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes a chapter's page into a folder, with everything it needs beside it.
///
///     DIR/chapter03.html
///     DIR/assets/style.css, math.css, fonts/…
///     DIR/assets/chapter03/…        the chapter's pictures
///
/// The page opens by double click and from any server; nothing in it points outside the folder.
package struct PageWriter: Sendable {
    package struct Written: Sendable {
        /// The page, as a path below the folder that was given.
        package var path: String
        /// What could not be shown as meant.
        package var diagnostics: [Diagnostic]
    }

    private let directory: String
    private let assets: JavaScriptAssets
    private let renderer: HTMLRenderer

    /// One writer may write many chapters; `typesetter` keeps the formulas it has set.
    ///
    /// `language` is that of the page's own words; nil: each chapter's.
    package init(
        directory: String, language: Language? = nil, assets: JavaScriptAssets = .debian,
        typesetter: Typesetter = .shared
    ) {
        self.directory = directory
        self.assets = assets
        renderer = HTMLRenderer(language: language, typesetter: typesetter)
    }

    /// Throws a `Diagnostic` when the folder can't be written; the page that was there before is then still whole.
    package func write(_ chapter: Chapter, report: ChapterReport) throws(Diagnostic) -> Written {
        let folder = SiteFolder(path: directory)
        let name = Self.fileName(chapter.id)
        do throws(SiteFolder.Failure) {
            var diagnostics: [Diagnostic] = []
            let images = try copyImages(of: chapter, into: folder, name: name, &diagnostics)
            try installAssets(into: folder)
            let page = renderer.page(for: chapter, report: report, images: images)
            // The page last: it never names a file that is not there yet.
            try folder.write(Data(page.html.utf8), to: name + ".html")
            return Written(path: directory + "/" + name + ".html", diagnostics: diagnostics + page.diagnostics)
        } catch {
            throw Diagnostic(
                .error, code: "page-not-written", path: error.path, position: SourcePosition(line: 1),
                message: LocalizedText(
                    ja: "書き込めません（\(error.reason)）", en: "can't be written (\(error.reason))"),
                help: LocalizedText(
                    ja: "書き込めるフォルダーを --html で指定してください", en: "Name a writable folder with --html"))
        }
    }

    /// The style sheets and fonts.
    ///
    /// A library that is not installed is reported by the page that misses it.
    private func installAssets(into folder: SiteFolder) throws(SiteFolder.Failure) {
        try folder.write(Data(PackageResources.style_css), to: "assets/style.css")
        let style = assets.path(of: .katexStyle)
        guard let sheet = FileManager.default.contents(atPath: style) else { return }
        let own = MathStyle.sheet(from: String(decoding: sheet, as: UTF8.self))
        try folder.write(Data(own.utf8), to: MathStyle.fileName)
        let fonts = assets.path(of: .katexFonts)
        for font in ((try? FileManager.default.contentsOfDirectory(atPath: fonts)) ?? []).sorted()
        where font.hasPrefix("KaTeX_") && font.hasSuffix(".woff2") {
            try folder.copy(fonts + "/" + font, to: "assets/fonts/" + font)
        }
    }

    private func copyImages(
        of chapter: Chapter, into folder: SiteFolder, name: String, _ diagnostics: inout [Diagnostic]
    ) throws(SiteFolder.Failure) -> [String: String] {
        let images = ChapterImages.find(in: chapter, name: name)
        for (file, target) in images.files { try folder.copy(file, to: target) }
        diagnostics += images.diagnostics
        return images.addresses
    }

    /// A chapter's id is a file name already; this only makes sure that it can't name another folder.
    static func fileName(_ id: String) -> String {
        let name = id.map { $0 == "/" || $0 == "\\" || $0 == "\0" ? "-" : String($0) }.joined()
        return name.isEmpty || name.hasPrefix(".") ? "chapter" + name : name
    }
}
