/// Puts computed numbers into the references of a chapter, and sends links to exercises to their place in a page.
struct ReferenceResolver {
    private let chapter: Chapter
    private lazy var own = ReferenceTargets(chapter)
    private let chapterFile: String
    private let files: ChapterFiles
    private var others: [String: ReferenceTargets?] = [:]
    /// More chapters than this are not read for one.
    private static let limit = 200

    init(_ chapter: Chapter, files: ChapterFiles) {
        self.chapter = chapter
        chapterFile = chapter.id + ".md"
        self.files = files
    }

    /// The computed text of a reference; nil when what it leads to is not there, or has no number to show in such a text.
    mutating func text(for destination: LocalDestination, as form: ReferenceText) -> String? {
        guard form != .words, let targets = targets(destination.file) else { return nil }
        if form != .empty, destination.fragment.isEmpty || targets.headings[destination.fragment] != nil { return nil }
        return targets.text(destination.fragment, isOwn: isOwn(destination.file), japanese: own.isJapanese)
    }

    /// The number of the chapter that a link leads to.
    mutating func chapterNumber(_ destination: LocalDestination) -> Int? { targets(destination.file)?.chapterNumber }

    private func isOwn(_ file: String) -> Bool { file.isEmpty || file == chapterFile }

    private mutating func targets(_ file: String) -> ReferenceTargets? {
        if isOwn(file) { return own }
        if let known = others[file] { return known }
        guard others.count < Self.limit else { return nil }
        let chapter = files.read(file).flatMap { try? ChapterParser.parse($0, path: file, mode: .zenn, files: nil) }
        let targets = chapter.map { ReferenceTargets($0) }
        others.updateValue(targets, forKey: file)
        return targets
    }

    /// The same chapter, its references filled in.
    mutating func resolved(_ chapter: Chapter) -> Chapter {
        // Most chapters refer to nothing by number: they cost one look at their links.
        guard
            chapter.sites.contains(where: { site in
                guard case .link(let destination, let text) = site.kind else { return false }
                return LocalDestination(destination).map { needsWork($0, text) } ?? false
            })
        else { return chapter }
        return chapter.mappingRuns { filled($0) }
    }

    private func needsWork(_ destination: LocalDestination, _ text: String) -> Bool {
        ReferenceText(text) != .words || destination.fragment.hasPrefix(ReferenceTargets.exercisePrefix)
    }

    private mutating func filled(_ inlines: [Inline]) -> [Inline] {
        var result = inlines
        for index in result.indices {
            switch result[index] {
            case .emphasis(let children): result[index] = .emphasis(filled(children))
            case .strong(let children): result[index] = .strong(filled(children))
            case .strikethrough(let children): result[index] = .strikethrough(filled(children))
            case .link(let destination, let title, let children):
                result[index] = link(destination, title, children)
            case .text, .code, .math, .image, .lineBreak, .footnoteReference, .value, .html: break
            }
        }
        return result
    }

    private mutating func link(_ destination: String, _ title: String, _ children: [Inline]) -> Inline {
        guard let local = LocalDestination(destination) else {
            return .link(destination: destination, title: title, children)
        }
        var content = children
        let text = children.plainText
        if ReferenceText.chapterNumber(in: text) == nil, let computed = self.text(for: local, as: ReferenceText(text)) {
            content = [.text(computed)]
        }
        var address = destination
        if let hash = destination.firstIndex(of: "#"), local.fragment.hasPrefix(ReferenceTargets.exercisePrefix),
            targets(local.file)?.headings[local.fragment] == nil
        {
            address = destination[...hash] + "sk-exercise-" + local.fragment.dropFirst(3)
        }
        return .link(destination: address, title: title, content)
    }
}
