import Foundation
import Testing

/// Real articles of other people, when they lie beside the project; they are not part of it.
@Suite("Articles that were not written here")
struct ArticlesTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data/zenn-articles")
        .path

    static var isThere: Bool {
        let found = FileManager.default.fileExists(atPath: folder)
        if !found { print("skipped: no articles beside the project (shared/data/zenn-articles)") }
        return found
    }

    @Test("render completely, with no cells and no complaint", .enabled(if: isThere), arguments: ["000", "004"])
    func whole(name: String) throws {
        try Tool.with { tool in
            let result = try tool.run("run", "\(ArticlesTests.folder)/\(name).md", "--html", "site")
            #expect(result.status == 0)
            let source = try String(contentsOfFile: "\(ArticlesTests.folder)/\(name).md", encoding: .utf8)
            let page = try tool.read("site/\(name).html")
            for line in source.split(separator: "\n") where line.hasPrefix("#") && line.contains(" ") {
                let title = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
                #expect(page.contains(title) && result.output.contains(title.prefix(20)), "\(title)")
            }
            #expect(!result.output.contains(":::") && !page.contains(":::"))
        }
    }

    @Test("a damaged one is refused with its likely cause", .enabled(if: isThere))
    func damaged() throws {
        try Tool.with { tool in
            let result = try tool.run("run", "\(ArticlesTests.folder)/002.md", "--lang", "en")
            #expect(result.status == 65)
            #expect(result.errors.contains("002.md:2:") && result.errors.contains("Windows-1254"))
        }
    }
}
