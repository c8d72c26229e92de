import Chapters
import Display
import Foundation
import Runner
import Testing

@Suite("Running a chapter's cells")
struct ChapterExecutorTests {
    @Test("cells share one scope, outputs are split by cell, values stand in the prose")
    func notebook() async throws {
        let result = try await execute(
            """
            前は `{swift} 1 + 1` です。

            ```swift
            let a = Tensor([[1, 2], [3, 4]])
            print("一つ目")
            func double(_ x: Int) -> Int { 2 * x }
            ```

            値は `{swift} a.sum()` と `{swift} double(4)` です。

            ```swift
            print(double(21), terminator: "")
            show(a, "A")
            print("後")
            ```
            """)
        #expect(result.diagnostics.isEmpty)
        #expect(result.cells.map(\.status) == [.passed, .passed])
        #expect(result.cells[0].standardOutput == "一つ目\n")
        #expect(result.cells[1].outputs.count == 3)
        #expect(result.cells[1].standardOutput == "42A [2, 2]\n1  2\n3  4\n後\n")
        #expect(result.values == ["2", "10", "8"])
    }

    @Test("images arrive pixel by pixel, with the boxes over them")
    func images() async throws {
        let result = try await execute(
            """
            ```swift
            import Vision
            let detections = [
                Detection(Box(0, 0, 2, 2), score: 0.9), Detection(Box(0, 0, 2, 1.5), score: 0.804),
            ]
            let trace = nmsTrace(detections, threshold: 0.5)
            let photo = Tensor(shape: [3, 1, 2], [0, 255, 51, 0, 102, .nan])
            figure(
                [.image(photo, title: "写真", outlines: trace.outlines(detections))] + trace.panels(over: photo, detections),
                caption: "図", alt: "代わり")
            figure(.image(Tensor([[-1, 1]])), .image(Tensor([[0, 0.5]])), .image(Tensor([[0, 2]]), range: 0...1),
                caption: "", alt: "")
            ```
            """)
        #expect(result.cells[0].status == .passed)
        let figures = result.cells[0].outputs.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
        try #require(figures.count == 2)
        let images = figures.map { $0.panels.compactMap { if case .image(let raster) = $0 { raster } else { nil } } }
        try #require(images[0].count == 2 && images[1].count == 3)
        #expect(images[0][0].pixels.values == [0, 51, 102, 255, 0, 0])
        #expect(images[0][0].title == "写真" && images[0][0].width == 2 && images[0][0].height == 1)
        #expect(images[0][0].outlines.map(\.label) == ["1: 0.8 ×0", "0: 0.9"])
        #expect(images[0][0].outlines.map(\.group) == [1, 0] && images[0][0].outlines[1].x2 == 2)
        #expect(images[0][1].outlines.map(\.label) == ["1: 0.8", "0: 0.9"])
        #expect(images[1].map { $0.pixels.values[3] } == [255, 128, 255] && images[1][0].pixels.values[0] == 0)
    }

    @Test("steps arrive as data, and the report has all of them")
    func steps() async throws {
        let result = try await execute(
            """
            ```swift
            import Vision
            figure(
                steps: .slidingKernel(Tensor([[1, 2, 3], [4, 5, 6]]), Tensor([[1, 1], [0, -1]])), caption: "図", alt: "説明")
            let curve = try PrecisionRecallCurve([ScoredMatch(score: 0.5, outcome: .truePositive)], objectCount: 2)
            figure(steps: .precisionRecall(curve), caption: "曲線", alt: "説明")
            ```
            """)
        let figures = result.cells[0].outputs.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
        try #require(figures.count == 2)
        #expect(figures.allSatisfy { $0.panels.isEmpty })
        #expect(figures[0].steps.map(\.panels.count) == [7, 7])
        guard case .grid(let output) = figures[0].steps[1].panels[6] else { throw StepError() }
        let expected: [Float] = [1 + 2 - 5, 2 + 3 - 6]
        #expect(output.values == expected)
        #expect(figures[1].steps.count == 5)
        guard case .chart(let chart) = figures[1].steps[0].panels[0] else { throw StepError() }
        #expect(chart.xRange == 0...1 && chart.series[0].y == [1])
    }

