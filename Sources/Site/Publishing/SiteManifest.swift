import Foundation

/// What a published site was made from, kept in the site: with it, what did not change is not made again.
package struct SiteManifest: Codable, Sendable, Hashable {
    /// A chapter as the other pages know it.
    package struct Entry: Codable, Sendable, Hashable {
        package var id: String
        package var title: String
        package var emoji: String
        /// The digest of the chapter's own file.
        package var source: String
        /// The digest of everything that its page depends on.
        package var key: String
        package var minutes: Int
        package var examples: Int
        /// The topic of each exercise, in order.
        package var topics: [String]
        /// Below the site's folder.
        package var files: [String]
        /// When the page was made, `2026-11-21T05:00:00Z`.
        package var date: String
    }

    package static let fileName = "studykit-site.json"
    static let currentFormat = 1

    package var format = currentFormat
    /// The digest of everything that the site depends on.
    package var key: String
    package var entries: [Entry]
    /// Each file of the site with its size, so that a damaged site is noticed.
    package var files: [String: Int]

    /// The manifest of the site in a folder; nil where there is none that this version understands.
    package static func load(_ directory: String) -> SiteManifest? {
        guard let data = FileManager.default.contents(atPath: "\(directory)/\(fileName)"),
            let manifest = try? JSONDecoder().decode(SiteManifest.self, from: data), manifest.format == currentFormat
        else { return nil }
        return manifest
    }

    /// Whether every file is still there with its size.
    package func isWhole(in directory: String) -> Bool {
        files.allSatisfy { name, size in
            var info = stat()
            return stat("\(directory)/\(name)", &info) == 0 && Int(info.st_size) == size
        }
    }
}
