import Chapters
import Foundation
import Runner

/// Draws the parametric questions of a chapter: one program for all of them, compiled once for any number of seeds.
package struct QuestionBank: Sendable {
    /// What one seed gave.
    package struct Draw: Sendable, Codable {
        /// By exercise id; one that is missing could not be drawn, and a diagnostic says why.
        package var questions: [String: DrawnQuestion] = [:]
        /// What stands for each `{{…}}`, by the id of an exercise or a linked set.
        package var parameters: [String: [String]] = [:]

        package init() {}
    }

    package struct Result: Sendable {
        /// One for each seed.
        package var draws: [Draw]
        package var diagnostics: [Diagnostic] = []

        /// The first (usually the only) draw.
        package var draw: Draw { draws.first ?? Draw() }
        package var questions: [String: DrawnQuestion] { draw.questions }
        package var parameters: [String: [String]] { draw.parameters }

        package init(draws: [Draw] = [], diagnostics: [Diagnostic] = []) {
            self.draws = draws
            self.diagnostics = diagnostics
        }
    }

    private let machine: Machine
    private let cache: ResultCache

    package init(machine: Machine, usesCache: Bool) {
        self.machine = machine
        cache = ResultCache(directory: usesCache ? machine.cacheDirectory.map { "\($0)/questions" } : nil)
    }

    /// Draws all of them with one seed.
    ///
    /// The seed, with the id of an exercise (of the set, for one in a linked set), gives the same question everywhere.
    package func draw(_ chapter: Chapter, seed: UInt64) async throws -> Result {
        try await draw(chapter, seeds: [seed])
    }

    /// Draws all of them with many seeds: one compilation, one process.
    ///
    /// Complexity: about a second for the first seed, well below 5 ms for each further one.
    package func draw(_ chapter: Chapter, seeds: [UInt64]) async throws -> Result {
        let program = QuestionProgram(chapter: chapter)
        guard !program.units.isEmpty, !seeds.isEmpty else { return Result(draws: seeds.map { _ in Draw() }) }
        // One file for all of them: a site's pages need a dozen draws each, and files are counted.
        let key = Digest.of(["questions 4", machine.fingerprint] + seeds.map { "\($0)" } + program.identity)
        if let draws = cache.load([Draw].self, key: key), draws.count == seeds.count { return Result(draws: draws) }

        // Every draw is kept, so the program need not be.
        let session = QuestionSession(chapter, machine: machine, usesCache: false)
        let result: Result
        do {
            result = try await session.draw(seeds: seeds)
        } catch {
            await session.close()
            throw error
        }
        await session.close()
        if result.diagnostics.isEmpty { cache.store(result.draws, key: key) }
        return result
    }
}
