import Chapters

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Finds a chapter's own pictures on disk.
///
/// A chapter may publish what lies in its folder, nothing else.
struct ImageFinder {
    struct Found {
        var file: String
        /// Below the folder that was searched: `images/kernel.png`.
        var relativePath: String
    }

    enum Problem: Error {
        /// On another machine, or given as data: nothing to copy.
        case notLocal
        case missing
        /// Outside the chapter's folder, or no picture.
        case refused
    }

    static let extensions: Set<String> = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"]
    static let largest = 20 << 20

    let folder: String

    init(chapterPath: String) {
        folder = URL(fileURLWithPath: chapterPath).deletingLastPathComponent().path
    }

    func find(_ source: String) throws(Problem) -> Found {
        guard LinkPolicy.scheme(of: source) == nil, !source.hasPrefix("//"), !source.isEmpty else { throw .notLocal }
        let decoded = Self.percentDecoded(source)
        for name in decoded == source ? [source] : [source, decoded] {
            for (base, limit) in places(for: name) {
                if let found = try look(for: name, in: base, limit: limit) { return found }
            }
        }
        throw .missing
    }

    private static func percentDecoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            let code = rest.prefix(2)
            if byte == UInt8(ascii: "%"), code.count == 2, let value = UInt8(Substring(code), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Zenn's `/images/…` counts from the folder that holds `articles`: beside the chapter's folder, or inside it.
    private func places(for name: String) -> [(base: String, limit: String)] {
        guard name.hasPrefix("/") else { return [(folder, folder)] }
        guard name.hasPrefix("/images/") else { return [] }
        let parent = URL(fileURLWithPath: folder).deletingLastPathComponent().path
        return [(folder, folder), (parent, parent + "/images")]
    }

    private func look(for name: String, in base: String, limit: String) throws(Problem) -> Found? {
        let relative = name.drop { $0 == "/" }
        guard !relative.contains("\0") else { throw .refused }
        let path = base + "/" + relative
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        // Links are followed before the folder is compared: neither `..` nor a symbolic link leads out.
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
        let limit = URL(fileURLWithPath: limit).resolvingSymlinksInPath().standardizedFileURL.path
        guard file.hasPrefix(limit + "/") else { throw .refused }
        let ending = file.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard Self.extensions.contains(ending) else { throw .refused }
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else { throw .refused }
        if let size = attributes?[.size] as? UInt64, size > UInt64(Self.largest) { throw .refused }
        let inside = relative.split(separator: "/").filter { $0 != "." }
        let isPlain = !inside.contains("..")
        return Found(
            file: file,
            relativePath: isPlain ? inside.joined(separator: "/") : String(file.dropFirst(limit.count + 1)))
    }
}
