import Foundation

/// Runs something now, and again whenever one of the paths (or a file in a folder among them) changes.
struct Watcher {
    private static let interval: Duration = .milliseconds(300)

    let paths: [String]

    /// Ends only by cancellation.
    func run(_ body: () async throws -> ExitStatus) async throws {
        while true {
            let before = stamps()
            _ = try await body()
            while stamps() == before { try await Task.sleep(for: Watcher.interval) }
            if isatty(STDOUT_FILENO) == 1 { Console.print("\u{1B}[2J\u{1B}[H") }
        }
    }

    private func stamps() -> [String: [Int]] {
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
