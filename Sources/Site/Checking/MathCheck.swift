import Chapters
import Grading

/// Sets every formula of a chapter, and points into those that KaTeX can't read.
package struct MathCheck: ChapterCheck {
    private let typesetter: Typesetter
    /// The file's lines: a formula in a quote or a list has other columns than its TeX.
    private let lines: [String]

    package init(lines: [String], typesetter: Typesetter = .shared) {
        self.lines = lines
        self.typesetter = typesetter
    }

    package func findings(in chapter: Chapter) async throws -> CheckFindings {
        var result = CheckFindings()
        for site in chapter.sites {
            guard case .formula(let tex, let display) = site.kind else { continue }
            do throws(Typesetter.MathFailure) {
                _ = try typesetter.math(tex, display: display)
            } catch {
                if error.kind == .unavailable {
                    result.notes.append(error.message)
                    return result
                }
                result.diagnostics.append(
                    Diagnostic(
                        .warning, code: "math-error", path: chapter.path,
                        position: place(in: tex, offset: error.offset, from: site.position), message: error.message,
                        help: error.help,
                        why: LocalizedText(
                            ja: "読者には数式ではなく TeX とエラーが表示されます。",
                            en: "Readers see the TeX and an error instead of the formula.")))
            }
        }
        return result
    }

    /// The file's line and column of a UTF-16 offset into a formula.
    private func place(in tex: String, offset: Int?, from start: SourcePosition) -> SourcePosition {
        let place = ChapterBody.position(in: tex, offset: offset, from: start)
        let index = place.line - start.line
        let texLines = tex.split(separator: "\n", omittingEmptySubsequences: false)
        guard index > 0 || start.column == 1, texLines.indices.contains(index), lines.indices.contains(place.line - 1),
            lines[place.line - 1].hasSuffix(texLines[index])
        else { return place }
        let shift = lines[place.line - 1].utf8.count - texLines[index].utf8.count
        return SourcePosition(line: place.line, column: place.column + shift)
    }
}
