import Chapters
import Foundation

/// The Swift compiler that compiles cells.
package struct Toolchain: Sendable {
    /// The real path of `swiftc`, links resolved.
    package var swiftc: String
    /// The folder that holds `usr/bin/swiftc`; all of the toolchain is inside.
    package var root: String
    /// Changes whenever the compiler does.
    package var fingerprint: String

    /// Finds the compiler: `STUDYKIT_SWIFTC`, else the first `swiftc` on the PATH.
    package static func find(environment: [String: String] = ProcessInfo.processInfo.environment) -> Toolchain? {
        let candidates: [String]
        if let chosen = environment["STUDYKIT_SWIFTC"], !chosen.isEmpty {
            candidates = [chosen]
        } else {
            candidates = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/swiftc" }
        }
        for candidate in candidates where FileManager.default.isExecutableFile(atPath: candidate) {
            // `swiftc` is often a link to the driver; the driver finds its parts beside the link's own folder.
            let folder = URL(fileURLWithPath: candidate).deletingLastPathComponent().resolvingSymlinksInPath().path
            let name = (candidate as NSString).lastPathComponent
            let resolved = URL(fileURLWithPath: candidate).resolvingSymlinksInPath().path
            let isSwiftlyProxy = !resolved.hasPrefix(folder)
            let bin = isSwiftlyProxy ? (resolved as NSString).deletingLastPathComponent : folder
            guard let print = FileStamp.of("\(bin)/swift-frontend") ?? FileStamp.of(resolved) else { continue }
            let root = bin.hasSuffix("/usr/bin") ? String(bin.dropLast("/usr/bin".count)) : bin
            return Toolchain(swiftc: "\(bin)/\(name)", root: root.isEmpty ? "/usr" : root, fingerprint: print)
        }
        return nil
    }
}
