import Chapters
import Foundation
import Site

// How fast Markdown is read and rendered, side by side with cmark-gfm in one run: see `Tools/benchmark-markdown.sh`.
//
//   markdown-benchmark articles [file.md …]     what a large article costs, from 10 KB to 10 MB
//   markdown-benchmark hostile [family …]       a megabyte (STUDYKIT_BENCHMARK_BYTES) of what nobody would write
//
// Times are the least of several runs, in CPU time, so that a busy machine does not count.
let arguments = Array(CommandLine.arguments.dropFirst())
let rest = Array(arguments.dropFirst())
do {
    switch arguments.first {
    case "articles": try Benchmark.articles(files: rest)
    case "hostile": try Benchmark.hostile(families: rest)
    default:
        FileHandle.standardError.write(
            Data("usage: markdown-benchmark articles [file.md …] | hostile [family …]\n".utf8))
        exit(64)
    }
} catch {
    FileHandle.standardError.write(Data("markdown-benchmark: \(error)\n".utf8))
    exit(1)
}
