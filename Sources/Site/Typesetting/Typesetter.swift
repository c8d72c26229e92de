import Chapters
import Synchronization

/// Formulas and listings to HTML, through KaTeX and highlight.js in one JavaScript engine.
///
/// One instance serves a whole process: the libraries are loaded when first needed, and every formula is set once.
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

    private struct Formula: Hashable {
        var tex: String
        var isDisplay: Bool
    }

    private struct State {
        var engine: JavaScriptEngine?
        var loaded: Set<JavaScriptAssets.File> = []
        var missing: [JavaScriptAssets.File: JavaScriptAssets.Missing] = [:]
        var formulas: [Formula: Result<String, MathFailure>] = [:]
    }

    /// Longer formulas and listings are shown as they were written.
    static let longestFormula = 10_000
    static let longestListing = 200_000

    package static let shared = Typesetter()

    private let assets: JavaScriptAssets
    private let state = Mutex(State())

    package init(assets: JavaScriptAssets = .debian) {
        self.assets = assets
    }

    /// The formula as HTML with MathML inside, for `MathStyle`'s sheet.
    package func math(_ tex: String, display: Bool) throws(MathFailure) -> String {
        try state.withLock { state in
            let formula = Formula(tex: displayable(tex), isDisplay: display)
            if let known = state.formulas[formula] { return known }
            let result = typeset(formula, &state)
            state.formulas[formula] = result
            return result
        }.get()
    }

    /// The listing as HTML with a short element for each colour (`<h-k>let</h-k>`); nil when highlight.js does not know the language (or is not there).
    package func highlight(_ code: String, language: String) -> String? {
        guard !language.isEmpty, language.utf8.count < 40, code.utf8.count <= Self.longestListing else { return nil }
        return state.withLock { state in
            guard let engine = try? loadedEngine(.highlighter, &state) else { return nil }
            let answer = call(engine, "studykitHighlight", displayable(code), language, &state)
            guard case .success(let text) = answer, text.hasPrefix("ok\n") else { return nil }
            return String(text.dropFirst(3))
        }
    }

    /// Why listings are not coloured, if highlight.js was looked for and not found.
    package var missingHighlighter: JavaScriptAssets.Missing? {
        state.withLock { $0.missing[.highlighter] }
    }

    private func typeset(_ formula: Formula, _ state: inout State) -> Result<String, MathFailure> {
        guard formula.tex.utf8.count <= Self.longestFormula else {
            return .failure(
                .init(
                    kind: .invalid,
                    message: LocalizedText(
                        ja: "数式が長すぎます（\(formula.tex.utf8.count) バイト、上限 \(Self.longestFormula)）",
                        en: "the formula is too long (\(formula.tex.utf8.count) bytes, at most \(Self.longestFormula))")
                ))
        }
        do {
            let engine = try loadedEngine(.katex, &state)
            return call(engine, "studykitMath", formula.tex, formula.isDisplay ? "display" : "", &state)
                .mapError { failure in
                    failure.isExhausted
                        ? MathFailure(
                            kind: .invalid,
                            message: LocalizedText(
                                ja: "数式の展開が大きすぎます", en: "the formula expands to something too large"))
                        : MathFailure(kind: .invalid, message: LocalizedText(verbatim: failure.message))
                }
                .flatMap(Self.result(from:))
        } catch let missing as JavaScriptAssets.Missing {
            return .failure(.init(kind: .unavailable, message: missing.message, help: missing.help))
        } catch {
            return .failure(.init(kind: .unavailable, message: LocalizedText(verbatim: "\(error)")))
        }
    }

    /// `ok\n<html>` or `error\n<offset>\n<message>`: see `prelude`.
    private static func result(from answer: String) -> Result<String, MathFailure> {
        let parts = answer.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.first == "error", parts.count == 3 else {
            return .success(String(answer.drop { $0 != "\n" }.dropFirst()))
        }
        return .failure(
            .init(
                kind: .invalid, message: MathMessages.localized(String(parts[2])),
                offset: Int(parts[1]).flatMap { $0 < 0 ? nil : $0 }))
    }

    private func loadedEngine(_ library: JavaScriptAssets.File, _ state: inout State) throws -> JavaScriptEngine {
        if let missing = state.missing[library] { throw missing }
        if state.engine == nil {
            let engine = try JavaScriptEngine()
            try engine.load(Self.prelude)
            try engine.load(String(decoding: PackageResources.compact_math_js, as: UTF8.self))
            state.engine = engine
            state.loaded = []
        }
        guard let engine = state.engine else { throw JavaScriptEngine.Failure(message: "", isExhausted: true) }
        if !state.loaded.contains(library) {
            do {
                try engine.load(assets.text(of: library))
            } catch let missing as JavaScriptAssets.Missing {
                state.missing[library] = missing
                throw missing
            }
            state.loaded.insert(library)
        }
        return engine
    }

    /// A call whose engine is thrown away when it ran out of its budget: its heap is in no known state then.
    private func call(
        _ engine: JavaScriptEngine, _ function: String, _ first: String, _ second: String, _ state: inout State
    ) -> Result<String, JavaScriptEngine.Failure> {
        do throws(JavaScriptEngine.Failure) {
            return .success(try engine.call(function, first, second))
        } catch {
            if error.isExhausted { state.engine = nil }
            return .failure(error)
        }
    }

    /// `trust` refuses what would put the author's URLs, classes, ids or styles into the page.
    private static let prelude = #"""
        var self = this, window = this;
        // KaTeX's matrices need it, and Duktape does not have it.
        if (!Array.prototype.fill) {
            Object.defineProperty(Array.prototype, "fill", { value: function (value) {
                for (var index = 0; index < this.length; index += 1) { this[index] = value; }
                return this;
            } });
        }
        var console = { log: function () {}, warn: function () {}, error: function () {} };
        function studykitMath(tex, display) {
            try {
                return "ok\n" + studykitCompact(katex.__renderToDomTree(tex, {
                    displayMode: display !== "", throwOnError: true, strict: "ignore", maxSize: 40, maxExpand: 1000,
                    trust: function (context) { throw { refused: String(context.command) }; }
                }));
            } catch (error) {
                if (error.refused !== undefined) { return "error\n-1\n" + error.refused + " is not allowed"; }
                if (!(error instanceof katex.ParseError)) { throw error; }
                var position = error.position === undefined ? -1 : error.position;
                var message = String(error.message).replace(/^KaTeX parse error: /, "")
                    .replace(/ at (position \d+|end of input): [^]*$/, "");
                return "error\n" + position + "\n" + message;
            }
        }
        function studykitHighlight(code, language) {
            if (!hljs.getLanguage(language)) { return "unknown"; }
            return "ok\n" + studykitShort(hljs.highlight(language, code, true).value);
        }
        // One short element for each colour, and none for what has no colour of its own.
        var studykitColours = {};
        function studykitColour(element, names) {
            names.split(" ").forEach(function (name) { studykitColours[name] = element; });
        }
        studykitColour("h-k", "keyword selector-tag literal built_in doctag meta-keyword");
        studykitColour("h-s", "string regexp addition attribute meta-string");
        studykitColour("h-n", "number symbol bullet meta variable template-variable");
        studykitColour("h-c", "comment quote deletion");
        studykitColour("h-f", "title section name selector-id link");
        studykitColour("h-t", "type class attr");
        studykitColour("em", "emphasis");
        studykitColour("strong", "strong");
        function studykitShort(html) {
            var open = [];
            return html.replace(/<span class="hljs-([\w-]+)[^"]*">|<span[^>]*>|<\/span>/g, function (tag, name) {
                if (tag.charAt(1) === "/") {
                    var element = open.pop();
                    return element ? "</" + element + ">" : "";
                }
                var known = name && studykitColours.hasOwnProperty(name) ? studykitColours[name] : "";
                open.push(known);
                return known ? "<" + known + ">" : "";
            });
        }
        """#
}
