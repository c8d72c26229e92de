import Deflate
import Foundation
import Runner

/// What the formulas and listings of pages were set to, kept from one publish to the next, a file a page.
///
/// A file that can't be read, is damaged (its checksum says so) or is of another version is nothing; one that can't be written is no harm.
package struct TypesetStore: Sendable {
    /// nil: nothing is kept.
    private let directory: String?
    private let version: [UInt8]

    /// Files are a quarter of a megabyte; beyond this many the oldest go.
    private static let capacity = 2000
    private static let longestPage = 256 << 20

    /// `version` changes whenever a setting could: with the program and its libraries.
    package init(directory: String?, version: String) {
        self.directory = directory
        self.version = Array("\(version)\n".utf8)
    }

    /// Whether something is kept of a page; it may be of another version.
    package func has(_ page: String) -> Bool { file(of: page).map(FileManager.default.fileExists) ?? false }

    func load(_ page: String) -> TypesetPieces {
        guard let file = file(of: page), let data = FileManager.default.contents(atPath: file),
            let bytes = try? inflate(Array(data)[...], .zlib, limit: Self.longestPage).output,
            bytes.starts(with: version)
        else { return TypesetPieces() }
        return TypesetPieces(bytes: bytes[version.count...]) ?? TypesetPieces()
    }

    func keep(_ pieces: TypesetPieces, of page: String) {
        guard let directory, let data = deflate((version + pieces.bytes)[...], .zlib) else { return }
        CacheFolder.keep(Data(data), as: Digest.of([page]), in: directory, capacity: Self.capacity)
    }

    private func file(of page: String) -> String? { directory.map { "\($0)/\(Digest.of([page]))" } }
}
