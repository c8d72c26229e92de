import Chapters
import Foundation

/// A site while it is being made: a folder beside the one that it will replace.
///
/// Nobody sees a half-made site: the two folders change names in one step (`renameat2`), or, where the system can't, in two.
final class SiteStage {
    private let place: SitePlace
    private let path: String
    /// Every file written so far, with its size.
    private(set) var files: [String: Int] = [:]

    /// For who has the lock of the place.
    ///
    /// - Throws: A diagnostic when the folder can't be made, or when what is there is no site of ours.
    init(_ place: SitePlace) throws(Diagnostic) {
        self.place = place
        path = place.beside("new")
        try place.check()
        guard mkdir(path, 0o755) == 0 else { throw place.problem(errno) }
    }

    func write(_ data: Data, to name: String) throws(Diagnostic) {
        try put(name) { file in try data.write(to: URL(fileURLWithPath: file)) }
        files[name] = data.count
    }

    func write(_ text: String, to name: String) throws(Diagnostic) { try write(Data(text.utf8), to: name) }

    /// Takes a file as it is; one of the old site costs nothing, since both folders name the same file.
    func take(_ source: String, as name: String) throws(Diagnostic) {
        try put(name) { file in
            guard link(source, file) != 0 else { return }
            try Data(contentsOf: URL(fileURLWithPath: source)).write(to: URL(fileURLWithPath: file))
        }
        var info = stat()
        files[name] = stat("\(path)/\(name)", &info) == 0 ? Int(info.st_size) : 0
    }

    /// Takes a file of the site that is there.
    func keep(_ name: String) throws(Diagnostic) { try take("\(place.path)/\(name)", as: name) }

    private func put(_ name: String, _ write: (String) throws -> Void) throws(Diagnostic) {
        let file = "\(path)/\(name)"
        do {
            try FileManager.default.createDirectory(
                atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try write(file)
        } catch {
            throw problem("\(name): \(error.localizedDescription)")
        }
    }

    func problem(_ why: String) -> Diagnostic { place.problem(LocalizedText(verbatim: why)) }

    /// Puts the new site in the old one's place.
    func commit() throws(Diagnostic) {
        guard FileManager.default.fileExists(atPath: place.path) else {
            guard rename(path, place.path) == 0 else { throw place.problem(errno) }
            return
        }
        if SiteStage.exchange(path, place.path) { return discard() }
        let old = place.beside("old")
        guard rename(place.path, old) == 0 else { throw place.problem(errno) }
        guard rename(path, place.path) == 0 else {
            let problem = place.problem(errno)
            _ = rename(old, place.path)
            throw problem
        }
        try? FileManager.default.removeItem(atPath: old)
    }

    /// Leaves no trace; harmless after `commit`.
    func discard() { try? FileManager.default.removeItem(atPath: path) }

    /// Glibc declares renameat2 for GNU sources only, which Swift's importer does not ask for.
    private static func exchange(_ first: String, _ second: String) -> Bool {
        typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
        guard let symbol = dlsym(nil, "renameat2") else { return false }
        let exchangeFlag: UInt32 = 2
        return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag) == 0
    }
}
