import Foundation
import Testing

@Suite("Documentation")
struct DocumentationTests {
    @Test("CONTRIBUTING.md and docs/checks.md list every code of a diagnostic, and no other")
    func codes() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let table = try String(contentsOf: root.appendingPathComponent("CONTRIBUTING.md"), encoding: .utf8)
            .split(separator: "<!-- diagnostics: begin -->")[1].split(separator: "<!-- diagnostics: end -->")[0]
        let documented = Set(table.matches(of: /\n\| `([a-z0-9-]+)` \|/).map { String($0.1) })

        var used: Set<String> = []
        var literals: Set<String> = []
        let sources = root.appendingPathComponent("Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(
                of:
                    /(?:code: |code = |\.error, |\.warning, |failure\(\s*|missing\(\s*|\.error\(\s*|\.warning\(\s*)"([a-z0-9]+(?:-[a-z0-9]+)+)"/
            ) {
                used.insert(String(match.1))
            }
            for match in text.matches(of: /"([a-z0-9-]+)"/) { literals.insert(String(match.1)) }
        }
        #expect(used.subtracting(documented).sorted() == [])
        #expect(documented.subtracting(literals).sorted() == [])

        let page = try String(contentsOf: root.appendingPathComponent("docs/checks.md"), encoding: .utf8)
        let sections = page.matches(of: /\n### `([a-z0-9-]+)`\n\n.+\n\n`````/).map { String($0.1) }
        #expect(
            Set(sections).symmetricDifference(documented).sorted() == [],
            "docs/checks.md: a section and an example a code")
        #expect(sections.count == documented.count)
    }
}
