/// Names that were read and wait for the block below them, and the numbers given so far.
struct LabelCounter {
    var pending: (name: String, position: SourcePosition)?
    private(set) var labels: [String: Label] = [:]
    private var counts: [Label.Kind: Int] = [:]

    /// An equation that has a number and no name counts as well.
    mutating func count(unnamed number: String) {
        counts[.equation] = Int(number) ?? counts[.equation, default: 0] + 1
    }

    mutating func add(_ kind: Label.Kind, _ name: String, at position: SourcePosition, written: String?) -> Label {
        counts[kind, default: 0] += 1
        let number = written.flatMap { Int($0) == nil ? $0 : nil } ?? "\(counts[kind] ?? 1)"
        let label = Label(kind: kind, name: name, number: number, position: position, writtenNumber: written)
        labels[name] = label
        return label
    }
}

extension BlockBuilder {
    /// Takes a comment that names the block below it.
    ///
    /// - Returns: Whether it is one.
    mutating func takeLabel(_ node: MarkdownNode) -> Bool {
        guard preprocessor.mode == .zenn, case .htmlBlock = node.kind, let name = Label.name(inComment: node.literal)
        else { return false }
        reportPendingLabel()
        let position = preprocessor.original(node.position)
        guard Label.kind(of: name) != nil else {
            let kinds = Label.Kind.allCases.map(\.rawValue)
            let prefix = String(name.prefix { $0 != "-" })
            report(
                .warning, "label-kind", position,
                LocalizedText(
                    ja: "名前「\(name)」が何の番号かわかりません", en: "the name “\(name)” does not say what is numbered"),
                NearestName.find(prefix, in: kinds).map {
                    LocalizedText(
                        ja: "\($0)-\(name.dropFirst(prefix.count + 1)) でしょうか。",
                        en: "Did you mean \($0)-\(name.dropFirst(prefix.count + 1))?")
                }
                    ?? LocalizedText(
                        ja: "eq-（式）、fig-（図）、tab-（表）、lst-（リスト）のどれかで始めます。",
                        en: "Begin it with eq-, fig-, tab- or lst-."))
            return true
        }
        labelCounter.pending = (name, position)
        return true
    }

    /// Gives the first of the blocks that were just made the name above it, or the one that a cell has as its id.
    mutating func label(_ blocks: inout [Block], from first: Int, _ pending: (name: String, position: SourcePosition)?)
    {
        guard blocks.indices.contains(first) else {
            // An `output` fence belongs to the cell above: the name waits on.
            labelCounter.pending = labelCounter.pending ?? pending
            return
        }
        var found = pending
        if found == nil, case .cell(let index) = blocks[first].kind, Label.kind(of: cells[index].id) != nil {
            found = (cells[index].id, blocks[first].range.start)
        }
        var written: String?
        if case .math(let math) = blocks[first].kind { written = math.number }
        guard let (name, position) = found, let kind = Label.kind(of: name) else {
            if let written { labelCounter.count(unnamed: written) }
            return
        }
        guard blocks[first].kind.canBe(kind) else {
            reportMisplaced(name, at: position)
            return
        }
        if let line = labelCounter.labels[name]?.position.line {
            report(
                .error, "label-duplicate", position,
                LocalizedText(ja: "名前「\(name)」は \(line) 行目にもあります", en: "the name \(name) is on line \(line) as well"),
                LocalizedText(ja: "名前を変えてください。", en: "Give it another name."))
            return
        }
        let label = labelCounter.add(kind, name, at: position, written: written)
        blocks[first].label = label
        if case .math(var math) = blocks[first].kind {
            math.number = label.number
            blocks[first].kind = .math(math)
        }
    }

    /// A name below which nothing stands.
    mutating func reportPendingLabel() {
        guard let (name, position) = labelCounter.pending else { return }
        labelCounter.pending = nil
        reportMisplaced(name, at: position)
    }

    private mutating func reportMisplaced(_ name: String, at position: SourcePosition) {
        report(
            .warning, "label-misplaced", position,
            LocalizedText(
                ja: "「\(name)」のすぐ下に、番号を付けるものがありません", en: "right below “\(name)” there is nothing of its kind"),
            LocalizedText(
                ja: "eq- は $$ の式、fig- は画像かセル、tab- は表、lst- はコードのすぐ上に書きます。",
                en: "eq- stands above a $$ formula, fig- above an image or a cell, tab- above a table, lst- above code."
            ))
    }
}
