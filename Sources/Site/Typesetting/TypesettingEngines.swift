import Synchronization

/// JavaScript engines with KaTeX and highlight.js in them, as many as work at once.
///
/// An engine serves one thread at a time, and loading a library takes a tenth of a second: an engine that nobody needs waits for the next one.
final class TypesettingEngines: Sendable {
    enum Failure: Error {
        /// The library is not installed.
        case missing(JavaScriptAssets.Missing)
        case failed(JavaScriptEngine.Failure)
    }

    /// An engine and what was loaded into it.
    ///
    /// Only the thread that took it out of the idle ones touches it.
    private final class Loaded: @unchecked Sendable {
        let engine: JavaScriptEngine
        private var libraries: Set<JavaScriptAssets.File> = []

        init() throws(JavaScriptEngine.Failure) {
            engine = try JavaScriptEngine()
            try engine.load(TypesettingEngines.prelude)
            try engine.load(String(decoding: PackageResources.compact_math_js, as: UTF8.self))
        }

        func load(_ library: JavaScriptAssets.File, _ assets: JavaScriptAssets) throws(Failure) {
            guard !libraries.contains(library) else { return }
            let text: String
            do throws(JavaScriptAssets.Missing) {
                text = try assets.text(of: library)
            } catch {
                throw .missing(error)
            }
            do throws(JavaScriptEngine.Failure) {
                try engine.load(text)
            } catch {
                throw .failed(error)
            }
            libraries.insert(library)
        }
    }

    private struct State {
        var idle: [Loaded] = []
        var missing: [JavaScriptAssets.File: JavaScriptAssets.Missing] = [:]
    }

    private let assets: JavaScriptAssets
    private let state = Mutex(State())

    init(assets: JavaScriptAssets) {
        self.assets = assets
    }

    /// The library, if it was looked for and not found.
    func missing(_ library: JavaScriptAssets.File) -> JavaScriptAssets.Missing? {
        state.withLock { $0.missing[library] }
    }

    /// Calls a function that needs a library.
    func call(
        _ function: String, of library: JavaScriptAssets.File, _ first: String, _ second: String
    ) throws(Failure) -> String {
        if let missing = missing(library) { throw .missing(missing) }
        let loaded = try take()
        do throws(Failure) {
            try loaded.load(library, assets)
        } catch {
            if case .missing(let missing) = error {
                state.withLock {
                    $0.missing[library] = missing
                    $0.idle.append(loaded)
                }
            }
            throw error
        }
        do throws(JavaScriptEngine.Failure) {
            let answer = try loaded.engine.call(function, first, second)
            giveBack(loaded)
            return answer
        } catch {
            // The heap of one that ran out of its budget is in no known state.
            if !error.isExhausted { giveBack(loaded) }
            throw .failed(error)
        }
    }

    private func take() throws(Failure) -> Loaded {
        if let waiting = state.withLock({ $0.idle.popLast() }) { return waiting }
        do throws(JavaScriptEngine.Failure) {
            return try Loaded()
        } catch {
            throw .failed(error)
        }
    }

    private func giveBack(_ loaded: Loaded) { state.withLock { $0.idle.append(loaded) } }
}
