import Chapters
import Foundation
import Site
import Grading

/// The rules about a chapter's text, and their fixes.
struct TextCheck {
    let path: String

    /// What the rules find, by place; besides what the chapter's own diagnostics say.
    func findings(in chapter: Chapter, bytes: [UInt8]) async throws -> CheckFindings {
        let rules = try AuthorRules.findings(in: chapter, bytes: bytes, read: Self.read)
        let lines = try SourceText(decoding: bytes, path: path).lines
        return try await CheckFindings(diagnostics: rules) + MathCheck(lines: lines).findings(in: chapter)
            + ImageFileCheck().findings(in: chapter)
    }

    /// Applies every safe fix, several times: one may make room for the next.
    ///
    /// - Returns: The bytes that are in the file now, and what was cured.
    func fix(_ bytes: [UInt8]) throws -> (bytes: [UInt8], cured: [Diagnostic]) {
        var current = bytes
        var cured: [Diagnostic] = []
        for _ in 0..<4 {
            let chapter = try ChapterParser.parse(current, path: path)
            let found = try AuthorRules.findings(in: chapter, bytes: current, read: Self.read)
            let result = SourceFix.apply(found, to: current)
            guard !result.cured.isEmpty else { break }
            current = result.bytes
            cured += result.cured
        }
        guard !cured.isEmpty else { return (bytes, []) }
        // Somebody may have saved the file meanwhile.
        guard try ChapterLocator.read(path) == bytes else {
            throw Failure(
                status: .wrong,
                message: LocalizedText(
                    ja: "\(path): 検査中に変更されたので、書き換えませんでした", en: "\(path): it changed meanwhile; nothing was written"),
                help: LocalizedText(ja: "もう一度実行してください。", en: "Run it again."))
        }
        try AtomicFile.replace(path, with: current)
        return (current, cured)
    }

    static func read(_ path: String) -> [UInt8]? {
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
            size <= SourceText.maximumByteCount
        else { return nil }
        return FileManager.default.contents(atPath: path).map(Array.init)
    }
}
