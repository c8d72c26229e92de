/// What other text can refer to in one chapter, and how each is called there.
struct ReferenceTargets {
    /// The words of the chapter's own language.
    let isJapanese: Bool
    let title: String
    /// `3` of `chapter03`.
    let chapterNumber: Int?
    let labels: [String: Label]
    /// Numbers from 1, by id.
    let exercises: [String: Int]
    let headings: [String: String]

    init(_ chapter: Chapter) {
        isJapanese = chapter.isJapanese
        title = chapter.title
        let digits = chapter.id.reversed().prefix { $0.isASCII && $0.isNumber }.reversed()
        chapterNumber = digits.count <= 4 ? Int(String(digits)) : nil
        labels = chapter.labels
        exercises = Dictionary(
            chapter.exercises.enumerated().map { ($1.id, $0 + 1) }, uniquingKeysWith: { first, _ in first })
        headings = Dictionary(
            chapter.allHeadings.map { ($0.heading.anchor, $0.heading.content.plainText) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Everything that a fragment may name in our pages.
    var names: Set<String> {
        Set(headings.keys).union(labels.keys).union(exercises.keys.map { Self.exercisePrefix + $0 })
    }

    /// A fragment `ex-out-size` is the exercise `out-size`.
    static let exercisePrefix = "ex-"

    /// The computed text of a reference; nil when nothing is there.
    ///
    /// An empty fragment is the chapter itself. From another chapter (of any language, whose text is `japanese` or not) its
    /// number comes first.
    func text(_ fragment: String, isOwn: Bool, japanese: Bool) -> String? {
        if fragment.isEmpty { return isOwn ? nil : title }
        if let heading = headings[fragment] { return heading }
        let item: String
        if let label = labels[fragment] {
            item = Self.item(label.kind, label.number, japanese: japanese)
        } else if fragment.hasPrefix(Self.exercisePrefix),
            let number = exercises[String(fragment.dropFirst(Self.exercisePrefix.count))]
        {
            item = japanese ? "問題 \(number)" : "Exercise \(number)"
        } else {
            return nil
        }
        guard !isOwn else { return item }
        if let chapterNumber {
            return japanese ? "第 \(chapterNumber) 章の\(item)" : "\(item) of chapter \(chapterNumber)"
        }
        return japanese ? "「\(title)」の\(item)" : "\(item) of “\(title)”"
    }

    /// `図 2`, `式 (2)`.
    static func item(_ kind: Label.Kind, _ number: String, japanese: Bool) -> String {
        switch kind {
        case .equation: (japanese ? "式" : "Equation") + " (\(number))"
        case .figure: (japanese ? "図" : "Figure") + " \(number)"
        case .table: (japanese ? "表" : "Table") + " \(number)"
        case .listing: (japanese ? "リスト" : "Listing") + " \(number)"
        }
    }
}

extension Label {
    /// How the chapter calls what is numbered: `図 2`, `式 (2)`.
    package func text(in chapter: Chapter) -> String {
        ReferenceTargets.item(kind, number, japanese: chapter.isJapanese)
    }
}

extension Chapter {
    /// The language it is written in decides its own words, and `lang` in a page.
    package var isJapanese: Bool {
        var sample = title
        for block in blocks.prefix(40) {
            switch block.kind {
            case .heading(let heading): sample += heading.content.plainText
            case .paragraph(let content): sample += content.plainText
            case .exercise(let index) where exercises.indices.contains(index):
                sample += exercises[index].prompt.markedText
            default: break
            }
        }
        return sample.isEmpty
            || sample.unicodeScalars.contains {
                (0x3040...0x30FF).contains($0.value) || (0x4E00...0x9FFF).contains($0.value)
            }
    }
}

extension Chapter {
    /// Everything that another chapter may show of this one, in a fixed order.
    package var referenceNames: [String] {
        let targets = ReferenceTargets(self)
        return [title] + targets.labels.map { "\($0.key) \($0.value.number)" }.sorted()
            + targets.exercises.map { "\($0.key) \($0.value)" }.sorted()
            + targets.headings.map { "\($0.key) \($0.value)" }.sorted()
    }

    /// The ids of the chapters beside this one that its links lead to.
    package var referencedChapters: [String] {
        let files = sites.compactMap { site -> String? in
            guard case .link(let destination, _) = site.kind, let local = LocalDestination(destination),
                !local.file.isEmpty
            else { return nil }
            return ChapterParser.id(for: local.file)
        }
        return Set(files).sorted()
    }
}
