import Chapters
import Curriculum
import Foundation

/// What a published site was made from, kept in the site: with it, what did not change is not made again.
package struct SiteManifest: Codable, Sendable, Hashable {
    /// A chapter as the other pages know it.
    package struct Entry: Codable, Sendable, Hashable {
        package var id: String
        /// The chapter's own id, which may hold what a file's name can't.
        package var chapter: String
        package var title: String
        package var emoji: String
        /// Its first paragraph, shortened.
        package var summary: String
        /// The digest of the chapter's own file.
        package var source: String
        /// The digest of everything that its page depends on.
        package var key: String
        package var minutes: Int
        package var examples: Int
        /// What it says of the glossary's terms, and which exercises it has.
        package var terms: ChapterTerms
        /// The digest of what other chapters may show of this one: names, numbers, titles.
        package var targets: String
        /// The ids of the chapters whose numbers its page may show.
        package var references: [String]
        /// Below the site's folder.
        package var files: [String]
        /// When the page was made, `2026-11-21T05:00:00Z`.
        package var date: String

        /// Takes over what an earlier page of the same chapter was made of and into.
        mutating func keep(_ old: Entry) {
            (key, files, date) = (old.key, old.files, old.date)
        }
    }

    package static let fileName = "studykit-site.json"
    static let currentFormat = 3

    package var format = currentFormat
    /// The digest of everything that the site depends on.
    package var key: String
    /// The digest of the glossary that `entries` were read with.
    package var glossary: String
    /// The digest of the program and its libraries, from which what all pages share is made.
    package var environment: String
    package var entries: [Entry]
    /// Each file of the site with its size, so that a damaged site is noticed.
    package var files: [String: Int]

    /// The manifest of the site in a folder; nil where there is none that this version understands, or where a file has gone or changed.
    package static func load(_ directory: String) -> SiteManifest? {
        guard let data = FileManager.default.contents(atPath: "\(directory)/\(fileName)"),
            let manifest = try? JSONDecoder().decode(SiteManifest.self, from: data),
            manifest.format == currentFormat, manifest.isWhole(in: directory)
        else { return nil }
        return manifest
    }

    private func isWhole(in directory: String) -> Bool {
        files.allSatisfy { name, size in
            var info = stat()
            return stat("\(directory)/\(name)", &info) == 0 && Int(info.st_size) == size
        }
    }

    func write(into stage: SiteStage) throws(Diagnostic) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            try stage.write(encoder.encode(self), to: SiteManifest.fileName)
        } catch let problem as Diagnostic {
            throw problem
        } catch {
            throw stage.problem("\(error)")
        }
    }
}
