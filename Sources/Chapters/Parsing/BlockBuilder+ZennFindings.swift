// What a chapter may do and Zenn does not: the page shows it as meant, the author is told.
extension BlockBuilder {
    /// Zenn closes a container at the first line of as many colons, whatever was opened inside.
    mutating func reportColons(of inner: ContainerMarker, in outer: ContainerMarker) {
        let zenns = ["message", "details"]
        guard zenns.contains(inner.name), zenns.contains(outer.name), inner.colons >= outer.colons else { return }
        report(
            .warning, "container-colons", inner.position,
            LocalizedText(
                ja:
                    "中の :::\(inner.name) のコロン（\(inner.colons)）が、外の :::\(outer.name)（\(outer.colons)）より少なくありません",
                en:
                    "this :::\(inner.name) has \(inner.colons) colons, the :::\(outer.name) around it no more (\(outer.colons))"
            ),
            LocalizedText(
                ja: "外のコロンを \(inner.colons + 1) 個にしてください。",
                en: "Give the outer one \(inner.colons + 1) colons."))
    }

    mutating func reportMissingTitle(_ marker: ContainerMarker) {
        report(
            .warning, "container-title-missing", marker.position,
            LocalizedText(ja: ":::details に題がありません", en: "this :::details has no title"),
            LocalizedText(
                ja: ":::details 題 と書いてください。", en: "Write :::details and a title."))
    }

    mutating func reportComment(at position: SourcePosition) {
        report(
            .warning, "comment-lines", position,
            LocalizedText(ja: "コメントが複数の行に渡っています", en: "this comment has several lines"),
            LocalizedText(
                ja: "1 行ごとに <!-- と --> で囲んでください。", en: "Put <!-- and --> around each line."))
    }
}
