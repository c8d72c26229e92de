import Chapters
import Foundation
import Grading
import Runner
import Site

/// Runs a chapter for publishing: its cells, and several draws of its questions; nobody's answers.
actor SiteExecutor {
    struct Outcome {
        /// nil: it failed.
        var site: SiteChapter?
        var diagnostics: [Diagnostic]
        var status: ExitStatus
    }

    let seeds: [UInt64]
    let usesCache: Bool
    private var knownVersion: String?

    init(seeds: [UInt64], usesCache: Bool) {
        self.seeds = seeds
        self.usesCache = usesCache
    }

    /// Changes whenever a page could, besides by its chapter's own text.
    static func environment(of paths: [String]) -> String {
        let folders = Set(paths.map { ($0 as NSString).deletingLastPathComponent }).sorted()
        let data = folders.map { folder in
            ChapterData.fingerprint(of: folder.isEmpty ? "." : folder, without: CacheDirectory.standard())
                ?? UUID().uuidString
        }
        return Digest.of([Toolchain.find()?.fingerprint ?? "", Engine.find()?.fingerprint ?? "", typesetting] + data)
    }

    /// Where formulas and coloured listings are kept between two runs.
    static func typesetStore(usesCache: Bool) -> TypesetStore {
        TypesetStore(
            directory: usesCache ? CacheDirectory.standard().map { "\($0)/typeset" } : nil, version: typesetting)
    }

    /// Changes with this program and the libraries that it sets formulas with.
    private static var typesetting: String {
        let libraries = JavaScriptAssets.File.allCases.map { FileStamp.of(JavaScriptAssets.debian.path(of: $0)) ?? "" }
        return Digest.of([FileStamp.of(Engine.executablePath()) ?? ""] + libraries)
    }

    func execute(_ chapter: Chapter) async throws -> Outcome {
        guard !chapter.hasErrors else {
            return Outcome(site: nil, diagnostics: chapter.diagnostics, status: .malformed)
        }
        let machine = try MachineFinder.find()
        do {
            async let drawn = QuestionBank(machine: machine, usesCache: usesCache).draw(chapter, seeds: seeds)
            let execution = try await ChapterExecutor(machine: machine, options: .init(usesCache: usesCache))
                .execute(chapter)
            let bank = try await drawn
            let (report, mismatches) = ChapterReport.assemble(chapter, execution, [])
            let found = chapter.diagnostics + execution.diagnostics + mismatches + bank.diagnostics
            guard !found.contains(where: { $0.severity == .error }) else {
                return Outcome(site: nil, diagnostics: found, status: .wrong)
            }
            let site = SiteChapter(
                chapter: chapter, report: report, draws: bank.draws, seeds: seeds,
                executedWith: await version(of: machine),
                date: ISO8601DateFormatter().string(from: Date()))
            return Outcome(site: site, diagnostics: found, status: .success)
        } catch let fault as ProgramFault {
            throw Failure(
                status: .fault,
                message: LocalizedText(
                    ja: "\(chapter.path): 実行できませんでした: \(fault.message)",
                    en: "\(chapter.path): it could not be run: \(fault.message)"))
        }
    }

    /// `Swift 6.3, studykit 0.1.0`; asked for once, and only when something is executed.
    private func version(of machine: Machine) async -> String {
        if let knownVersion { return knownVersion }
        let number = compilerVersion(machine)
        let version = "Swift\(number.isEmpty ? "" : " ")\(number), studykit \(Studykit.configuration.version)"
        knownVersion = version
        return version
    }

    /// Kept between runs: a compiler takes longer to say it than a page to be made.
    private func compilerVersion(_ machine: Machine) -> String {
        let cache = ResultCache(directory: usesCache ? machine.cacheDirectory.map { "\($0)/results" } : nil)
        let key = Digest.of(["compiler version", machine.toolchain.fingerprint])
        if let known = cache.load([String].self, key: key)?.first { return known }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: machine.toolchain.swiftc)
        process.arguments = ["--version"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        var text = ""
        do {
            try process.run()
            text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
        } catch {
            // The line is shown without a number then; the cells have run all the same.
        }
        guard let number = text.firstMatch(of: /Swift version ([0-9.]+)/)?.1 else { return "" }
        cache.store([String(number)], key: key)
        return String(number)
    }
}
