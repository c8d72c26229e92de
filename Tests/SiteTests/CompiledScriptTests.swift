import Foundation
import Runner
import Testing

@testable import Site

@Suite("Compiled scripts")
final class CompiledScriptTests: Sendable {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("scripts-\(UUID().uuidString)")
        .path

    deinit { try? FileManager.default.removeItem(atPath: root) }

    private func write() throws -> [String?] {
        let typesetter = Typesetter(kept: FileCache(directory: root, capacity: 10))
        return [
            try typesetter.math(#"\sum_{k=1}^{n} x_k^2"#, display: true),
            typesetter.highlight("let text = \"畳み込み🙂\"", language: "swift"),
        ]
    }

    @Test("what was compiled in an earlier run works as what is compiled now; what is damaged is compiled anew")
    func kept() throws {
        let first = try write()
        #expect(first.allSatisfy { $0 != nil })
        let names = try FileManager.default.contentsOfDirectory(atPath: root).sorted()
        #expect(names.count == 3)
        #expect(try write() == first)
        for name in names {
            let file = URL(fileURLWithPath: "\(root)/\(name)")
            let whole = try Data(contentsOf: file)
            var bytes = whole
            bytes[bytes.count / 2] ^= 0x40
            try bytes.write(to: file)
            #expect(try write() == first)
            #expect(try Data(contentsOf: file) == whole, "the whole one is kept again")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: root).sorted() == names)
    }

    @Test("an engine that was made ready is used, and what keeps it from being made is still said")
    func prepared() throws {
        let typesetter = Typesetter()
        typesetter.prepare()
        #expect(try typesetter.math("x", display: false) == Typesetter.shared.math("x", display: false))
        let bare = Typesetter(assets: JavaScriptAssets(root: "/nonexistent"))
        bare.prepare()
        #expect(throws: Typesetter.MathFailure.self) { try bare.math("x", display: false) }
        #expect(bare.highlight("let a = 1", language: "swift") == nil && bare.missingHighlighter != nil)
    }

    @Test("signs beyond the basic plane are two units there, as JavaScript counts them")
    func strings() throws {
        let engine = try JavaScriptEngine()
        let script = "function join(a, b) { return a + b + ' ' + a.length + ' ' + b.length; }"
        try engine.load(engine.compile(script, name: "join"))
        #expect(try engine.call("join", "畳み込み", "🙂é") == "畳み込み🙂é 4 3")
        #expect(throws: JavaScriptEngine.Failure.self) { try engine.compile("function (", name: "broken") }
        #expect(throws: JavaScriptEngine.Failure.self) { try engine.call("nobody", "", "") }
        #expect(try engine.call("join", "", "") == " 0 0")
    }
}
