import Chapters
import Foundation
import Grading
import Site

/// libFuzzer's entry.
///
/// Whatever the bytes, reading them ends, says places that are in them, and gives a page whose markup is balanced. A crash, a trap or `fatal` ends the run with the input in a file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let start = processSeconds()
    guard let chapter = try? ChapterParser.parse(bytes, path: "chapters/fuzz.md") else { return -1 }
    do {
        if let violation = try ParserInvariants.violation(of: chapter, bytes) { fatal(violation) }
    } catch {
        fatal("rules refuse what the parser accepts: \(error)")
    }
    let report = ChapterReport(
        id: chapter.id, title: chapter.title, path: chapter.path, examples: [], values: [], exercises: [])
    let page = renderer.page(for: chapter, report: report)
    if let problem = WellFormed.problems(in: page.html).first { fatal(problem) }
    // Instrumented and unhurried, a kilobyte takes a few milliseconds; what takes this long is no longer linear.
    let seconds = processSeconds() - start
    if seconds > 0.5 + Double(size) * 100e-6 { fatal("\(seconds) seconds for \(size) bytes") }
    return 0
}

/// Formulas are shown as they are written: KaTeX takes longer than everything that is looked at here.
private let renderer = HTMLRenderer(
    language: .ja, typesetter: Typesetter(assets: JavaScriptAssets(root: "/nonexistent")))

private func processSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func fatal(_ message: String) -> Never {
    FileHandle.standardError.write(Data("fuzz: \(message)\n".utf8))
    abort()
}
