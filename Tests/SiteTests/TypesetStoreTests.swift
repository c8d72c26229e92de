import Foundation
import Testing

@testable import Site

@Suite("Settings kept between two publishes")
final class TypesetStoreTests: Sendable {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path

    deinit { try? FileManager.default.removeItem(atPath: root) }

    private func store(_ version: String = "1") -> TypesetStore { TypesetStore(directory: root, version: version) }

    private static let formulas = [#"\frac{a}{b}"#, "x_{🙂}", "畳"]

    private func typesetter(_ known: TypesetPieces = TypesetPieces()) throws -> Typesetter {
        let typesetter = Typesetter.shared.forPage(knowing: known)
        for tex in Self.formulas { _ = try typesetter.math(tex, display: tex.count > 2) }
        _ = typesetter.highlight("let a = \"🙂\"", language: "swift")
        _ = typesetter.highlight("a\u{0}b", language: "nobody-knows")
        return typesetter
    }

    @Test("everything comes back as it was set, and needs no engine then")
    func back() throws {
        let used = try typesetter().used
        store().keep(used, of: "c.md")
        let known = store().load("c.md")
        #expect(known == used && known != TypesetPieces())
        #expect(store().load("other.md") == TypesetPieces())
        let bare = Typesetter(assets: JavaScriptAssets(root: "/nonexistent")).forPage(knowing: known)
        for tex in Self.formulas {
            let display = tex.count > 2
            #expect(try bare.math(tex, display: display) == Typesetter.shared.math(tex, display: display))
        }
        #expect(bare.highlight("let a = \"🙂\"", language: "swift")?.contains("<h-k>let</h-k>") == true)
        #expect(bare.highlight("a\u{0}b", language: "nobody-knows") == nil)
        #expect(bare.missingHighlighter == nil)
        // What was not set is not known: neither mistakes nor what no library was there for.
        #expect(throws: Typesetter.MathFailure.self) { try bare.math("y", display: false) }
        #expect(bare.highlight("let b = 1", language: "swift") == nil && bare.missingHighlighter != nil)
        #expect(bare.used == used)
    }

    @Test("only what a page still uses is kept")
    func used() throws {
        let known = try typesetter().used
        let page = Typesetter.shared.forPage(knowing: known)
        _ = try page.math("畳", display: false)
        #expect(page.used != known)
        var one = TypesetPieces()
        one[.init(.inline, "畳")] = known[.init(.inline, "畳")]
        #expect(page.used == one)
    }

    @Test("of another version, damaged or cut off, it is nothing")
    func damaged() throws {
        let used = try typesetter().used
        store().keep(used, of: "c.md")
        #expect(store("2").load("c.md") == TypesetPieces())
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: root).first)
        let file = URL(fileURLWithPath: "\(root)/\(name)")
        let whole = try Data(contentsOf: file)
        for position in stride(from: 0, to: whole.count, by: 7) {
            var bytes = whole
            bytes[position] ^= 0x10
            try bytes.write(to: file)
            // A few bits of the format mean nothing.
            let found = store().load("c.md")
            #expect(found == TypesetPieces() || found == used, "byte \(position)")
            try whole.prefix(position).write(to: file)
            #expect(store().load("c.md") == TypesetPieces(), "\(position) bytes")
        }
        #expect(TypesetPieces(bytes: [5, 0, 0, 0, 36]) == nil)
    }

    @Test("pages set at the same time are set alike")
    func together() async throws {
        let alone = try typesetter().used
        await withTaskGroup(of: TypesetPieces?.self) { group in
            for _ in 0..<4 { group.addTask { try? self.typesetter().used } }
            for await used in group { #expect(used == alone) }
        }
    }

    /// Rehearsed, a page asks for all it needs; it is set then, and what is wrong is still said when the page is written.
    @Test func whatAPageWillAskForIsSetAhead() throws {
        func write(_ typesetter: Typesetter) -> [String] {
            [
                (try? typesetter.math("\\alpha^2", display: true)) ?? "failed",
                typesetter.highlight("let x = 1", language: "swift") ?? "unknown",
                typesetter.highlight("x", language: "no-such-language") ?? "unknown",
                (try? typesetter.math("\\frac{", display: false)) ?? "failed",
            ]
        }
        let page = Typesetter.shared.forPage(knowing: TypesetPieces())
        var rehearsed: [String] = []
        page.setAhead { rehearsed = write($0) }
        #expect(rehearsed == ["", "unknown", "unknown", ""])
        let ahead = page.used
        // Without engines only what was set ahead can be given.
        let bare = Typesetter(assets: JavaScriptAssets(root: "/nonexistent")).forPage(knowing: ahead)
        let written = write(page)
        #expect(written == write(Typesetter.shared.forPage(knowing: TypesetPieces())))
        #expect(written.last == "failed")
        #expect(written.prefix(3) == write(bare).prefix(3))
    }
}
