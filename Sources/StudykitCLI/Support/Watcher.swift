import Foundation

/// Runs something now, and again whenever one of the paths (or a file in a folder among them) changes.
package struct Watcher {
    private static let interval: Duration = .milliseconds(300)

    /// Asked anew each time: a chapter may include another file now.
    let paths: () -> [String]

    package init(_ paths: @escaping () -> [String]) { self.paths = paths }

    /// Ends only by an error or cancellation.
    package func run(_ body: () async throws -> Void) async throws {
        while true {
            let paths = paths()
            let before = Self.stamps(paths)
            try await body()
            while Self.stamps(paths) == before { try await Task.sleep(for: Watcher.interval) }
            if isatty(STDOUT_FILENO) == 1 { Console.print("\u{1B}[2J\u{1B}[H") }
        }
    }

    private static func stamps(_ paths: [String]) -> [String: [Int]] {
        var result: [String: [Int]] = [:]
        for path in paths {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            for file in [path] + names.map({ "\(path)/\($0)" }) {
                var info = stat()
                guard stat(file, &info) == 0 else { continue }
                result[file] = [Int(info.st_mtim.tv_sec), Int(info.st_mtim.tv_nsec), Int(info.st_size)]
            }
        }
        return result
    }
}
