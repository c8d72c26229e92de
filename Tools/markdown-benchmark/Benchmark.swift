import Chapters
import Foundation
import Grading
import Site

enum Benchmark {
    private static let articleSizes = [10_000, 100_000, 1_000_000, 10_000_000]

    static func articles(files: [String]) throws {
        let article = try Article(files: files.isEmpty ? Article.chapterFiles() : files)
        row("bytes", ["cmark ms", "parse ms", "page ms", "sum ms", "ratio", "ns/byte", "plain ratio"])
        for size in articleSizes {
            let text = article.text(of: size)
            let bytes = Array(text.utf8)
            var chapter = try ChapterParser.parse(bytes, path: "article.md")
            let report = emptyReport(for: chapter)
            var (cmark, parse, page, plain) = (Double.infinity, Double.infinity, Double.infinity, Double.infinity)
            // In turn, so that a time in which the machine is slow is slow for all of them.
            for _ in 0..<max(4, min(40, 8_000_000 / size)) {
                cmark = min(cmark, CPUTime.of { _ = CmarkHTML.render(bytes) })
                parse = min(parse, try CPUTime.of { chapter = try ChapterParser.parse(bytes, path: "article.md") })
                page = min(page, CPUTime.of { _ = HTMLRenderer().page(for: chapter, report: report) })
                plain = min(plain, CPUTime.of { _ = GFMRenderer.render(chapter) })
            }
            let sum = parse + page
            row(
                String(bytes.count),
                [
                    milliseconds(cmark), milliseconds(parse), milliseconds(page), milliseconds(sum),
                    String(format: "%.2f", sum / cmark), String(format: "%.0f", sum * 1e9 / Double(bytes.count)),
                    String(format: "%.2f", (parse + plain) / cmark),
                ])
        }
    }

    static func hostile(families: [String]) throws {
        let size = ProcessInfo.processInfo.environment["STUDYKIT_BENCHMARK_BYTES"].flatMap { Int($0) } ?? 1_000_000
        row("family", ["cmark ms", "parse ms", "page ms", "check ms", "sum ms", "ratio", "twice"])
        for family in HostileFamily.all where families.isEmpty || families.contains(family.name) {
            let bytes = family.text(of: size)
            // cmark itself would take minutes, or all of the memory, for these.
            let isBeyondCmark =
                family.name.hasPrefix("tables wide") || family.name.hasPrefix("tables, a")
                || family.name == "tables to fill"
            let cmark = isBeyondCmark ? .nan : CPUTime.least(of: 2) { _ = CmarkHTML.render(bytes) }
            let times = try cost(of: bytes)
            let sum = times.reduce(0, +)
            // Linear cost: twice the bytes take twice the time.
            let twice = try cost(of: family.text(of: 2 * size)).reduce(0, +)
            row(
                family.name,
                [milliseconds(cmark)] + times.map(milliseconds) + [
                    milliseconds(sum), String(format: "%.1f", sum / cmark), String(format: "%.1f", twice / sum),
                ])
        }
    }

    /// Seconds for parsing, for the page and for the rules for authors.
    private static func cost(of bytes: [UInt8]) throws -> [Double] {
        var chapter = Chapter(id: "", path: "", frontMatter: FrontMatter(), blocks: [])
        var error: Diagnostic?
        let parse = CPUTime.least(of: 2) {
            do throws(Diagnostic) {
                chapter = try ChapterParser.parse(bytes, path: "hostile.md")
            } catch let refusal {
                error = refusal
            }
        }
        if error != nil { return [parse, 0, 0] }
        let report = emptyReport(for: chapter)
        let page = CPUTime.least(of: 1) { _ = HTMLRenderer().page(for: chapter, report: report) }
        let check = try CPUTime.least(of: 1) {
            _ = try AuthorRules.findings(in: chapter, bytes: bytes) { _ in nil }
        }
        return [parse, page, check]
    }

    private static func emptyReport(for chapter: Chapter) -> ChapterReport {
        ChapterReport(id: chapter.id, title: chapter.title, path: chapter.path, examples: [], values: [], exercises: [])
    }

    private static func milliseconds(_ seconds: Double) -> String { String(format: "%.1f", seconds * 1000) }

    private static func row(_ name: String, _ cells: [String]) {
        let columns = cells.map { String(repeating: " ", count: max(1, 12 - $0.utf8.count)) + $0 }
        let line = name.padding(toLength: 26, withPad: " ", startingAt: 0) + columns.joined() + "\n"
        FileHandle.standardOutput.write(Data(line.utf8))
    }
}
