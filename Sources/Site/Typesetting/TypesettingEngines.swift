import Dispatch
import Runner
import Synchronization

/// JavaScript engines with KaTeX and highlight.js in them, as many as work at once.
///
/// An engine serves one thread at a time; one that nobody needs waits for the next thread.
final class TypesettingEngines: Sendable {
    enum Failure: Error {
        /// The library is not installed.
        case missing(JavaScriptAssets.Missing)
        case failed(JavaScriptEngine.Failure)
    }

    /// An engine with one library.
    ///
    /// Only the thread that took it out of the idle ones touches it.
    private final class Loaded: @unchecked Sendable {
        let engine: JavaScriptEngine

        init(_ scripts: [CompiledScript]) throws(Failure) {
            do throws(JavaScriptEngine.Failure) {
                engine = try JavaScriptEngine()
            } catch {
                throw .failed(error)
            }
            for script in scripts { try script.load(into: engine) }
        }
    }

    private struct State {
        var idle: [JavaScriptAssets.File: [Loaded]] = [:]
        var missing: [JavaScriptAssets.File: JavaScriptAssets.Missing] = [:]
    }

    private let own: CompiledScript
    private let scripts: [JavaScriptAssets.File: CompiledScript]
    private let state = Mutex(State())
    private let preparation = DispatchGroup()

    /// `kept` has compiled scripts from one run of the program to the next.
    init(assets: JavaScriptAssets, kept: FileCache) {
        own = CompiledScript("studykit", kept: kept) { () throws(JavaScriptAssets.Missing) in
            Self.prelude + "\n" + String(decoding: PackageResources.compact_math_js, as: UTF8.self)
        }
        let libraries = [JavaScriptAssets.File.katex, .highlighter].map { library in
            let script = CompiledScript(library.rawValue, kept: kept) { () throws(JavaScriptAssets.Missing) in
                try assets.text(of: library)
            }
            return (library, script)
        }
        scripts = Dictionary(uniqueKeysWithValues: libraries)
    }

    /// The library, if it was looked for and not found.
    func missing(_ library: JavaScriptAssets.File) -> JavaScriptAssets.Missing? {
        state.withLock { $0.missing[library] }
    }

    /// Makes an engine with each of the libraries on another thread; who needs one waits for it.
    func prepare(_ libraries: [JavaScriptAssets.File]) {
        DispatchQueue.global().async(group: preparation) { [self] in
            for library in libraries {
                // What keeps it from being made is said to who needs it.
                if let loaded = try? make(library) { giveBack(loaded, library) }
            }
        }
    }

    /// Calls a function that needs a library.
    func call(
        _ function: String, of library: JavaScriptAssets.File, _ first: String, _ second: String
    ) throws(Failure) -> String {
        let loaded = try take(library)
        do throws(JavaScriptEngine.Failure) {
            let answer = try loaded.engine.call(function, first, second)
            giveBack(loaded, library)
            return answer
        } catch {
            // The heap of one that ran out of its budget is in no known state.
            if !error.isExhausted { giveBack(loaded, library) }
            throw .failed(error)
        }
    }

    private func take(_ library: JavaScriptAssets.File) throws(Failure) -> Loaded {
        preparation.wait()
        let (missing, waiting) = state.withLock { ($0.missing[library], $0.idle[library]?.popLast()) }
        if let missing { throw .missing(missing) }
        if let waiting { return waiting }
        return try make(library)
    }

    private func make(_ library: JavaScriptAssets.File) throws(Failure) -> Loaded {
        do throws(Failure) {
            return try Loaded([own] + [scripts[library]].compactMap(\.self))
        } catch {
            if case .missing(let missing) = error { state.withLock { $0.missing[library] = missing } }
            throw error
        }
    }

    private func giveBack(_ loaded: Loaded, _ library: JavaScriptAssets.File) {
        state.withLock { $0.idle[library, default: []].append(loaded) }
    }
}
