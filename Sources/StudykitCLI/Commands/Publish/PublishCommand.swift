import ArgumentParser
import Chapters
import Curriculum
import Foundation
import Grading
import Runner
import Site
import Terminal

/// `studykit publish`: the chapters as a static site.
struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Make a static site of the chapters.",
        discussion: """
            The site opens from disk and from any server, below any path. Only what changed is made anew; when a chapter fails, it is named \
            and the site that was there stays as it is. Exit status: 0 published; 1 an example failed; 65 a malformed chapter; \
            66 no such chapter; 70 a fault of ours, or a folder that can't be written.
            """)

    @Argument(help: "Chapters by name or path, in the order of the site (default: all).")
    var chapters: [String] = []

    @Option(name: .shortAndLong, help: "The folder to write; replaced in one step.")
    var output = "site"

    @Option(name: .customLong("base-url"), help: "Where the site will be (for feed, sitemap and canonical links).")
    var baseURL: String?

    @Option(help: "How many draws each parametric exercise brings along.")
    var draws = 12

    @Flag(name: .customLong("no-cache"), help: "Execute everything, use and keep no stored result.")
    var noCache = false

    @OptionGroup var globals: GlobalOptions

    mutating func validate() throws {
        guard !output.isEmpty else { throw ValidationError("--output needs a folder.") }
        guard (1...100).contains(draws) else { throw ValidationError("--draws takes 1 to 100.") }
        guard let baseURL else { return }
        guard let url = URL(string: baseURL), ["http", "https"].contains(url.scheme ?? ""),
            url.host()?.isEmpty == false,
            url.query() == nil, url.fragment() == nil
        else { throw ValidationError("--base-url takes an address such as https://example.org/notes/.") }
    }

    mutating func run() async throws {
        globals.apply()
        let sources = try self.sources()
        let typesetStore = SiteExecutor.typesetStore(usesCache: !noCache)
        if sources.contains(where: { !typesetStore.has($0.path) }) { Typesetter.shared.prepare() }
        let folder = sources.first.map { ($0.path as NSString).deletingLastPathComponent } ?? ""
        async let syllabus = Syllabus.load(folder: folder)
        async let glossary = Glossary.load(folder: folder)
        let executor = SiteExecutor(seeds: (1...UInt64(draws)).map { $0 }, usesCache: !noCache)
        let publisher = SitePublisher(
            .init(
                directory: output, baseURL: baseURL.map { $0.hasSuffix("/") ? $0 : $0 + "/" },
                environment: SiteExecutor.environment(of: sources.map(\.path)) + " \(draws)",
                syllabus: try await syllabus, glossary: try await glossary,
                typesetStore: typesetStore))
        var status = ExitStatus.success
        var result: SitePublisher.Result
        do {
            result = try await publisher.publish(sources, whenWaiting: sayWaiting) { chapter in
                let outcome = try await executor.execute(chapter)
                Console.complain(outcome.diagnostics)
                status = max(status, outcome.status)
                return outcome.site
            }
        } catch let diagnostic as Diagnostic where diagnostic.code == "site-not-written" {
            Console.complain([diagnostic])
            throw ExitStatus.fault.exitCode
        }
        Console.complain(result.diagnostics)
        guard result.failed.isEmpty else {
            let names = result.failed.joined(separator: ", ")
            Console.write(
                LocalizedText(
                    ja: "公開できない章があります: \(names)（\(output) は前のままです）",
                    en: "these chapters can't be published: \(names) (\(output) is as it was)")(Console.language)
                    + "\n",
                to: .standardError)
            throw max(status, status == .success ? .malformed : status).exitCode
        }
        Console.print(
            LocalizedText(
                ja: "\(output)/index.html（\(result.total) 章、作り直したページ \(result.rebuilt.count)）",
                en: "\(output)/index.html (\(result.total) chapters, \(result.rebuilt.count) pages made anew)")(
                    Console.language)
                + "\n")
    }

    private func sayWaiting() {
        Console.write(
            LocalizedText(
                ja: "\(output) を別の studykit publish が書いているので、終わるまで待ちます（Ctrl+C でやめられます）",
                en: "another studykit publish is writing \(output): waiting for it (Ctrl+C gives up)")(Console.language)
                + "\n",
            to: .standardError)
    }

    private func sources() throws -> [SitePublisher.Source] {
        let locator = ChapterLocator()
        let paths: [String]
        if chapters.isEmpty {
            guard let folder = locator.chapterFolder else {
                throw Failure(
                    status: .noInput,
                    message: LocalizedText(ja: "chapters フォルダが見つかりません", en: "there is no chapters folder here or above")
                )
            }
            paths = ChapterLocator.names(in: folder).map { "\(folder)/\($0).md" }
        } else {
            paths = try chapters.map { try locator.path(of: $0) }
        }
        return try paths.map { path in
            SitePublisher.Source(id: ChapterParser.id(for: path), path: path, bytes: try ChapterLocator.read(path))
        }
    }
}
