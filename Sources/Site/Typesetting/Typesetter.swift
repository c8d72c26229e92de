import Chapters
import Foundation
import Runner
import Synchronization

/// Formulas and listings to HTML, through KaTeX and highlight.js.
///
/// What was set once is remembered; libraries are loaded when first needed.
package final class Typesetter: Sendable {
    /// Why a formula could not be set.
    package struct MathFailure: Error, Equatable {
        package enum Kind: Equatable, Sendable {
            /// The author's TeX is wrong.
            case invalid
            /// KaTeX is not installed.
            case unavailable
        }

        package var kind: Kind
        package var message: LocalizedText
        package var help: LocalizedText?
        /// Where in the TeX, in UTF-16 units, when KaTeX says so.
        package var offset: Int?
    }

    private struct Memory {
        var known: TypesetPieces
        var asked: Set<TypesetPieces.Source> = []
        var failures: [TypesetPieces.Source: MathFailure] = [:]

        mutating func recall(_ source: TypesetPieces.Source) -> TypesetPieces.Setting? {
            asked.insert(source)
            return known[source]
        }
    }

    /// Longer formulas and listings are shown as they were written.
    static let longestFormula = 10_000
    static let longestListing = 200_000

    /// Compiled libraries are kept beside what else this program caches.
    package static let shared = Typesetter(
        // Two libraries and our own script; those of earlier versions go in the end.
        kept: FileCache(directory: CacheDirectory.standard().map { "\($0)/scripts" }, capacity: 12))

    private let engines: TypesettingEngines
    private let memory: Mutex<Memory>
    /// For a page that is only gone through for what it will ask for: nothing is set.
    private let isRehearsal: Bool

    package convenience init(
        assets: JavaScriptAssets = .debian, kept: FileCache = FileCache(directory: nil, capacity: 0)
    ) {
        self.init(TypesettingEngines(assets: assets, kept: kept), TypesetPieces())
    }

    private init(_ engines: TypesettingEngines, _ known: TypesetPieces, isRehearsal: Bool = false) {
        self.engines = engines
        self.isRehearsal = isRehearsal
        memory = Mutex(Memory(known: known))
    }

    /// A typesetter with the same engines and a memory of its own, which ends with the page that it is for.
    package func forPage(knowing known: TypesetPieces) -> Typesetter { Typesetter(engines, known) }

    /// Makes engines ready meanwhile, for pages that will be set.
    package func prepare() { engines.prepare([.katex, .highlighter]) }

    /// Sets what a page asks for on all cores, so that it is there when the page is written: `rehearsal` writes it with a typesetter that sets
    /// nothing.
    func setAhead(_ rehearsal: (Typesetter) -> Void) {
        let dry = Typesetter(engines, memory.withLock { $0.known }, isRehearsal: true)
        rehearsal(dry)
        let asked = dry.memory.withLock { memory in memory.asked.filter { memory.known[$0] == nil } }
        let listings = asked.filter(\.isListing)
        // One worker begins with the listings and the others with the formulas, so that each needs one engine and not two.
        let rest = Mutex((Array(listings) + asked.subtracting(listings))[...])
        let workers = min(ProcessInfo.processInfo.activeProcessorCount, asked.count)
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            while let source = rest.withLock({ worker == 0 ? $0.popFirst() : $0.popLast() }) {
                switch source.style {
                // What is wrong with one is said when the page asks for it.
                case .inline: _ = try? math(source.text, display: false)
                case .display: _ = try? math(source.text, display: true)
                case .listing(let language): _ = highlight(source.text, language: language)
                }
            }
        }
    }

    /// Everything that this typesetter was asked for and could set.
    package var used: TypesetPieces { memory.withLock { $0.known.only($0.asked) } }

    /// The formula as HTML with MathML inside, for `MathStyle`'s sheet.
    package func math(_ tex: String, display: Bool) throws(MathFailure) -> String {
        let source = TypesetPieces.Source(display ? .display : .inline, displayable(tex))
        let (known, failure) = memory.withLock { ($0.recall(source), $0.failures[source]) }
        if let html = known?.html { return html }
        if let failure { throw failure }
        if isRehearsal { return "" }
        do throws(MathFailure) {
            let html = try typeset(source.text, display: display)
            memory.withLock { $0.known[source] = .init(html: html) }
            return html
        } catch {
            memory.withLock { $0.failures[source] = error }
            throw error
        }
    }

    /// The listing as HTML with a short element for each colour (`<h-k>let</h-k>`); nil when highlight.js does not know the language (or is not there).
    package func highlight(_ code: String, language: String) -> String? {
        guard !language.isEmpty, language.utf8.count < 40, code.utf8.count <= Self.longestListing else { return nil }
        let source = TypesetPieces.Source(.listing(language), displayable(code))
        if let known = memory.withLock({ $0.recall(source) }) { return known.html }
        guard !isRehearsal,
            let answer = try? engines.call("studykitHighlight", of: .highlighter, source.text, language)
        else {
            return nil
        }
        let html = answer.hasPrefix("ok\n") ? String(answer.dropFirst(3)) : nil
        memory.withLock { $0.known[source] = .init(html: html) }
        return html
    }

    /// Why listings are not coloured, if highlight.js was looked for and not found.
    package var missingHighlighter: JavaScriptAssets.Missing? { engines.missing(.highlighter) }

    private func typeset(_ tex: String, display: Bool) throws(MathFailure) -> String {
        guard tex.utf8.count <= Self.longestFormula else {
            throw MathFailure(
                kind: .invalid,
                message: LocalizedText(
                    ja: "数式が長すぎます（\(tex.utf8.count) バイト、上限 \(Self.longestFormula)）",
                    en: "the formula is too long (\(tex.utf8.count) bytes, at most \(Self.longestFormula))"))
        }
        let answer: String
        do throws(TypesettingEngines.Failure) {
            answer = try engines.call("studykitMath", of: .katex, tex, display ? "display" : "")
        } catch {
            throw Self.failure(error)
        }
        return try Self.html(from: answer)
    }

    private static func failure(_ failure: TypesettingEngines.Failure) -> MathFailure {
        switch failure {
        case .missing(let missing):
            MathFailure(kind: .unavailable, message: missing.message, help: missing.help)
        case .failed(let failure) where failure.isExhausted:
            MathFailure(
                kind: .invalid,
                message: LocalizedText(ja: "数式の展開が大きすぎます", en: "the formula expands to something too large"))
        case .failed(let failure):
            MathFailure(kind: .invalid, message: LocalizedText(verbatim: failure.message))
        }
    }

    /// `ok\n<html>` or `error\n<offset>\n<message>`: see `TypesettingEngines.prelude`.
    private static func html(from answer: String) throws(MathFailure) -> String {
        let parts = answer.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.first == "error", parts.count == 3 else { return String(answer.drop { $0 != "\n" }.dropFirst()) }
        throw MathFailure(
            kind: .invalid, message: MathMessages.localized(String(parts[2])),
            offset: Int(parts[1]).flatMap { $0 < 0 ? nil : $0 })
    }
}