    private struct StepError: Error {}

    @Test("too many steps, or none, are refused with their number")
    func stepCount() async throws {
        let result = try await execute(
            """
            ```swift should-fail
            figure(steps: .slidingKernel(Tensor.zeros([20, 20]), Tensor.ones([3, 3])), caption: "", alt: "")
            ```

            ```swift should-fail
            figure(steps: [], caption: "", alt: "")
            ```
            """)
        #expect(result.cells.map(\.status) == [.passed, .passed])
        #expect(result.cells[0].standardOutput.contains("324 positions are more than the 100 steps of a figure"))
        #expect(result.cells[1].standardOutput.contains("this one would have 0"))
    }

    @Test("figures arrive as data, NaN and all")
    func figures() async throws {
        let result = try await execute(
            """
            ```swift
            let t = Tensor(shape: [1, 2], [.nan, -.infinity])
            figure(.grid(t, title: "\\"x\\"", regions: [Grid.Region(row: 0, column: 1)]), .symbol("→"),
                .chart(xLabel: "x", yLabel: "y", series: [Chart.Series(name: "s", x: [1], y: [2.5])]),
                caption: "図\\n1", alt: "代替")
            ```
            """)
        guard case .figure(let figure) = result.cells[0].outputs.first, case .grid(let grid) = figure.panels[0] else {
            Issue.record("\(result)")
            return
        }
        #expect(grid.values[0].isNaN && grid.values[1] == -.infinity && grid.title == "\"x\"")
        #expect(grid.regions == [Grid.Region(row: 0, column: 1)])
        #expect(figure.caption == "図\n1" && figure.panels[1] == .symbol("→"))
        #expect(result.cells[0].standardOutput.isEmpty)
    }

    @Test("a compiler error is reported at the chapter's own line and column; the cells above still run")
    func compilerError() async throws {
        let (source, position) = try marked(
            """
            ```swift
            print("above")
            ```

            - 項目

              ```swift
              let x = 1
              print(⚑undefined)
              ```

            ```swift
            print("below")
            ```
            """)
        let result = try await execute(source)
        #expect(result.cells.map(\.status) == [.passed, .failed, .skipped])
        #expect(result.diagnostics.map(\.position) == [position])
        #expect(result.diagnostics.first?.path == "test.md")
    }

    @Test("a value that does not compile is reported where it stands, and takes nothing else with it")
    func brokenValue() async throws {
        let (source, position) = try marked("```swift\nlet n = 1\n```\n\n**値（$x$）**は `{swift} ⚑nn` と `{swift} n` です。")
        let result = try await execute(source)
        #expect(result.values == [nil, "1"])
        #expect(result.diagnostics.map(\.position) == [position])
        #expect(result.cells.map(\.status) == [.passed])
    }

    @Test(
        "a trap is reported at the chapter's own line",
        arguments: [
            ("let xs = [1]\n_ = ⚑xs[n + 3]", "Index out of range"),
            ("_ = ⚑conv2d(Tensor([[1]]), weight: Tensor([[1]]))", "conv2d"),
        ])
    func trap(code: String, message: String) async throws {
        let (source, position) = try marked(
            "```swift\nvar n = 1\nn += 1\nprint(\"x\")\n\(code)\n```\n\n```swift\nprint(2)\n```")
        let result = try await execute(source)
        #expect(result.cells.map(\.status) == [.crashed, .skipped])
        #expect(result.cells[0].standardOutput == "x\n")
        let diagnostic = try #require(result.diagnostics.first)
        #expect(diagnostic.position.line == position.line)
        #expect(diagnostic.message(.en).contains(message))
    }

    @Test("an error that nobody catches is reported at its cell")
    func uncaught() async throws {
        let result = try await execute("```swift\nstruct E: Error {}\nthrow E()\n```")
        #expect(result.cells.map(\.status) == [.crashed])
        #expect(result.diagnostics.map(\.position.line) == [2])
        #expect(result.diagnostics.first?.message(.en).contains("E()") == true)
    }

