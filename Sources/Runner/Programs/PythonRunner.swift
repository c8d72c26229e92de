import Foundation

/// Runs Python programs in the same confinement as cells: for proving the keys of Python fills.
package struct PythonRunner: Sendable {
    /// The interpreter itself, links and version managers resolved.
    package var executable: String
    /// The folders of the interpreter and of NumPy.
    package var readable: [String]

    private let machine: Machine
    private static let timeout: Duration = .seconds(30)

    /// The first `python3` on the PATH (or `STUDYKIT_PYTHON`) that has NumPy; nil when there is none.
    package static func find(
        machine: Machine, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async -> PythonRunner? {
        let folders = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
        let candidates = environment["STUDYKIT_PYTHON"].map { [$0] } ?? folders
        let question = """
            import sys, os, numpy
            print(os.path.realpath(sys.executable))
            for path in (sys.base_prefix, sys.prefix, os.path.dirname(os.path.dirname(numpy.__file__))):
                print(os.path.realpath(path))
            """
        for candidate in candidates where FileManager.default.isExecutableFile(atPath: candidate) {
            let output = Mutexed([UInt8]())
            var variables = ["PATH": environment["PATH"] ?? "/usr/bin:/bin"]
            variables["HOME"] = environment["HOME"] ?? "/"
            // The user's own interpreter, asked where it lives; nothing of a chapter is in this.
            let process = ConfinedProcess(
                command: [candidate, "-I", "-c", question], environment: variables, workingDirectory: "/")
            guard
                let (end, _) = try? await process.run(
                    deadline: Deadline(in: timeout),
                    receive: { bytes in output.withLock { $0.append(contentsOf: bytes) } }),
                end == .exited(0)
            else { continue }
            let lines = String(decoding: output.withLock { $0 }, as: UTF8.self).split(separator: "\n").map(String.init)
            guard lines.count == 4 else { continue }
            return PythonRunner(
                executable: lines[0], readable: Array(Set(lines.dropFirst())).sorted(), machine: machine)
        }
        return nil
    }

    /// Runs a program to its end.
    ///
    /// - Returns: nil when it ended well; otherwise the last line of what it complained about.
    package func run(_ program: String) async throws -> String? {
        try await Workspace.with { workspace in
            try workspace.write(program, to: "program.py")
            let view = Sandbox.View(
                readable: readable, writable: [workspace.path], workingDirectory: workspace.path, fileLimit: 64 << 20)
            let process = ConfinedProcess(
                command: machine.sandbox.wrap([executable, "-I", "-B", "\(workspace.path)/program.py"], view),
                environment: [
                    "PATH": "/usr/bin:/bin", "HOME": "/tmp", "TMPDIR": workspace.path, "LANG": "C.UTF-8",
                    "OPENBLAS_NUM_THREADS": "1",
                ], workingDirectory: view.workingDirectory)
            let (end, complaint) = try await process.run(deadline: Deadline(in: PythonRunner.timeout)) { _ in }
            if end == .exited(0) { return nil }
            return complaint.split(separator: "\n").last.map(String.init) ?? "\(end)"
        }
    }
}
