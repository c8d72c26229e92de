import Chapters
import Foundation
import Grading
import Testing

@testable import Site

@Suite final class PageWriterTests {
    private let root: String
    private let files = FileManager.default

    init() throws {
        root = files.temporaryDirectory.path + "/studykit-site-" + UUID().uuidString
        try files.createDirectory(atPath: root + "/book/images", withIntermediateDirectories: true)
    }

    deinit { try? files.removeItem(atPath: root) }

    private func put(_ text: String, at path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: root + "/" + path))
    }

    private func write(_ sources: [String] = [], id: String = "chapter03") throws -> PageWriter.Written {
        let blocks = sources.map { block(.image(Image(source: $0, alt: "絵"), caption: []), line: 3) }
        let chapter = Chapter(id: id, path: root + "/book/chapter03.md", blocks: [paragraph(.text("本文"))] + blocks)
        return try PageWriter(directory: root + "/out", language: .ja)
            .write(chapter, report: emptyReport(for: chapter))
    }

    @Test func aPageComesWithItsStyleAndFonts() throws {
        let written = try write()
        #expect(written.path == root + "/out/chapter03.html")
        #expect(written.diagnostics.isEmpty)
        for name in [
            "chapter03.html", "assets/style.css", "assets/math.css", "assets/fonts/KaTeX_Main-Regular.woff2",
        ] {
            #expect(files.fileExists(atPath: root + "/out/" + name), "\(name)")
        }
        let type = try files.attributesOfItem(atPath: root + "/out/assets/fonts")[.type] as? FileAttributeType
        #expect(type == .typeDirectory)
        #expect(try files.contentsOfDirectory(atPath: root + "/out").sorted() == ["assets", "chapter03.html"])
    }

    @Test func whatDidNotChangeIsNotWrittenAgain() throws {
        func dates() throws -> [Date?] {
            try ["chapter03.html", "assets/style.css", "assets/math.css"].map {
                try files.attributesOfItem(atPath: root + "/out/" + $0)[.modificationDate] as? Date
            }
        }
        _ = try write()
        let before = try dates()
        _ = try write()
        #expect(try dates() == before)
        try put("old", at: "out/assets/style.css")
        _ = try write()
        #expect(files.contents(atPath: root + "/out/assets/style.css")?.count ?? 0 > 1000)
    }

    @Test func picturesInTheChaptersFolderAreCopied() throws {
        try put("png", at: "book/images/a b.png")
        try put("png", at: "book/top.PNG")
        let written = try write(["images/a b.png", "./top.PNG", "/images/a%20b.png"])
        #expect(written.diagnostics.isEmpty)
        let html = try String(contentsOfFile: written.path, encoding: .utf8)
        #expect(html.occurrences(of: "src=\"assets/chapter03/images/a%20b.png\"") == 2)
        #expect(html.contains("src=\"assets/chapter03/top.PNG\""))
        #expect(files.contents(atPath: root + "/out/assets/chapter03/images/a b.png") == Data("png".utf8))
    }

    @Test func zennsImageFolderBesideTheArticlesCounts() throws {
        try files.createDirectory(atPath: root + "/images", withIntermediateDirectories: true)
        try put("png", at: "images/a.png")
        #expect(try write(["/images/a.png"]).diagnostics.isEmpty)
    }

    @Test func nothingOutsideTheFolderIsPublished() throws {
        try put("secret", at: "secret.png")
        try put("secret", at: "book/notes.txt")
        try files.createSymbolicLink(atPath: root + "/book/link.png", withDestinationPath: root + "/secret.png")
        try files.createDirectory(atPath: root + "/book/folder.png", withIntermediateDirectories: true)
        let sources = [
            "../secret.png", "images/../../secret.png", "link.png", "notes.txt", "folder.png", "/etc/passwd",
            root + "/secret.png", "%2e%2e/secret.png", "missing.png", "https://example.com/a.png",
            "data:image/png;base64,A",
        ]
        let written = try write(sources)
        #expect(
            written.diagnostics.map(\.code)
                == ["refused", "refused", "refused", "refused", "refused", "missing", "missing", "refused", "missing"]
                .map { "image-" + $0 })
        #expect(written.diagnostics.allSatisfy { $0.position.line == 3 && $0.severity == .warning })
        #expect(!files.fileExists(atPath: root + "/out/assets/chapter03"))
        #expect(try !String(contentsOfFile: written.path, encoding: .utf8).contains("<img"))
    }

    @Test func anIdCanNotLeaveTheFolder() throws {
        #expect(try write(id: "../x").path == root + "/out/chapter..-x.html")
        #expect(files.fileExists(atPath: root + "/out/chapter..-x.html"))
    }

    @Test func aFolderThatIsNoneIsReported() throws {
        try put("", at: "out")
        let error = try #require(throws: Diagnostic.self) { try write() }
        #expect(error.code == "page-not-written")
        #expect(error.severity == .error)
    }
}