    @Test("should-fail must trap, compile-fail must not compile, no-run must compile and does not run")
    func expectations() async throws {
        let source = """
            ```swift should-fail
            print("before")
            let xs: [Int] = []
            _ = xs[0]
            ```

            ```swift should-fail
            print("fine")
            ```

            ```swift compile-fail
            let s: String = 1
            ```

            ```swift compile-fail
            let ok = 1
            ```

            ```swift no-run
            import Foundation
            exit(3)
            ```
            """
        let result = try await execute(source)
        #expect(result.cells.map(\.status) == [.passed, .failed, .passed, .failed, .skipped])
        #expect(result.cells[0].standardOutput == "before\nFatal error: Index out of range\n")
        #expect(result.diagnostics.map(\.code) == ["cell-did-not-fail", "cell-did-not-fail"])
        #expect(result.diagnostics.map(\.position.line) == [7, 15])
    }

    // The kernel exempts root from this limit.
    @Test("a cell can start only so many processes, and none is left", .enabled(if: getuid() != 0, "run as root"))
    func processLimit() async throws {
        let result = try await execute(
            """
            ```swift
            var count = 0
            while count < 5000 {
                let child = fork()
                if child < 0 { break }
                if child == 0 {
                    sleep(3600)
                    _exit(0)
                }
                count += 1
            }
            print(count < 1100)
            ```
            """)
        #expect(result.cells.map(\.standardOutput) == ["true\n"])
    }

    @Test("a cell's own timeout ends the whole group, long before the default would")
    func timeout() async throws {
        let start = ContinuousClock.now
        let result = try await execute(
            "```swift timeout=300ms\nwhile true {}\n```\n\n```swift\nprint(1)\n```", timeout: .seconds(3600))
        #expect(result.cells.map(\.status) == [.timeout, .skipped])
        // Most of it is waiting for a core to compile on.
        #expect(ContinuousClock.now - start < .seconds(600))
    }

    @Test("output without end is stopped, a cell that ends the program is told apart from one that passes")
    func endings() async throws {
        let long = try await execute(
            "```swift\nwhile true { print(\"0123456789012345678901234567890123456789\") }\n```")
        #expect(long.cells[0].status == .failed && long.diagnostics.first?.code == "cell-output-too-long")
        let early = try await execute("```swift\nexit(0)\n```\n\n```swift\nprint(1)\n```")
        #expect(early.cells.map(\.status) == [.crashed, .skipped])
    }

    @Test("nothing a cell prints is taken for a frame")
    func imitation() async throws {
        let result = try await execute(
            "```swift\nprint(\"\\u{1E}abc end 0 0\")\nprint(\"\\u{1E} begin 1 0\")\n```\n\n```swift\nprint(2)\n```")
        #expect(result.cells.map(\.status) == [.passed, .passed])
        #expect(result.cells[0].standardOutput == "\u{1E}abc end 0 0\n\u{1E} begin 1 0\n")
    }

    @Test("cells see neither other people's files nor the network, and change nothing")
    func confinement() async throws {
        try await withTemporaryFolder { folder in
            let secret = "\(folder)/secret"
            try Data("secret".utf8).write(to: URL(fileURLWithPath: secret))
            let result = try await execute(
                """
                ```swift
                print(open("\(secret)", O_RDONLY), open("/etc/passwd", O_RDONLY), open("/usr/x", O_CREAT | O_WRONLY, 0o600))
                let s = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = UInt16(80).bigEndian
                address.sin_addr.s_addr = inet_addr("192.0.2.1")
                let status = withUnsafePointer(to: &address) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(s, $0, 16) }
                }
                print(status, errno == ENETUNREACH)
                ```
                """)
            #expect(result.cells[0].standardOutput == "-1 -1 -1\n-1 true\n")
        }
    }

