import StudykitCLI
import Testing

@Suite("Watching")
struct WatcherTests {
    private struct Stop: Error {}

    private static let chapter = """
        # 題

        ```python include=code/a.py
        ```

        ```python include=b.py
        ```

        [次の章](other.md#題)
        """

    @Test("the chapter, its answers, and all that it includes or refers to, there or not")
    func files() throws {
        try Tool.with { tool in
            let folder = "\(tool.folder)/chapters"
            try tool.write(Self.chapter, to: "chapters/a.md")
            try tool.write("x = 1\n", to: "chapters/code/a.py")
            let watched = WatchedFiles(chapter: "\(folder)/a.md", answers: "answers")
            #expect(
                Set(watched.paths).isSuperset(of: [
                    "\(folder)/a.md", "answers", "\(folder)/code/a.py", "\(folder)/b.py",
                ]))
            #expect(WatchedFiles(chapter: "\(folder)/none.md", answers: "answers").paths.count == 2)
        }
    }

    @Test("a change of an included file, and one that appears, start the next run", arguments: ["code/a.py", "b.py"])
    func changes(name: String) async throws {
        let tool = try Tool.temporary()
        defer { tool.remove() }
        try tool.write(Self.chapter, to: "chapters/a.md")
        try tool.write("x = 1\n", to: "chapters/code/a.py")
        let files = WatchedFiles(chapter: "\(tool.folder)/chapters/a.md", answers: "\(tool.folder)/exercises/a")
        var runs = 0
        await #expect(throws: Stop.self) {
            try await Watcher { files.paths }.run {
                runs += 1
                if runs == 3 { throw Stop() }
                try tool.write(String(repeating: "y = 2\n", count: runs), to: "chapters/\(name)")
            }
        }
        #expect(runs == 3)
    }
}
