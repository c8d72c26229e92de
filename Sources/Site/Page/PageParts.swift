import Chapters
import Grading

/// What stands around the text: header, contents, notes.
extension ChapterBody {
    func pageHeader() -> String {
        var html = "<header class=\"page-header\">\n"
        if let emoji = chapter.frontMatter.emoji, !emoji.isEmpty {
            html += "<p class=\"emoji\" aria-hidden=\"true\">\(escaped(emoji))</p>\n"
        }
        html += "<h1>\(escaped(chapter.title))</h1>\n"
        let topics = chapter.frontMatter.topics.filter { !$0.isEmpty }
        if !topics.isEmpty {
            html += "<ul class=\"topics\">\(topics.map { "<li>\(escaped($0))</li>" }.joined())</ul>\n"
        }
        var facts: [String] = []
        if !report.examples.isEmpty {
            let passed = report.examples.count { $0.status == .passed }
            facts.append(label(Labels.examples(passed, of: report.examples.count)))
        }
        if !report.exercises.isEmpty {
            let answered = report.exercises.count { $0.status != .unanswered }
            facts.append(label(Labels.exercises(answered, of: report.exercises.count)))
            facts.append(label(Labels.totalScore(report.score.earned, of: report.score.possible)))
        }
        if !facts.isEmpty {
            html += "<p class=\"facts\">\(facts.map { "<span>\($0)</span>" }.joined(separator: " · "))</p>\n"
        }
        return html + "</header>\n"
    }

    /// Zenn's rule: headings at the top level only, here down to the third level.
    mutating func tableOfContents() -> String {
        let headings = chapter.blocks.compactMap { block -> Heading? in
            guard case .heading(let heading) = block.kind, heading.level <= 3 else { return nil }
            return heading
        }
        guard headings.count > 1 else { return "" }
        isInsideContents = true
        isInsideLink = true
        defer {
            isInsideContents = false
            isInsideLink = false
        }
        var html = "<nav class=\"toc\" aria-labelledby=\"sk-toc\">\n<h2 id=\"sk-toc\">\(label(Labels.contents))</h2>\n"
        // The levels of the lists that are open.
        var open: [Int] = []
        for heading in headings {
            while open.count > 1, let level = open.last, heading.level < level {
                html += "</li>\n</ol>\n"
                open.removeLast()
            }
            if let level = open.last, heading.level <= level {
                html += "</li>\n"
            } else {
                html += "<ol>\n"
                open.append(heading.level)
            }
            html +=
                "<li><a\(attribute("href", LinkPolicy.fragment(identifier(heading.anchor))))>"
                + "\(render(heading.content))</a>"
        }
        return html + String(repeating: "</li>\n</ol>\n", count: open.count) + "</nav>\n"
    }

    /// The notes that the text refers to, with the way back to each place.
    mutating func footnotes() -> String {
        guard !chapter.footnotes.isEmpty else { return "" }
        var items = ""
        for (index, note) in chapter.footnotes.enumerated() {
            let number = index + 1
            let text = render(note.blocks)
            var links = ""
            for use in 1...max(footnoteUses[number] ?? 0, 1) where footnoteUses[number] != nil {
                links +=
                    " <a class=\"back\" href=\"#sk-ref-\(number)\(use == 1 ? "" : "-\(use)")\""
                    + " role=\"doc-backlink\"\(attribute("aria-label", "\(Labels.backToText(language)) \(number)"))>"
                    + "↩\(use == 1 ? "" : "<sup>\(use)</sup>")</a>"
            }
            // The way back belongs to the note's last line of text.
            let body =
                text.hasSuffix("</p>\n") ? text.dropLast(5) + links + "</p>\n" : text + "<p>\(links)</p>\n"
            items += "<li id=\"sk-note-\(number)\">\(body)</li>\n"
        }
        return "<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"sk-notes\">\n"
            + "<h2 id=\"sk-notes\">\(label(Labels.footnotes))</h2>\n<ol>\n\(items)</ol>\n</section>\n"
    }
}
