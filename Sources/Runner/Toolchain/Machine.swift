import Chapters
import Foundation

/// Everything that running cells needs from the machine.
package struct Machine: Sendable {
    package var toolchain: Toolchain
    package var engine: Engine
    package var sandbox: Sandbox
    /// nil: nothing is kept between runs.
    package var cacheDirectory: String?

    package init(toolchain: Toolchain, engine: Engine, sandbox: Sandbox, cacheDirectory: String?) {
        self.toolchain = toolchain
        self.engine = engine
        self.sandbox = sandbox
        self.cacheDirectory = cacheDirectory
    }

    /// Finds all of it, or says what is missing and what to do (as `doctor` does).
    package static func find() throws(MissingTool) -> Machine {
        guard let toolchain = Toolchain.find() else { throw .compiler }
        guard let engine = Engine.find() else { throw .engine }
        guard let sandbox = Sandbox.find() else { throw .sandbox }
        return Machine(
            toolchain: toolchain, engine: engine, sandbox: sandbox, cacheDirectory: CacheDirectory.standard())
    }

    /// Changes whenever a result could.
    package var fingerprint: String { [toolchain.fingerprint, engine.fingerprint].joined(separator: "\n") }
}

/// What keeps cells from being run, with the way out.
package enum MissingTool: Error, Sendable {
    case compiler, engine, sandbox

    package var message: LocalizedText {
        switch self {
        case .compiler:
            LocalizedText(ja: "Swift コンパイラ（swiftc）が見つかりません", en: "the Swift compiler (swiftc) was not found")
        case .engine:
            LocalizedText(
                ja: "エンジンのモジュール（\(Engine.libraryName)）が見つかりません",
                en: "the engine's modules (\(Engine.libraryName)) were not found")
        case .sandbox:
            LocalizedText(ja: "bubblewrap（bwrap）が見つかりません", en: "bubblewrap (bwrap) was not found")
        }
    }

    package var help: LocalizedText {
        switch self {
        case .compiler:
            LocalizedText(
                ja:
                    "https://www.swift.org/install/linux/ の Swift 6.3 を PATH に置くか、STUDYKIT_SWIFTC に swiftc のパスを設定してください。",
                en:
                    "Put Swift 6.3 from https://www.swift.org/install/linux/ on the PATH, or set STUDYKIT_SWIFTC to swiftc's path."
            )
        case .engine:
            LocalizedText(
                ja: "クローンの中で make build を実行するか、make install で入れ直してください。",
                en: "Run make build in the clone, or install again with make install.")
        case .sandbox:
            LocalizedText(
                ja: "sudo apt-get install bubblewrap を実行してください（隔離なしで動かすなら STUDYKIT_SANDBOX=none）。",
                en: "Run sudo apt-get install bubblewrap (or set STUDYKIT_SANDBOX=none to run cells unconfined).")
        }
    }
}

/// Where results are kept: `$XDG_CACHE_HOME/studykit`, else `~/.cache/studykit`.
package enum CacheDirectory {
    package static func standard(environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
        // The XDG specification: a path that is not absolute is to be ignored.
        if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return "\(base)/studykit" }
        if let home = environment["HOME"], home.hasPrefix("/") { return "\(home)/.cache/studykit" }
        return nil
    }
}
