import Chapters
import Foundation
import Testing

@testable import Site

@Suite("The place of a site")
final class SitePlaceTests: Sendable {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("place-\(UUID().uuidString)").path
    private var site: String { root + "/site" }

    init() throws { try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: root) }

    @discardableResult
    private func publish(_ text: String, environment: String = "e", to directory: String? = nil) async throws
        -> SitePublisher.Result
    {
        let sources = (1...3).map { number in
            SitePublisher.Source(id: "c\(number)", path: "\(root)/c\(number).md", bytes: Array("# 章\n\(text)".utf8))
        }
        let options = SitePublisher.Options(directory: directory ?? site, environment: environment)
        return try await SitePublisher(options).publish(sources) { chapter in
            await Task.yield()
            return SiteChapter(
                chapter: chapter, report: emptyReport(for: chapter), draws: [], seeds: [], executedWith: "Swift",
                date: "2026-11-21T05:00:00Z")
        }
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test("of several at once each finds a whole site and leaves one, and none of their files stays")
    func several() async throws {
        let texts = (1...6).map { "本文 \($0)" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for text in texts { group.addTask { try await self.publish(text) } }
            try await group.waitForAll()
        }
        #expect(SiteManifest.load(site) != nil)
        let pages = try (1...3).map { try String(contentsOfFile: "\(site)/c\($0).html", encoding: .utf8) }
        #expect(texts.contains { text in pages.allSatisfy { $0.contains(text) } })
        #expect(try names(root) == ["site"])
    }

    @Test("whatever is written into a new site, authors' pictures and the old site's files are as they were")
    func ownCopies() async throws {
        let picture = "\(root)/picture.png"
        try Data("picture".utf8).write(to: URL(fileURLWithPath: picture))
        try await publish("a")
        let old = try String(contentsOfFile: "\(site)/index.html", encoding: .utf8)
        let stage = try SiteStage(SitePlace(site))
        defer { stage.discard() }
        try stage.take(picture, as: "assets/c1/picture.png")
        try stage.keep("index.html")
        for name in ["assets/c1/picture.png", "index.html"] { try stage.write("changed", to: name) }
        #expect(try String(contentsOfFile: picture, encoding: .utf8) == "picture")
        #expect(try String(contentsOfFile: "\(site)/index.html", encoding: .utf8) == old)
        #expect(throws: Diagnostic.self) { try stage.take("\(root)/nobody.png", as: "assets/c1/nobody.png") }
        // An editor that writes in place changes the next site, not this one.
        try stage.take(picture, as: "assets/c1/picture.png")
        try stage.commit()
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: picture))
        try file.write(contentsOf: Data("PICTURE".utf8))
        try file.close()
        #expect(try String(contentsOfFile: "\(site)/assets/c1/picture.png", encoding: .utf8) == "picture")
    }

    @Test("a second one waits for the first, and can be given up")
    func waits() async throws {
        let lock = try await SiteLock.take(SitePlace(site))
        let waiting = Task { try await publish("a") }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        let second = Task { try await publish("a") }
        try await Task.sleep(for: .milliseconds(20))
        #expect(!FileManager.default.fileExists(atPath: site))
        lock.release()
        #expect(try await second.value.rebuilt.count == 3)
        #expect(try names(root) == ["site"])
    }

    @Test("one that waits says so, once and only then")
    func saysThatItWaits() async throws {
        let place = SitePlace(site)
        let lock = try await SiteLock.take(place, patience: .zero) { Issue.record("waits for nobody") }
        await confirmation("says that it waits") { said in
            let waiting = Task { try await SiteLock.take(place, patience: .zero) { said() }.release() }
            // Long enough to find the lock taken several times.
            try? await Task.sleep(for: .milliseconds(200))
            lock.release()
            await #expect(throws: Never.self) { try await waiting.value }
        }
        try #expect(names(root) == [])
    }

    @Test("what a killed one left behind is cleared up, and nothing else")
    func killed() async throws {
        let place = SitePlace(site)
        let data = place.beside("new") + "/data"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        for file in [data + "/c1.js", place.beside("lock"), root + "/.site.mine", root + "/notes"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: file))
        }
        try await publish("a")
        #expect(try names(root) == [".site.mine", "notes", "site"])
        // Killed between the two steps of a system that can't exchange folders in one.
        #expect(rename(site, place.beside("old")) == 0)
        #expect(try await publish("a").rebuilt == [])
        #expect(try names(root) == [".site.mine", "notes", "site"])
        #expect(SiteManifest.load(site) != nil)
    }

    @Test("a file is not replaced; of a link its folder is")
    func filesAndLinks() async throws {
        try Data("mine".utf8).write(to: URL(fileURLWithPath: site))
        let error = await #expect(throws: Diagnostic.self) { try await self.publish("a") }
        #expect(error?.code == "site-not-written")
        #expect(try String(contentsOfFile: site, encoding: .utf8) == "mine")
        let link = root + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real")
        try FileManager.default.createDirectory(atPath: root + "/real", withIntermediateDirectories: false)
        for text in ["a", "b"] { try await publish(text, to: link) }
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real")
        #expect(try String(contentsOfFile: root + "/real/c1.html", encoding: .utf8).contains("b"))
        #expect(try names(root) == ["link", "real", "site"])
    }
}
