import ArgumentParser
import Chapters
import Foundation
import Runner
import Site

/// `studykit doctor`: what is needed, where it was found, or the command that installs it.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check everything that studykit needs.")

    @OptionGroup var globals: GlobalOptions

    mutating func run() async throws {
        globals.apply()
        var isComplete = true
        for need in await Need.all() {
            let name = need.name(Console.language)
            switch need.state {
            case .found(let place): Console.print("✓ \(name): \(place)\n")
            case .missing(let help):
                isComplete = false
                Console.print("✗ \(name)\n    \(help(Console.language))\n")
            case .optionalMissing(let help): Console.print("– \(name)\n    \(help(Console.language))\n")
            }
        }
        if !isComplete { throw ExitStatus.fault.exitCode }
    }
}

/// One thing that studykit needs from the machine.
private struct Need {
    enum State {
        case found(String)
        case missing(LocalizedText)
        case optionalMissing(LocalizedText)
    }

    var name: LocalizedText
    var state: State

    static func all() async -> [Need] {
        [compiler, engine, sandbox, await confinement(), chapters, cache, katex, highlighter]
    }

    private static var compiler: Need {
        let state: State = Toolchain.find().map { .found($0.swiftc) } ?? .missing(MissingTool.compiler.help)
        return Need(name: LocalizedText(ja: "Swift コンパイラ", en: "Swift compiler"), state: state)
    }

    private static var engine: Need {
        let state: State =
            Engine.find().map { .found("\($0.libraries)/\(Engine.libraryName)") } ?? .missing(MissingTool.engine.help)
        return Need(name: LocalizedText(ja: "エンジン（ConvNet, Notebook）", en: "Engine (ConvNet, Notebook)"), state: state)
    }

    private static var sandbox: Need {
        let name = LocalizedText(ja: "隔離（bubblewrap）", en: "Confinement (bubblewrap)")
        switch Sandbox.find()?.mode {
        case .bubblewrap(let path): return Need(name: name, state: .found(path))
        case .some(.none): return Need(name: name, state: .found("STUDYKIT_SANDBOX=none"))
        case nil: return Need(name: name, state: .missing(MissingTool.sandbox.help))
        }
    }

    /// All parts may be there and still not work together: only running a cell tells.
    private static func confinement() async -> Need {
        let name = LocalizedText(ja: "セルの実行", en: "Running a cell")
        guard let machine = try? Machine.find() else {
            return Need(
                name: name,
                state: .missing(
                    LocalizedText(ja: "上の不足を補ってください。", en: "Install what is missing above.")))
        }
        let program = SwiftProgram(files: [
            .init(name: "main.swift", text: "import ConvNet\nimport Notebook\nNotebookRuntime.start()\n")
        ])
        let start = ContinuousClock.now
        do {
            let outcome = try await ProgramRunner(machine: machine).run(program, timeout: .seconds(20)) { _, _ in }
            if case .ended(.exited(0), _) = outcome {
                let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
                return Need(name: name, state: .found("\(milliseconds) ms"))
            }
            return Need(name: name, state: .missing(advice("\(outcome)")))
        } catch {
            return Need(name: name, state: .missing(advice((error as? ProgramFault)?.message ?? "\(error)")))
        }
    }

    private static func advice(_ detail: String) -> LocalizedText {
        LocalizedText(
            ja: "動きませんでした: \(detail)\n    bwrap が名前空間を作れない環境（コンテナなど）では STUDYKIT_SANDBOX=none を設定してください。",
            en:
                "it did not work: \(detail)\n    Where bwrap can't make namespaces (some containers), set STUDYKIT_SANDBOX=none."
        )
    }

    private static var chapters: Need {
        let name = LocalizedText(ja: "章", en: "Chapters")
        guard let folder = ChapterLocator().chapterFolder else {
            return Need(
                name: name,
                state: .optionalMissing(
                    LocalizedText(ja: "chapters フォルダのある場所で実行してください。", en: "Run it where a chapters folder is.")))
        }
        return Need(name: name, state: .found("\(folder) (\(ChapterLocator.names(in: folder).count))"))
    }

    private static var cache: Need {
        let name = LocalizedText(ja: "結果の保存先", en: "Stored results")
        guard let path = CacheDirectory.standard() else {
            return Need(
                name: name,
                state: .optionalMissing(
                    LocalizedText(
                        ja: "HOME か XDG_CACHE_HOME を設定すると、結果を保存できます。",
                        en: "Set HOME or XDG_CACHE_HOME, and results are kept.")))
        }
        return Need(name: name, state: .found(path))
    }

    private static var katex: Need {
        package(.katex, LocalizedText(ja: "数式（KaTeX）", en: "Math (KaTeX)"), debian: "libjs-katex fonts-katex")
    }

    private static var highlighter: Need {
        package(
            .highlighter, LocalizedText(ja: "コードの色付け（highlight.js）", en: "Highlighting (highlight.js)"),
            debian: "libjs-highlight.js")
    }

    private static func package(_ file: JavaScriptAssets.File, _ name: LocalizedText, debian: String) -> Need {
        let path = JavaScriptAssets.debian.path(of: file)
        return Need(
            name: name,
            state: FileManager.default.isReadableFile(atPath: path)
                ? .found(path)
                : .missing(
                    LocalizedText(
                        ja: "sudo apt-get install \(debian) を実行してください。", en: "Run sudo apt-get install \(debian)")))
    }
}
