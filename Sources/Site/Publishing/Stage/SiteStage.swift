import Chapters
import Foundation
import Glibc

/// A site while it is being made: a folder beside the one that it will replace.
///
/// Nobody sees a half-made site: the two folders change names in one step (`renameat2`), or, where the system can't, in two.
final class SiteStage {
    private let place: SitePlace
    private let path: String
    /// Every file written so far, with its size.
    private(set) var files: [String: Int] = [:]
    private var folders: Set<String> = []

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
        let file = try path(of: name)
        let error = data.withUnsafeBytes { SiteStage.write($0, to: file) }
        guard error == 0 else { throw problem("\(name): \(String(cString: strerror(error)))") }
        files[name] = data.count
    }

    func write(_ text: String, to name: String) throws(Diagnostic) { try write(Data(text.utf8), to: name) }

    /// A site is many small files: Foundation takes as long for each as it takes to make some of them.
    ///
    /// - Returns: What went wrong, or 0.
    private static func write(_ bytes: UnsafeRawBufferPointer, to file: String) -> Int32 {
        // What has the name may be a file of the old site as well.
        unlink(file)
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { return errno }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            guard count >= 0 || errno == EINTR else {
                let error = errno
                close(descriptor)
                return error
            }
            rest = rest.dropFirst(max(0, count))
        }
        // A disk of another machine may say only now that it is full.
        return close(descriptor) == 0 ? 0 : errno
    }

    /// Takes a copy of a file: whoever changes it later changes no site.
    func take(_ source: String, as name: String) throws(Diagnostic) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: source))
        } catch {
            throw problem("\(name): \(error.localizedDescription)")
        }
        try write(data, to: name)
    }

    /// Takes a file of the site that is there; it costs nothing, since both folders name the same file.
    func keep(_ name: String) throws(Diagnostic) {
        let (source, file) = ("\(place.path)/\(name)", try path(of: name))
        guard link(source, file) == 0 else { return try take(source, as: name) }
        var info = stat()
        files[name] = stat(file, &info) == 0 ? Int(info.st_size) : 0
    }

    /// Where a file is to be, in a folder that is there.
    private func path(of name: String) throws(Diagnostic) -> String {
        let file = "\(path)/\(name)"
        let folder = (file as NSString).deletingLastPathComponent
        guard !folders.contains(folder) else { return file }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw problem("\(name): \(error.localizedDescription)")
        }
        folders.insert(folder)
        return file
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
