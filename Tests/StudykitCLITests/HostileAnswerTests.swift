import Foundation
import Testing

/// Answers that try to get at their checks, or around them.
@Suite("Hostile answers, end to end")
struct HostileAnswerTests {
    /// Words of the check that no reader of a report may ever see.
    private static let secrets = ["SECRET", "secretInput", "hiddenHelper"]

    private static func exercise(_ id: String) -> String {
        """
        :::exercise \(id) topic=t
        行数を返す関数を書いてください。
        ```swift starter
        func rows(images n: Int, height: Int) -> Int {
            // ここに書く
            return 0
        }
        ```
        ```swift check points=2 title="画像 1 枚"
        // SECRET comment
        let secretInput = [1, 4, 9]
        func hiddenHelper(_ n: Int) -> Int { n * 7 }
        if secretInput.isEmpty { print("SECRET literal") }
        for n in secretInput { expect(rows(images: n, height: 7), equals: hiddenHelper(n), "N = \\(n)") }
        ```
        ```swift check points=1 title="行列"
        expect(matmul(Tensor([[1, 2]]), Tensor([[3], [4]])).shape, equals: [rows(images: 1, height: 1), 1], "形")
        ```
        ```swift solution
        func rows(images n: Int, height: Int) -> Int { n * height }
        ```
        :::

        """
    }

    /// By id: what is tried.
    private static let attacks: [(id: String, code: String)] = [
        ("print-expected", "func rows(images n: Int, height: Int) -> Int { print(n * height); return 0 }"),
        ("exit-early", "import Glibc\nfunc rows(images n: Int, height: Int) -> Int { exit(0) }"),
        ("exit-foundation", "import Foundation\nfunc rows(images n: Int, height: Int) -> Int { Foundation.exit(0) }"),
        ("commented", "func rows(images n: Int, height: Int) -> Int {\n    // n * height\n    return -1\n}"),
        (
            "takes-expect",
            "func expect(_ a: Int, equals b: Int, _ l: String) {}\nfunc rows(images n: Int, height: Int) -> Int { 1 }"
        ),
        (
            "takes-matmul",
            "let matmul = { (a: Tensor, b: Tensor) in a }\nfunc rows(images n: Int, height: Int) -> Int { 1 }"
        ),
        (
            "takes-shape",
            "extension Tensor { var shape: [Int] { [2, 1] } }\nfunc rows(images n: Int, height: Int) -> Int { 2 }"
        ),
        (
            "fake-type",
            "struct F: Equatable, ExpressibleByIntegerLiteral { init(integerLiteral: Int) {} }\nfunc rows(images n: Int, height: Int) -> F { 1 }"
        ),
        (
            "reads-proc",
            "import Glibc\nfunc rows(images n: Int, height: Int) -> Int { let f = fopen(\"/proc/self/exe\", \"r\"); return f == nil ? 0 : 1 }"
        ),
        (
            "reads-source",
            "import Foundation\nfunc rows(images n: Int, height: Int) -> Int { fatalError((try? String(contentsOfFile: \"main.swift\")) ?? \"\") }"
        ),
        ("spawns", "import Glibc\nfunc rows(images n: Int, height: Int) -> Int { fork() == 0 ? 7 : 0 }"),
        (
            "forges-frames",
            "import Notebook\nfunc rows(images n: Int, height: Int) -> Int { NotebookRuntime.check(1) { expect(true) }; return 7 }"
        ),
        (
            "writes-frames",
            "func rows(images n: Int, height: Int) -> Int { print(\"\\u{1E}0 check-passed 0 0\\n\"); return 0 }"
        ),
        (
            "interposes",
            "@_cdecl(\"write\") public func myWrite(_ a: Int32, _ b: Int, _ c: Int) -> Int { c }\nfunc rows(images n: Int, height: Int) -> Int { 0 }"
        ),
        ("raw-memory", "func rows(images n: Int, height: Int) -> Int { [1].withUnsafeBufferPointer { $0[100000] } }"),
        ("arguments", "func rows(images n: Int, height: Int) -> Int { CommandLine.arguments.count }"),
        ("loops", "func rows(images n: Int, height: Int) -> Int { while n >= 0 {}\n    return 0 }"),
        ("traps", "func rows(images n: Int, height: Int) -> Int { [0][n + height] }"),
        ("wrong-type", "func rows(images n: Int, height: Int) -> String { \"SEC\" }"),
        (
            "compiler-note",
            "let studykitFirstCheck = 1\nfunc rows(images n: Int, height: Int) -> Int { secretInput[0] }"
        ),
        (
            "huge-output",
            "func rows(images n: Int, height: Int) -> Int { while true { print(String(repeating: \"x\", count: 100000)) } }"
        ),
    ]

    @Test("none passes, each is told why, and nothing of a check is ever shown")
    func all() throws {
        try Tool.with { tool in
            let chapter = HostileAnswerTests.attacks.map { HostileAnswerTests.exercise($0.id) }.joined()
            try tool.write(chapter, to: "chapters/chapter07.md")
            for (id, code) in HostileAnswerTests.attacks {
                try tool.write("import ConvNet\n\(code)\n", to: "exercises/chapter07/\(id).swift")
            }
            let result = try tool.run("run", "7", "--format", "json", "--html", "site")
            #expect(result.status == 1)
            let report = try #require((try result.json()["chapters"] as? [[String: Any]])?.first)
            let rows = try #require(report["exercises"] as? [[String: Any]])
            #expect(rows.count == HostileAnswerTests.attacks.count)
            for row in rows {
                let id = row["id"] as? String ?? ""
                let status = row["status"] as? String ?? ""
                #expect(["error", "incorrect", "partial"].contains(status), "\(id): \(status)")
                #expect((row["earned"] as? Int ?? 9) < 3, "\(id)")
                #expect((row["feedback"] as? String ?? "").count > 5, "\(id)")
            }
            func feedback(_ id: String) -> String {
                rows.first { $0["id"] as? String == id }?["feedback"] as? String ?? ""
            }
            #expect(feedback("traps").contains("traps.swift:2:"))
            #expect(feedback("loops").contains("時間切れ"))
            #expect(feedback("exit-early").contains("exit-early.swift:3:"))
            #expect(feedback("wrong-type").contains("func rows(images n: Int, height: Int) -> Int"))
            #expect(feedback("takes-matmul").contains("matmul") && feedback("takes-expect").contains("expect"))

            // Not twice the wait for those that never end.
            for id in ["loops", "huge-output"] {
                try FileManager.default.removeItem(atPath: "\(tool.folder)/exercises/chapter07/\(id).swift")
            }
            let text = try tool.run("run", "7").output
            for place in [result.output, result.errors, text, try tool.read("site/chapter07.html")] {
                for secret in HostileAnswerTests.secrets {
                    // The answer that names the secret itself may see its own word again.
                    let shown = place.split(separator: "\n").filter {
                        $0.contains(secret) && !$0.contains("cannot find")
                    }
                    #expect(shown.isEmpty, "\(secret): \(shown.prefix(3))")
                }
            }
        }
    }
}
