extension BlockBuilder {
    /// Larger files are no listing.
    static let maximumIncludedSize = 256 << 10

    /// What a fence with `include=` includes; nil when it has none, or when it can't be had (the diagnostics say why).
    mutating func include(_ fence: FenceInfo, _ source: CellSource, range: SourceRange) -> Include? {
        guard let files, let specification = Attributes(fence.words).value("include") else { return nil }
        let position = includePlace(range.start)
        let parts = specification.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let region = parts.count > 1 ? String(parts[1]) : nil
        guard !isInExercise else {
            refuse(
                name, position,
                LocalizedText(ja: "演習の中では使えません", en: "an exercise is complete in its chapter"),
                LocalizedText(ja: "コードを演習に書いてください。", en: "Write the code into the exercise."))
            return nil
        }
        guard !name.hasSuffix(".md") else {
            refuse(
                name, position, LocalizedText(ja: "章はリストとして取り込めません", en: "a chapter is no listing"),
                LocalizedText(ja: "リンクしてください。", en: "Link to it."))
            return nil
        }
        let bytes: [UInt8]
        switch files.find(name, Self.maximumIncludedSize) {
        case .success(let found): bytes = found
        case .failure(let problem):
            report(problem, name, position)
            return nil
        }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
        let filePath = (folder + [name]).joined(separator: "/")
        let lines: [String]
        do {
            lines = try SourceText(decoding: bytes, path: filePath).lines
        } catch {
            diagnostics.append(error)
            return nil
        }
        guard let piece = IncludedRegion(lines, region: region) else {
            let nearest = NearestName.find(region ?? "", in: IncludedRegion.names(in: lines))
            report(
                .error, "include-missing", position,
                LocalizedText(
                    ja: "\(name) に領域「\(region ?? "")」がありません", en: "\(name) has no region “\(region ?? "")”"),
                nearest.map { LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?") }
                    ?? LocalizedText(
                        ja: "ファイルの中で // #region 名前 と // #endregion で囲みます。",
                        en: "In the file it stands between // #region NAME and // #endregion."))
            return nil
        }
        let include = Include(
            origin: IncludeOrigin(path: filePath, firstLine: piece.firstLine, columnOffset: piece.indentation),
            name: name, text: piece.text, written: source.code, range: range, isIndented: source.columnOffset > 0,
            position: position)
        includes.append(include)
        return include
    }

    /// Where `include=` stands on the fence's line.
    private func includePlace(_ start: SourcePosition) -> SourcePosition {
        guard preprocessor.original.indices.contains(start.line - 1) else { return start }
        let line = preprocessor.original[start.line - 1]
        guard let range = line.firstRange(of: "include=") else { return start }
        return SourcePosition(
            line: start.line, column: line.utf8.distance(from: line.startIndex, to: range.lowerBound) + 1)
    }

    private mutating func refuse(
        _ name: String, _ position: SourcePosition, _ why: LocalizedText, _ help: LocalizedText
    ) {
        report(
            .error, "include-refused", position,
            LocalizedText(ja: "\(name) を取り込めません: \(why.ja)", en: "\(name) can't be included: \(why.en)"), help)
    }

    private mutating func report(_ problem: FileProblem, _ name: String, _ position: SourcePosition) {
        switch problem {
        case .missing:
            report(
                .error, "include-missing", position,
                LocalizedText(ja: "取り込むファイル \(name) がありません", en: "there is no file \(name) to include"),
                LocalizedText(ja: "パスは章のフォルダから数えます。", en: "Paths count from the chapter's folder."))
        case .leadsOutside:
            refuse(
                name, position, LocalizedText(ja: "章のフォルダの外です", en: "it is outside of the chapter's folder"),
                LocalizedText(ja: "ファイルを章のフォルダに置いてください。", en: "Put the file into the chapter's folder."))
        case .symbolicLink:
            refuse(
                name, position, LocalizedText(ja: "シンボリックリンクです", en: "there is a symbolic link on the way"),
                LocalizedText(ja: "ファイルそのものを章のフォルダに置いてください。", en: "Put the file itself into the chapter's folder."))
        case .notAFile:
            refuse(
                name, position, LocalizedText(ja: "通常のファイルではありません", en: "it is not a regular file"),
                LocalizedText(ja: "ファイルを指定してください。", en: "Name a file."))
        case .tooLarge:
            refuse(
                name, position,
                LocalizedText(
                    ja: "\(Self.maximumIncludedSize >> 10) KB を超えています",
                    en: "it is larger than \(Self.maximumIncludedSize >> 10) KB"),
                LocalizedText(ja: "必要な部分だけのファイルにしてください。", en: "Make a file of what is needed."))
        }
    }
}
