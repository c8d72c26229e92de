import Foundation
import Testing

@Suite("docs/zenn.md")
struct ZennTableTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("every row names a test that there is")
    func rows() throws {
        let page = try String(contentsOf: Self.root.appendingPathComponent("docs/zenn.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| Construct") }
        #expect(rows.count > 25)
        var known: [String: Set<String>] = [:]
        let files = FileManager.default.enumerator(
            at: Self.root.appendingPathComponent("Tests"), includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            var tests: Set<String> = []
            var suites: [String] = []
            var isTest = false
            for line in text.split(separator: "\n") {
                if line.contains("@Test") { isTest = true }
                if isTest, let name = line.firstMatch(of: /func `?(\w+)`?\(/)?.1 {
                    tests.insert(String(name))
                    isTest = false
                }
                if let name = line.prefixMatch(of: /(?:@Suite )?(?:final class|struct) (\w+)/)?.1 {
                    suites.append(String(name))
                }
            }
            for suite in suites { known[suite, default: []].formUnion(tests) }
        }
        for row in rows {
            let name = try #require(row.firstMatch(of: /\| `(\w+)\/(\w+)` \|$/), "\(row)")
            #expect(known[String(name.1)]?.contains(String(name.2)) == true, "\(name.1)/\(name.2)")
        }
        print("Zenn: \(rows.count) constructs, each with a test")
    }
}
