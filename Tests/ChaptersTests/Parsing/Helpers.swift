import Chapters
import Foundation
import Testing

func parse(_ text: String, path: String = "chapters/test.md") throws -> Chapter {
    try ChapterParser.parse(Array(text.utf8), path: path)
}

/// The inlines of the only paragraph.
func inlines(_ text: String) throws -> [Inline] {
    let chapter = try parse(text)
    try #require(chapter.blocks.count == 1, "\(chapter.blocks)")
    guard case .paragraph(let content) = chapter.blocks[0].kind else {
        Issue.record("no paragraph: \(chapter.blocks[0].kind)")
        return []
    }
    return content
}

/// Takes `⚑` out of a source and says where it stood, as a diagnostic would.
func marked(_ source: String) throws -> (source: String, position: SourcePosition) {
    let lines = source.components(separatedBy: "\n")
    let line = try #require(lines.firstIndex { $0.contains("⚑") })
    let before = lines[line].components(separatedBy: "⚑")[0]
    return (
        source.replacingOccurrences(of: "⚑", with: ""), SourcePosition(line: line + 1, column: before.utf8.count + 1)
    )
}
