/// The files beside a chapter that its text may name: other chapters, and what it includes.
///
/// Chapters are strangers' texts, so a name can't lead out of the folder.
package struct ChapterFiles {
    /// The bytes of a file by its name below the chapter's folder; nil when there is none, or it may not be read.
    package var read: (_ name: String) -> [UInt8]?

    package init(read: @escaping (_ name: String) -> [UInt8]?) { self.read = read }

    /// The folder on disk that a chapter lies in.
    package static func beside(chapter path: String) -> ChapterFiles {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let root = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
        return ChapterFiles { name in
            guard case .success(let bytes) = FolderReader.read(name, below: root, limit: SourceText.maximumByteCount)
            else { return nil }
            return bytes
        }
    }
}
