import Foundation
import Testing

@Suite("studykit status and history")
struct StatusTests {
    /// Seconds since 1970 of the first answer; the others follow after days.
    private static let start = 1_767_258_000.0

    private func document(_ answers: [(day: Double, right: Bool)]) throws -> String {
        let session = UUID().uuidString
        let list = answers.map { answer -> [String: Any] in
            [
                "id": UUID().uuidString, "item": ["chapter": "chapter90", "exercise": "size"], "topic": "geometry",
                "seed": 1, "answeredAt": StatusTests.start + answer.day * 86_400, "seconds": 60, "hints": 0,
                "earned": answer.right ? 2 : 0, "points": 2, "given": "1", "source": "browser", "session": session,
                "isRetracted": false,
            ]
        }
        let whole: [String: Any] = ["format": "studykit-history", "version": 1, "answers": list, "exams": [] as [Any]]
        return String(decoding: try JSONSerialization.data(withJSONObject: whole), as: UTF8.self)
    }

    @Test("an imported history gets FSRS's published state; imported again, it counts once")
    func imported() throws {
        try StudyTool.with { study in
            // Ratings 1, 3, 3, 3, 3, 3 after 0, 0, 1, 3, 8, 21 days.
            // The first two a moment apart, since answers have an order by their time.
            let days = [-0.0001, 0, 1, 4, 12, 33]
            let answers = zip(days, [false, true, true, true, true, true]).map { (day: $0, right: $1) }
            try study.tool.write(document(answers), to: "browser.json")
            for expected in ["6 件", "0 件"] {
                let result = try study.tool.run("history", "import", "browser.json")
                #expect(result.status == 0 && result.output.contains(expected))
            }
            let status = try study.tool.run("status", "--format", "json", "--items").json()
            let item = try #require((status["states"] as? [[String: Any]])?.first)
            #expect(item["id"] as? String == "chapter90/size" && item["answers"] as? Int == 6)
            #expect(abs(try #require(item["stability"] as? Double) - 53.62691) < 1e-4)
            #expect(abs(try #require(item["difficulty"] as? Double) - 6.3574867) < 1e-6)
            #expect(status["coverage"] as? [String: Int] == ["topics": 2, "topicsSeen": 1])
        }
    }

    @Test("another time zone moves no answer, only where days begin")
    func timeZone() throws {
        try StudyTool.with { study in
            try study.tool.write(document([(0, true), (3, true)]), to: "h.json")
            _ = try study.tool.run("history", "import", "h.json")
            func states(_ zone: String) throws -> [[String]] {
                var tool = study.tool
                tool.environment["TZ"] = zone
                let status = try tool.run("status", "--format", "json", "--items").json()
                return try #require(status["states"] as? [[String: Any]]).map { state in
                    ["id", "stability", "due"].map { "\(state[$0] ?? "")" }
                }
            }
            #expect(try states("Asia/Tokyo") == states("America/Los_Angeles"))
        }
    }

    @Test("where nothing can be written, status and the history still show; a quiz and an exam say that they can't")
    func readOnly() throws {
        try StudyTool.with { study in
            var tool = study.tool
            tool.environment["STUDYKIT_PROGRESS"] = "\(tool.folder)/state/progress.sqlite"
            try tool.write(document([(0, true)]), to: "h.json")
            _ = try tool.run("history", "import", "h.json")
            func run(_ arguments: String...) throws -> (status: Int32, output: String) {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/bin/sh")
                // Even root can't write through a mount that is read-only.
                let script =
                    "exec bwrap --dev-bind / / --ro-bind $PWD/state $PWD/state \"$0\" \"$@\" < /dev/null > output.txt 2>&1"
                process.arguments = ["-c", script, Tool.path] + arguments
                process.currentDirectoryURL = URL(fileURLWithPath: tool.folder)
                process.environment = ProcessInfo.processInfo.environment
                    .merging(["XDG_CACHE_HOME": "\(tool.folder)/cache", "LANG": "ja_JP.UTF-8"]) { $1 }
                    .merging(tool.environment) { $1 }
                try process.run()
                process.waitUntilExit()
                return (process.terminationStatus, try tool.read("output.txt"))
            }
            let status = try run("status")
            #expect(status.status == 0 && status.output.contains("読み取り専用") && status.output.contains("1/2"))
            #expect(try run("history", "export").output.contains("chapter90"))
            for command in ["quiz", "exam"] {
                let result = try run(command)
                #expect(result.status == 70 && result.output.contains("答えを残せない"), "\(result)")
            }
        }
    }
}
