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
///     DIR/assets/style.css, katex.min.css, fonts/…
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
        guard FileManager.default.fileExists(atPath: style) else { return }
        try folder.copy(style, to: "assets/katex.min.css")
        let fonts = assets.path(of: .katexFonts)
        for font in ((try? FileManager.default.contentsOfDirectory(atPath: fonts)) ?? []).sorted()
        where font.hasPrefix("KaTeX_") {
            try folder.copy(fonts + "/" + font, to: "assets/fonts/" + font)
        }
    }

    private func copyImages(
        of chapter: Chapter, into folder: SiteFolder, name: String, _ diagnostics: inout [Diagnostic]
    ) throws(SiteFolder.Failure) -> [String: String] {
        let finder = ImageFinder(chapterPath: chapter.path)
        var addresses: [String: String] = [:]
        for (source, position) in ImageCollector.images(in: chapter) {
            let found: ImageFinder.Found
            do throws(ImageFinder.Problem) {
                found = try finder.find(source)
            } catch {
                guard error != .notLocal else { continue }
                diagnostics.append(Self.problem(error, source, chapter.path, position))
                continue
            }
            let target = "assets/\(name)/\(found.relativePath)"
            try folder.copy(found.file, to: target)
            addresses[source] = Self.address(target)
        }
        return addresses
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

    /// A chapter's id is a file name already; this only makes sure that it can't name another folder.
    private static func fileName(_ id: String) -> String {
        let name = id.map { $0 == "/" || $0 == "\\" || $0 == "\0" ? "-" : String($0) }.joined()
        return name.isEmpty || name.hasPrefix(".") ? "chapter" + name : name
    }

    private static func address(_ path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
