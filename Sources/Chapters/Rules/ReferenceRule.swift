/// References by number whose text is not what the number is now, or which are empty where the text is not ours to fill.
enum ReferenceRule: AuthorRule {
    static func check(_ context: inout RuleContext) {
        let folder = context.chapter.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let read = context.read
        let files = ChapterFiles(read: { name in read((folder.map(String.init) + [name]).joined(separator: "/")) })
        var resolver = ReferenceResolver(context.chapter, files: files)
        for site in context.chapter.sites {
            guard case .link(let destination, let text) = site.kind, let local = LocalDestination(destination) else {
                continue
            }
            let form = ReferenceText(text)
            guard form == .empty || form == .numbered else { continue }
            let written = ReferenceText.chapterNumber(in: text)
            let computed: String?
            if let written {
                guard let number = resolver.chapterNumber(local), number != written else { continue }
                computed = text.replacingFirst("\(written)", with: "\(number)")
            } else {
                computed = resolver.text(for: local, as: form)
            }
            guard let computed, !ReferenceText.isSame(text, computed) else { continue }
            report(text, computed, at: site.position, &context)
        }
        equations(&context)
    }

    private static func report(
        _ text: String, _ computed: String, at position: SourcePosition, _ context: inout RuleContext
    ) {
        // The change is beyond doubt when the text stands there as it is read.
        var fix: SourceFix?
        if context.lines.indices.contains(position.line - 1),
            context.lines[position.line - 1].utf8.dropFirst(position.column - 1).starts(with: "[\(text)](".utf8),
            !computed.contains(where: { "[]*_`\\<$~".contains($0) })
        {
            fix = SourceFix(
                .init(
                    at: SourcePosition(line: position.line, column: position.column + 1), length: text.utf8.count,
                    replacement: computed))
        }
        context.warning(
            code: "reference-text", at: position,
            text.isEmpty
                ? LocalizedText(
                    ja: "参照の文字が空です（今は「\(computed)」）", en: "this reference has no text (it is “\(computed)” now)")
                : LocalizedText(
                    ja: "参照は「\(text)」ですが、今は「\(computed)」です",
                    en: "the reference says “\(text)”, and it is “\(computed)” now"),
            why: LocalizedText(
                ja: "ページでは正しい番号を出しますが、Zenn と GitHub では書かれたとおりに表示されます。",
                en: "Our pages show the right number, but Zenn and GitHub show what is written."),
            help: LocalizedText(ja: "[\(computed)](…) にしてください。", en: "Write [\(computed)](…)."), fix: fix)
    }

    /// `$$ … $$ (2)` below a name, where the place in the chapter gives another number.
    private static func equations(_ context: inout RuleContext) {
        for label in context.chapter.labels.values.sorted(by: { $0.position < $1.position }) {
            guard let written = label.writtenNumber, written != label.number, let place = context.chapter.end(of: label)
            else { continue }
            var position = label.position
            var fix: SourceFix?
            if context.lines.indices.contains(place - 1),
                let range = context.lines[place - 1].ranges(of: "(\(written))").last
            {
                let line = context.lines[place - 1]
                position = SourcePosition(
                    line: place, column: line.utf8.distance(from: line.startIndex, to: range.lowerBound) + 1)
                fix = SourceFix(
                    .init(
                        at: SourcePosition(line: place, column: position.column + 1), length: written.utf8.count,
                        replacement: label.number))
            }
            context.warning(
                code: "equation-number", at: position,
                LocalizedText(
                    ja: "式 \(label.name) の番号は (\(written)) ですが、順番では (\(label.number)) です",
                    en: "the equation \(label.name) has the number (\(written)); in its place it is (\(label.number))"),
                why: LocalizedText(
                    ja: "Zenn では書かれた番号が表示され、参照と食い違います。",
                    en: "Zenn shows the written number, which then differs from the references."),
                help: LocalizedText(ja: "(\(label.number)) にしてください。", en: "Make it (\(label.number))."), fix: fix)
        }
    }
}

extension Chapter {
    /// The last line of what has a name.
    fileprivate func end(of label: Label) -> Int? {
        func find(_ blocks: [Block]) -> Int? {
            for block in blocks {
                if block.label?.name == label.name { return block.range.endLine }
                let found: Int? =
                    switch block.kind {
                    case .quote(let inner), .message(_, let inner), .details(_, let inner): find(inner)
                    case .list(let list): find(list.items.flatMap(\.blocks))
                    case .exercise(let index): find(exercises[index].prompt + exercises[index].explanation)
                    case .exerciseSet(let index): find(sets[index].prompt)
                    default: nil
                    }
                if let found { return found }
            }
            return nil
        }
        return find(blocks)
    }
}

extension String {
    fileprivate func replacingFirst(_ text: String, with other: String) -> String {
        guard let range = firstRange(of: text) else { return self }
        return self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}