    @Test("a result is used again until cells, engine or options change; moving a cell changes nothing")
    func cache() async throws {
        try await withTemporaryFolder { folder in
            let executor = ChapterExecutor(machine: try testMachine(cache: folder))
            let text = "```swift\nprint(1)\n```\n\n値 `{swift} 2`\n"
            #expect(try await !executor.execute(chapter(text)).isCached)
            let again = try await executor.execute(chapter("# 見出し\n\n前置き\n\n" + text))
            #expect(again.isCached && again.cells[0].standardOutput == "1\n" && again.values == ["2"])
            #expect(try await !executor.execute(chapter(text.replacing("print(1)", with: "print(3)"))).isCached)
            for file in try FileManager.default.contentsOfDirectory(atPath: folder + "/results") {
                try Data("{".utf8).write(to: URL(fileURLWithPath: "\(folder)/results/\(file)"))
            }
            let mended = try await executor.execute(chapter(text))
            #expect(!mended.isCached && mended.cells[0].status == .passed)
        }
    }

    @Test("cancelling ends the children", .timeLimit(.minutes(5)))
    func cancellation() async throws {
        let task = Task { try await execute("```swift\nsleep(3600)\n```", timeout: .seconds(3600)) }
        try await Task.sleep(for: .seconds(3))
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }
    }
}

@Suite("What is wrong, and where")
struct NotebookFindingsTests {
    /// A marker stands where the first diagnostic must be.
    @Test(
        "inline values that are no expressions, or trap, are reported where they stand",
        arguments: [
            ("値 `{swift} ⚑[1][5]` です。", "value-crashed"), ("値 `{swift} ⚑exit(0)` です。", "value-exits"),
            ("`{swift} 1` と `{swift} 1 +⚑`", "value-does-not-compile"),
            ("`{swift} f(1⚑` です", "value-does-not-compile"), ("`{swift} ⚑let a = 1` です", "value-does-not-compile"),
            ("`{swift} ⚑}; do {` です", "value-does-not-compile"),
        ])
    func values(line: String, code: String) async throws {
        let (source, position) = try marked("```swift\nprint(1)\n```\n\n\(line)\n\n```swift\nprint(2)\n```\n")
        let result = try await execute(source)
        let diagnostic = try #require(result.diagnostics.first)
        #expect(diagnostic.code == code)
        #expect(diagnostic.position.line == position.line)
        #expect(abs(diagnostic.position.column - position.column) <= 3, "inside the expression")
        #expect(result.cells[0].status == .passed)
        #expect(result.cells[1].status == (code == "value-does-not-compile" ? .passed : .skipped))
    }

    @Test(
        "a cell that does not end is blamed itself, not what stands below",
        arguments: ["/* unclosed", "func f() {", "let s = \"", "let t = (1,"])
    func openEnds(code: String) async throws {
        let result = try await execute(
            "```swift\nprint(1)\n```\n\n```swift\n\(code)\n```\n\n```swift\n}\nprint(3)\n```\n")
        #expect(result.cells.map(\.status) == [.passed, .failed, .skipped])
        #expect(result.diagnostics.allSatisfy { (5...7).contains($0.position.line) }, "\(result.diagnostics)")
    }

    @Test("a file beside the chapter is part of what a result depends on")
    func data() async throws {
        try await withTemporaryFolder { folder in
            let executor = ChapterExecutor(machine: try testMachine(cache: folder + "/cache"))
            let text = """
                ```swift
                let file = fopen("data.txt", "r")
                print(getc(file) - 48)
                ```
                """
            func run(_ data: String) async throws -> ExecutionResult {
                try Data(data.utf8).write(to: URL(fileURLWithPath: folder + "/data.txt"))
                return try await executor.execute(ChapterParser.parse(Array(text.utf8), path: folder + "/a.md"))
            }
            #expect(try await run("1").cells[0].standardOutput == "1\n")
            #expect(try await executor.execute(ChapterParser.parse(Array(text.utf8), path: folder + "/a.md")).isCached)
            #expect(try await run("22").cells[0].standardOutput == "2\n")
        }
    }
}
