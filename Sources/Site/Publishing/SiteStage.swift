import Chapters
import Foundation

/// A site while it is being made: a folder beside the one that it will replace.
///
/// Nobody sees a half-made site: the two folders change names in one step (`renameat2`), or, where the system can't, in two.
package final class SiteStage {
    private let target: String
    package let path: String
    /// Every file written so far, with its size.
    package private(set) var files: [String: Int] = [:]

    /// - Throws: A diagnostic when the folder can't be made, or when what is there is no site of ours.
    package init(replacing directory: String) throws(Diagnostic) {
        let url = URL(fileURLWithPath: directory).standardizedFileURL.resolvingSymlinksInPath()
        target = url.path
        path = url.deletingLastPathComponent().path + "/.\(url.lastPathComponent).\(UUID().uuidString.prefix(8))"
        let present = try? FileManager.default.contentsOfDirectory(atPath: target)
        if FileManager.default.fileExists(atPath: target), present?.isEmpty != true,
            present?.contains(SiteManifest.fileName) != true
        {
            throw SiteStage.problem(
                directory,
                LocalizedText(
                    ja: "studykit が作ったサイトではないファイルがあるので、置き換えません",
                    en: "there are files that are no site of studykit's; they are not replaced"))
        }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw SiteStage.problem(directory, LocalizedText(verbatim: error.localizedDescription))
        }
    }

    func write(_ data: Data, to name: String) throws(Diagnostic) {
        let file = "\(path)/\(name)"
        do {
            try makeFolder(of: file)
            try data.write(to: URL(fileURLWithPath: file))
        } catch {
            throw SiteStage.problem(file, LocalizedText(verbatim: error.localizedDescription))
        }
        files[name] = data.count
    }

    func write(_ text: String, to name: String) throws(Diagnostic) { try write(Data(text.utf8), to: name) }

    /// Takes a file as it is; one of the old site costs nothing, since both folders name the same file.
    func take(_ source: String, as name: String) throws(Diagnostic) {
        let file = "\(path)/\(name)"
        do {
            try makeFolder(of: file)
            if link(source, file) != 0 {
                let contents = try Data(contentsOf: URL(fileURLWithPath: source))
                try contents.write(to: URL(fileURLWithPath: file))
            }
        } catch {
            throw SiteStage.problem(source, LocalizedText(verbatim: error.localizedDescription))
        }
        var info = stat()
        files[name] = stat(file, &info) == 0 ? Int(info.st_size) : 0
    }

    private func makeFolder(of file: String) throws {
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    }

    /// Puts the new site in the old one's place.
    package func commit() throws(Diagnostic) {
        guard FileManager.default.fileExists(atPath: target) else {
            guard rename(path, target) == 0 else { throw failure() }
            return
        }
        if SiteStage.exchange(path, target) {
            discard()
            return
        }
        let old = path + ".old"
        guard rename(target, old) == 0 else { throw failure() }
        guard rename(path, target) == 0 else {
            let problem = failure()
            _ = rename(old, target)
            throw problem
        }
        try? FileManager.default.removeItem(atPath: old)
    }

    /// Leaves no trace; harmless after `commit`.
    package func discard() { try? FileManager.default.removeItem(atPath: path) }

    private func failure() -> Diagnostic {
        SiteStage.problem(target, LocalizedText(verbatim: String(cString: strerror(errno))))
    }

    private static func problem(_ path: String, _ why: LocalizedText) -> Diagnostic {
        Diagnostic(
            .error, code: "site-not-written", path: path, position: SourcePosition(line: 1),
            message: LocalizedText(ja: "サイトを書き込めません（\(why.ja)）", en: "the site can't be written (\(why.en))"),
            help: LocalizedText(
                ja: "空のフォルダか、前に作ったサイトを --output で指定してください。",
                en: "Name an empty folder, or an earlier site, with --output."))
    }

    /// Glibc declares renameat2 for GNU sources only, which Swift's importer does not ask for.
    private static func exchange(_ first: String, _ second: String) -> Bool {
        typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
        guard let symbol = dlsym(nil, "renameat2") else { return false }
        let exchangeFlag: UInt32 = 2
        return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag) == 0
    }
}
