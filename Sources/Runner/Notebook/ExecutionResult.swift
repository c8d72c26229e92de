import Chapters
import Display

/// What running a chapter's cells gave.
package struct ExecutionResult: Sendable {
    /// One for each of `Chapter.cells`.
    package var cells: [CellResult]
    /// One for each of `Chapter.values`; nil where it could not be computed.
    package var values: [String?]
    package var diagnostics: [Diagnostic] = []
    package var isCached = false
    /// Why the program was run, or why it was not (`--explain`).
    package var reason: LocalizedText

    package init(cells: [CellResult], values: [String?], reason: LocalizedText) {
        self.cells = cells
        self.values = values
        self.reason = reason
    }
}

package struct CellResult: Sendable, Hashable, Codable {
    package enum Status: String, Sendable, Codable {
        /// As expected: it ran, trapped, or did not compile, whichever it had to.
        case passed
        /// It does not compile, or did not fail as it had to.
        case failed
        case crashed, timeout
        /// It was not reached, or is `no-run`.
        case skipped
    }

    package var status: Status
    package var outputs: [CellOutput] = []
    package var milliseconds = 0
    /// For a status other than `passed`; not kept in the cache.
    package var message: LocalizedText?

    package init(status: Status) {
        self.status = status
    }

    private enum CodingKeys: String, CodingKey {
        case status, outputs, milliseconds
    }

    package var standardOutput: String { outputs.map(\.standardOutput).joined() }
}
