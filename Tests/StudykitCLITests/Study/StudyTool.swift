import Foundation
import Testing

/// A folder with a small chapter and a learner's progress.
struct StudyTool {
    var tool: Tool

    static let chapter = """
        ---
        title: "試しの章"
        ---

        ## 大きさ

        ::::exercise size topic=geometry points=2
        高さ {{h}}、カーネル {{k}} のとき、出力の高さはいくつですか。

        ```swift question
        let h = draw(10...99)
        let k = draw([3, 5])
        answer(h - k + 1)
        mistake(h - k, "1 を足し忘れています")
        mistake(h - k + 2, "1 を 2 回足しています")
        mistake(h + k - 1, "引くところを足しています")
        ```

        :::hint
        カーネルの左端が動ける数です。
        :::

        :::explanation
        {{h}} − {{k}} + 1 です。
        :::
        ::::

        ## 考え方

        ::::exercise idea topic=concept
        どれが正しいですか。

        - [ ] ア
          > アは違います。
        - [x] イ
        - [ ] ウ
        - [ ] エ
        ::::
        """

    static func with(_ body: (StudyTool) throws -> Void) throws {
        try Tool.with { tool in
            var tool = tool
            tool.environment = ["STUDYKIT_PROGRESS": "\(tool.folder)/progress.sqlite"]
            try tool.write(chapter, to: "chapters/chapter90.md")
            try body(StudyTool(tool: tool))
        }
    }

    /// A running program with a pipe at both ends.
    final class Conversation {
        let process = Process()
        private let input = Pipe()
        private let output = Pipe()
        private var buffer = Data()

        init(_ tool: Tool, _ arguments: [String]) throws {
            // A program that was killed reads no more; that must not end the tests.
            signal(SIGPIPE, SIG_IGN)
            process.executableURL = URL(fileURLWithPath: Tool.path)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: tool.folder)
            process.environment = ProcessInfo.processInfo.environment
                .merging(["XDG_CACHE_HOME": "\(tool.folder)/cache", "LANG": "ja_JP.UTF-8"]) { $1 }
                .merging(tool.environment) { $1 }
            process.standardInput = input
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
        }

        func send(_ line: String) { try? input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8)) }

        func end() {
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
        }

        /// The next JSON line; nil at the end.
        func receive() -> [String: Any]? {
            while true {
                if let end = buffer.firstIndex(of: 0x0A) {
                    let line = buffer[buffer.startIndex..<end]
                    buffer = Data(buffer[(end + 1)...])
                    return (try? JSONSerialization.jsonObject(with: line)) as? [String: Any]
                }
                let chunk = output.fileHandleForReading.availableData
                if chunk.isEmpty { return nil }
                buffer += chunk
            }
        }
    }

    func talk(_ arguments: String...) throws -> Conversation { try Conversation(tool, arguments) }

    /// The answers in the history that count.
    func history() throws -> [[String: Any]] {
        let answers = try tool.run("history", "export").json()["answers"] as? [[String: Any]]
        return try #require(answers).filter { $0["isRetracted"] as? Bool == false }
    }
}
