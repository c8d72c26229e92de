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
        let keys = seeds.map { Digest.of(["questions 3", machine.fingerprint, "\($0)"] + program.identity) }
        let stored = keys.map { cache.load(Draw.self, key: $0) }
        let missing = seeds.indices.filter { stored[$0] == nil }
        guard !missing.isEmpty else { return Result(draws: stored.compactMap { $0 }) }

        // Every draw is kept, so the program need not be.
        let session = QuestionSession(chapter, machine: machine, usesCache: false)
        let fresh = try await session.draw(seeds: missing.map { seeds[$0] })
        await session.close()
        var draws = stored.map { $0 ?? Draw() }
        let isComplete = fresh.diagnostics.isEmpty
        for (index, draw) in zip(missing, fresh.draws) {
            draws[index] = draw
            if isComplete { cache.store(draw, key: keys[index]) }
        }
        return Result(draws: draws, diagnostics: fresh.diagnostics)
    }
}
