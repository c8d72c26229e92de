import Testing

@testable import Runner

@Suite("What a running program can find of its own source")
struct ProgramSecrecyTests {
    @Test("nothing: the sources are gone, and the binary holds no comment and no local name")
    func source() async throws {
        var machine = try Machine.find()
        machine.cacheDirectory = nil
        let program = SwiftProgram(files: [
            .init(
                name: "main.swift",
                text: """
                    import Foundation
                    // SECRET comment of a check
                    _ = readLine()  // The nonce: a program that leaves it unread may be gone before it is written.
                    func body() {
                        let secretName = CommandLine.arguments.count
                        let folder = (CommandLine.arguments[0] as NSString).deletingLastPathComponent
                        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
                        let binary = FileManager.default.contents(atPath: "/proc/self/exe") ?? Data()
                        let words = ["SEC" + "RET comment", "secret" + "Name"]
                        let found = words.filter { binary.range(of: Data($0.utf8)) != nil }
                        print(names, found, binary.count > 1000, secretName)
                    }
                    body()
                    """)
        ])
        let text = Mutexed("")
        let outcome = try await ProgramRunner(machine: machine).run(program, timeout: .seconds(60)) { event, _ in
            if case .text(let bytes) = event { text.withLock { $0 += String(decoding: bytes, as: UTF8.self) } }
        }
        guard case .ended(.exited(0), _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(text.withLock { $0 } == "[\"program\"] [] true 1\n")
    }

    @Test("a hidden folder among the readable ones is seen as empty")
    func hidden() {
        let sandbox = Sandbox(mode: .bubblewrap(path: "/usr/bin/bwrap"))
        let view = Sandbox.View(
            readable: ["/opt/swift"], writable: ["/tmp/w"],
            hidden: ["/usr/local/share/studykit/chapters", "/home/a/chapters"],
            workingDirectory: "/tmp/w")
        let command = sandbox.wrap(["program"], view)
        let places = command.indices.filter { command[$0] == "--tmpfs" }.map { command[$0 + 1] }
        // What is not shown needs no hiding, and a mount point could not be made there.
        #expect(places == ["/tmp", "/usr/local/share/studykit/chapters"])
    }
}
