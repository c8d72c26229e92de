import Chapters
import Foundation
import Runner

/// Finds chapters by name: in `chapters/` from the current directory upwards, else among the installed ones.
struct ChapterLocator {
    let currentDirectory: String
    let executable: String

    init(
        currentDirectory: String = FileManager.default.currentDirectoryPath,
        executable: String = Engine.executablePath()
    ) {
        self.currentDirectory = currentDirectory
        self.executable = executable
    }

    /// The folder that holds the chapters, as a path to show; nil when there is none.
    var chapterFolder: String? {
        if let above = folder(from: currentDirectory) { return relative(above) }
        let prefix = ((executable as NSString).deletingLastPathComponent as NSString).deletingLastPathComponent
        let installed = "\(prefix)/share/studykit/chapters"
        if isDirectory(installed) { return installed }
        // A build folder: its clone has the chapters.
        return folder(from: prefix)
    }

    /// The chapter's path.
    ///
    /// What looks like a path is taken as one.
    func path(of name: String) throws(Failure) -> String {
        if name.contains("/") || name.hasSuffix(".md") { return name }
        guard let folder = chapterFolder else {
            throw Failure(
                status: .noInput,
                message: LocalizedText(ja: "chapters フォルダが見つかりません", en: "there is no chapters folder here or above"),
                help: LocalizedText(
                    ja: "章のあるフォルダで実行するか、パスで指定してください。", en: "Run it where the chapters are, or name a path."))
        }
        let known = ChapterLocator.names(in: folder)
        var candidates = [name]
        if let number = Int(name), number >= 0 {
            candidates.append("chapter" + (number < 10 ? "0\(number)" : "\(number)"))
        }
        if let match = candidates.first(where: known.contains) { return "\(folder)/\(match).md" }
        let nearest = NearestName.find(name, in: known)
        throw Failure(
            status: .noInput,
            message: LocalizedText(ja: "章 \(name) はありません（\(folder)）", en: "there is no chapter \(name) in \(folder)"),
            help: nearest.map { LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?") }
                ?? LocalizedText(ja: "studykit list で章の一覧を見られます。", en: "studykit list shows the chapters."))
    }

    /// Reads a chapter's bytes, or says why not.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Failure(
                status: .noInput, message: LocalizedText(ja: "\(path): ファイルがありません", en: "\(path): no such file"))
        }
        if isFolder.boolValue {
            throw Failure(
                status: .noInput,
                message: LocalizedText(ja: "\(path): フォルダです", en: "\(path): this is a directory"),
                help: LocalizedText(ja: "章のファイル（.md）を指定してください。", en: "Name a chapter, a .md file."))
        }
        // A pipe or a device may never end.
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else {
            throw Failure(
                status: .noInput,
                message: LocalizedText(ja: "\(path): 通常のファイルではありません", en: "\(path): not a regular file"))
        }
        if let size = attributes?[.size] as? Int, size > SourceText.maximumByteCount {
            throw Failure(
                status: .malformed,
                message: LocalizedText(
                    ja: "\(path): ファイルが大きすぎます（\(size >> 20) MB、上限は \(SourceText.maximumByteCount >> 20) MB）",
                    en:
                        "\(path): the file is too large (\(size >> 20) MB; the limit is \(SourceText.maximumByteCount >> 20) MB)"
                ))
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(
                status: .noInput,
                message: LocalizedText(
                    ja: "\(path): 読めません（権限を確かめてください）", en: "\(path): can't be read (check its permissions)"))
        }
        return Array(data)
    }

    /// Where the answers to a chapter go: `exercises/<chapter>` beside `chapters/`; for an installed chapter below
    /// the current directory, since an installation is nobody's notebook.
    func answers(for chapterPath: String, chosen: String?) -> String {
        let id = ChapterParser.id(for: chapterPath)
        if let chosen { return chosen }
        let folder = (chapterPath as NSString).deletingLastPathComponent
        let parent =
            (folder as NSString).lastPathComponent == "chapters"
            ? (folder as NSString).deletingLastPathComponent : folder
        if parent.hasSuffix("/share/studykit") { return "exercises/\(id)" }
        return parent.isEmpty ? "exercises/\(id)" : "\(parent)/exercises/\(id)"
    }

    static func names(in folder: String) -> [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return entries.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.map { String($0.dropLast(3)) }.sorted()
    }

    private func folder(from start: String) -> String? {
        var folder = start
        while true {
            let candidate = folder == "/" ? "/chapters" : "\(folder)/chapters"
            if isDirectory(candidate) { return candidate }
            guard folder != "/", !folder.isEmpty else { return nil }
            folder = (folder as NSString).deletingLastPathComponent
        }
    }

    private func relative(_ path: String) -> String {
        path.hasPrefix(currentDirectory + "/") ? String(path.dropFirst(currentDirectory.count + 1)) : path
    }

    private func isDirectory(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
