import Foundation

/// What became of a program.
package enum ProgramOutcome: Sendable {
    case doesNotCompile([CompilerMessage])
    case ended(ProcessEnd, standardError: String)
}

/// A fault on the machine's side: no space, no permission, a compiler that dies.
package struct ProgramFault: Error, Sendable {
    package var message: String
    /// Whether the program itself brought it about: it can't be linked, or the compiler gives up on it.
    package var isOfProgram: Bool

    package init(message: String, isOfProgram: Bool = false) {
        self.message = message
        self.isOfProgram = isOfProgram
    }
}

/// Compiles a program against the engine and runs it, both confined.
///
/// Without optimisation and with debug information: a chapter's program compiles in a sixth of the time (0.4 s instead
/// of 2.6 s for chapter 03), the heavy work is done in the engine, which is optimised, and a trap has its true place.
package struct ProgramRunner: Sendable {
    private enum Goal {
        case parse, typecheck, program
    }

    package var machine: Machine
    /// Folders that the program may read besides the system's: the chapter's own.
    package var readable: [String]
    /// Folders that the program must not see, though they lie among what it may read.
    package var hidden: [String]
    package var compileTimeout: Duration = .seconds(120)
    /// Executables of earlier runs.
    ///
    /// Only for programs that are asked again and again: of the others the results are kept.
    package var kept = ProgramCache(directory: nil)

    private static let executable = "program"

    package init(machine: Machine, readable: [String] = [], hidden: [String] = []) {
        self.machine = machine
        self.readable = readable
        self.hidden = hidden
    }

    /// Compiles only.
    package func typecheck(_ program: SwiftProgram) async throws -> [CompilerMessage] {
        try await Workspace.with { workspace in try await compile(program, .typecheck, in: workspace) }
    }

    /// What is wrong with each file by itself, names and types apart.
    package func parse(_ program: SwiftProgram) async throws -> [CompilerMessage] {
        try await Workspace.with { workspace in try await compile(program, .parse, in: workspace) }
    }

    /// Compiles and runs.
    ///
    /// The timeout counts from the start and may be extended by `receive`, which is called for
    /// everything the program prints and sends, in order.
    package func run(
        _ program: SwiftProgram, arguments: [String] = [], timeout: Duration,
        outputLimit: Int = ConfinedProcess.defaultOutputLimit,
        receive: @escaping @Sendable (ProgramEvent, ProgramClock) -> Void
    ) async throws -> ProgramOutcome {
        let channel = ProgramChannel()
        channel.input.finish()
        return try await run(program, arguments, channel, timeout: timeout, outputLimit: outputLimit, receive: receive)
    }

    /// Compiles and runs with an input that stays open.
    func run(
        _ program: SwiftProgram, _ arguments: [String], _ channel: ProgramChannel, timeout: Duration,
        outputLimit: Int, receive: @escaping @Sendable (ProgramEvent, ProgramClock) -> Void
    ) async throws -> ProgramOutcome {
        try await Workspace.with { workspace in
            let errors = try await build(program, in: workspace)
            guard errors.isEmpty else { return .doesNotCompile(errors) }
            // The checks of an exercise are in there; a running answer must not find them.
            try workspace.removeAll(but: ProgramRunner.executable)

            let stream = Mutexed(FrameReader(nonce: channel.nonce))
            let deadline = Deadline(in: timeout)
            let clock = ProgramClock(deadline: deadline)
            let view = Sandbox.View(
                readable: [machine.toolchain.root, machine.engine.libraries] + readable, writable: [workspace.path],
                hidden: hidden.filter { !machine.engine.libraries.hasPrefix($0 + "/") },
                workingDirectory: readable.first ?? workspace.path, fileLimit: 64 << 20)
            let command = ["\(workspace.path)/\(ProgramRunner.executable)"] + arguments
            let process = ConfinedProcess(
                command: machine.sandbox.wrap(command, view), environment: environment(workspace),
                workingDirectory: view.workingDirectory, input: channel.input, outputLimit: outputLimit)
            let (end, standardError) = try await process.run(deadline: deadline) { bytes in
                for piece in stream.withLock({ $0.read(bytes) }) { receive(ProgramEvent(piece), clock) }
            }
            for piece in stream.withLock({ $0.finish() }) { receive(ProgramEvent(piece), clock) }
            return .ended(end, standardError: standardError)
        }
    }

    /// Puts the executable into the workspace: the one that was kept, else a new one.
    private func build(_ program: SwiftProgram, in workspace: Workspace) async throws -> [CompilerMessage] {
        let path = "\(workspace.path)/\(ProgramRunner.executable)"
        let key = kept.isOff ? "" : Digest.of(["program", machine.fingerprint] + program.identity)
        if kept.restore(key, to: path) { return [] }
        let errors = try await compile(program, .program, in: workspace)
        if errors.isEmpty { kept.keep(path, key: key) }
        return errors
    }

    private func compile(
        _ program: SwiftProgram, _ goal: Goal, in workspace: Workspace, moduleCache: String? = nil
    ) async throws -> [CompilerMessage] {
        for file in program.files { try workspace.write(file.text, to: file.name) }
        let ownModules = "\(workspace.path)/modules"
        let moduleCache = moduleCache ?? moduleCacheDirectory() ?? ownModules
        var command = [
            machine.toolchain.swiftc, "-swift-version", "5", "-module-name", "Cells", "-suppress-warnings",
            "-diagnostic-style=llvm", "-module-cache-path", moduleCache, "-I", machine.engine.modules,
        ]
        switch goal {
        case .parse: command += ["-parse"]
        case .typecheck: command += ["-typecheck"]
        case .program:
            command += [
                "-Onone", "-gline-tables-only", "-L", machine.engine.libraries, "-lStudykitCells", "-Xlinker", "-rpath",
                "-Xlinker",
                machine.engine.libraries, "-o", ProgramRunner.executable,
            ]
        }
        command += program.files.map(\.name)
        let view = Sandbox.View(
            readable: [machine.toolchain.root, machine.engine.modules, machine.engine.libraries],
            writable: [workspace.path] + (moduleCache == ownModules ? [] : [moduleCache]),
            workingDirectory: workspace.path, memoryLimit: 32 << 30)
        let output = Mutexed([UInt8]())
        let process = ConfinedProcess(
            command: machine.sandbox.wrap(command, view), environment: environment(workspace),
            workingDirectory: view.workingDirectory)
        let (end, standardError) = try await process.run(deadline: Deadline(in: compileTimeout)) { bytes in
            output.withLock { $0.append(contentsOf: bytes) }
        }
        if end == .exited(0) { return [] }
        let text = standardError + String(decoding: output.withLock { $0 }, as: UTF8.self)
        // The disk of the cache is full, or what is kept there is damaged.
        if moduleCache != ownModules, text.contains("could not build module") {
            return try await compile(program, goal, in: workspace, moduleCache: ownModules)
        }
        let messages = CompilerMessage.parse(text)
        guard messages.isEmpty else { return messages }
        let detail = text.split(separator: "\n").prefix(12).joined(separator: "\n")
        let isOfProgram =
            end == .timedOut
            || ["link command failed", "Stack dump", "undefined reference", "multiple definition"]
                .contains { text.contains($0) }
        throw ProgramFault(
            message: end == .timedOut ? "swiftc: timeout" : "swiftc: \(end)\n\(detail)", isOfProgram: isOfProgram)
    }

    private func environment(_ workspace: Workspace) -> [String: String] {
        let backtraceOptions = "enable=yes,color=no,limit=32,threads=crashed,registers=none,images=none,interactive=no"
        var variables = [
            "PATH": "\(machine.toolchain.root)/usr/bin:/usr/bin:/bin", "HOME": "/tmp", "TMPDIR": workspace.path,
            "LANG": "C.UTF-8", "SWIFT_BACKTRACE": backtraceOptions,
        ]
        // How many cores the engine uses; its results don't depend on it, so neither does the cache.
        variables["STUDYKIT_THREADS"] = ProcessInfo.processInfo.environment["STUDYKIT_THREADS"]
        return variables
    }

    /// Compiled C headers; makes importing Foundation in a cell ten times faster the second time.
    private func moduleCacheDirectory() -> String? {
        guard let cache = machine.cacheDirectory else { return nil }
        let path = "\(cache)/modules"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return FileManager.default.isWritableFile(atPath: path) ? path : nil
    }
}

/// What arrives from a running program.
package enum ProgramEvent: Sendable, Equatable {
    case text([UInt8])
    case frame(Frame)

    init(_ piece: FrameReader.Piece) {
        switch piece {
        case .text(let bytes): self = .text(bytes)
        case .frame(let frame): self = .frame(frame)
        }
    }
}

/// Lets the reader of a program's events give it more time: each cell has its own.
package struct ProgramClock: Sendable {
    let deadline: Deadline

    package func allow(_ duration: Duration) {
        deadline.extend(to: duration)
    }
}
