/// The files beside a chapter that its text may name: other chapters, and what it includes.
///
/// Chapters are strangers' texts, so a name can't lead out of the folder.
package struct ChapterFiles {
    /// The bytes of a file by its name below the chapter's folder, if there are no more than `limit`.
    package var find: (_ name: String, _ limit: Int) -> Result<[UInt8], FileProblem>

    package init(find: @escaping (_ name: String, _ limit: Int) -> Result<[UInt8], FileProblem>) { self.find = find }

    /// Files that may all be read, with nil for those that are not there.
    package init(read: @escaping (_ name: String) -> [UInt8]?) {
        find = { name, limit in
            guard let bytes = read(name) else { return .failure(.missing) }
            return bytes.count <= limit ? .success(bytes) : .failure(.tooLarge)
        }
    }

    package func read(_ name: String) -> [UInt8]? {
        guard case .success(let bytes) = find(name, SourceText.maximumByteCount) else { return nil }
        return bytes
    }

    /// The folder on disk that a chapter lies in.
    package static func beside(chapter path: String) -> ChapterFiles {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let root = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
        return ChapterFiles { name, limit in FolderReader.read(name, below: root, limit: limit) }
    }
}
