import Foundation

/// Files by the digest of everything they are made of.
///
/// The digest of its own bytes stands behind each, so that a damaged file is a miss. As with results: what can't be read is made
/// again, what can't be written is no harm.
package struct FileCache: Sendable {
    /// nil: nothing is kept.
    let directory: String?
    /// Beyond this many files the oldest go.
    private let capacity: Int

    package init(directory: String?, capacity: Int) {
        self.directory = directory
        self.capacity = capacity
    }

    /// What was kept; nil when there is nothing, or nothing whole.
    package func load(_ key: String) -> Data? {
        guard let directory, let data = FileManager.default.contents(atPath: "\(directory)/\(key)") else { return nil }
        let content = data.dropLast(key.utf8.count)
        return !content.isEmpty && Data(Digest.of(content).utf8) == data.suffix(key.utf8.count) ? content : nil
    }

    /// `key` is a digest, as long as that of the bytes.
    package func store(_ content: Data, key: String) {
        guard let directory else { return }
        CacheFolder.keep(content + Data(Digest.of(content).utf8), as: key, in: directory, capacity: capacity)
    }
}
