import Chapters
import Foundation

/// Where a site goes, and what may stand beside it while it is made.
package struct SitePlace: Sendable {
    /// As it was asked for, for messages.
    let name: String
    /// Links resolved: what is replaced is the folder, not the link to it.
    let path: String

    package init(_ directory: String) {
        name = directory
        path = URL(fileURLWithPath: directory).standardizedFileURL.resolvingSymlinksInPath().path
    }

    private var parent: String { (path as NSString).deletingLastPathComponent }
    private var prefix: String { ".\((path as NSString).lastPathComponent).studykit-" }

    /// A hidden file or folder beside the site, on the same file system.
    func beside(_ kind: String) -> String { (parent as NSString).appendingPathComponent(prefix + kind) }

    func makeParent() throws(Diagnostic) {
        do {
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        } catch {
            throw problem(LocalizedText(verbatim: error.localizedDescription))
        }
    }

    /// - Throws: A diagnostic when what is there is no site of ours.
    func check() throws(Diagnostic) {
        var info = stat()
        guard lstat(path, &info) == 0 else { return }
        guard info.st_mode & S_IFMT == S_IFDIR else {
            throw refusal(LocalizedText(ja: "フォルダではありません", en: "it is no folder"))
        }
        guard let present = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw problem(LocalizedText(ja: "フォルダを読めません", en: "the folder can't be read"))
        }
        guard present.isEmpty || present.contains(SiteManifest.fileName) else {
            throw refusal(
                LocalizedText(
                    ja: "studykit が作ったサイトではないファイルがあるので、置き換えません",
                    en: "there are files that are no site of studykit's; they are not replaced"))
        }
    }

    /// Clears up after a publish that was killed.
    ///
    /// Only for who has the lock: then nobody is at work on what stands here.
    func clearLeftovers() {
        let old = beside("old")
        if !FileManager.default.fileExists(atPath: path) { _ = rename(old, path) }
        for leftover in [old, beside("new")] { try? FileManager.default.removeItem(atPath: leftover) }
    }

    func problem(_ error: Int32) -> Diagnostic { problem(LocalizedText(verbatim: String(cString: strerror(error)))) }

    func problem(_ why: LocalizedText) -> Diagnostic {
        diagnostic(
            why,
            help: LocalizedText(
                ja: "空き容量と、フォルダへの書き込みの権限を確かめてください。前のサイトはそのままです。",
                en: "See whether there is room, and whether the folder may be written. The old site is as it was."))
    }

    private func refusal(_ why: LocalizedText) -> Diagnostic {
        diagnostic(
            why,
            help: LocalizedText(
                ja: "空のフォルダか、前に作ったサイトを --output で指定してください。",
                en: "Name an empty folder, or an earlier site, with --output."))
    }

    private func diagnostic(_ why: LocalizedText, help: LocalizedText) -> Diagnostic {
        Diagnostic(
            .error, code: "site-not-written", path: name, position: SourcePosition(line: 1),
            message: LocalizedText(ja: "サイトを書き込めません（\(why.ja)）", en: "the site can't be written (\(why.en))"),
            help: help)
    }
}
