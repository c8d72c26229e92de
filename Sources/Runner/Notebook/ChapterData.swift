import Foundation

/// The files that a chapter's cells may read: those in its folder and in the folders below.
package enum ChapterData {
    /// More files than this are not looked through.
    private static let limit = 4096

    /// Changes when one of them does; nil if there are too many to tell.
    ///
    /// Chapters are no data, nor are hidden files and folders, nor is `cache`, which every run changes.
    package static func fingerprint(of folder: String, without cache: String?) -> String? {
        guard
            let files = FileManager.default.enumerator(
                at: URL(fileURLWithPath: folder), includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
        else { return "" }
        var stamps: [String] = []
        var count = 0
        for case let file as URL in files {
            if let cache, file.resolvingSymlinksInPath().path == cache {
                files.skipDescendants()
                continue
            }
            count += 1
            guard count <= limit else { return nil }
            if file.pathExtension != "md", let stamp = FileStamp.of(file.path) { stamps.append(stamp) }
        }
        return stamps.sorted().joined(separator: "\n")
    }
}
