/// `@[service](argument)` that is no embed on Zenn: an unknown service, an argument it does not take, text beside it.
enum EmbedRule: AuthorRule {
    private static let names = EmbedService.allCases.map(\.rawValue)

    static func check(_ context: inout RuleContext) {
        for block in context.chapter.flatBlocks {
            switch block.kind {
            case .linkCard(let argument, let name?): look(at: name, argument, block.range, &context)
            case .paragraph(let content):
                for line in content.split(separator: .lineBreak) {
                    look(at: Array(line), block.range, &context)
                }
            default: break
            }
        }
    }

    private static func look(
        at name: String, _ argument: String, _ range: SourceRange, _ context: inout RuleContext
    ) {
        let position = place(of: "@[\(name)](", in: range, argument, context)
        guard let service = EmbedService(rawValue: name) else {
            let nearest = NearestName.find(name, in: names)
            context.warning(
                code: "embed-unknown", at: position,
                LocalizedText(ja: "知らない埋め込み @[\(name)] です", en: "unknown embed @[\(name)]"),
                why: LocalizedText(ja: "Zenn では埋め込みになりません。", en: "Zenn embeds nothing here."),
                help: nearest.map { LocalizedText(ja: "@[\($0)] でしょうか。", en: "Did you mean @[\($0)]?") })
            return
        }
        if !service.accepts(argument) { refuse(service, at: position, &context) }
    }

    /// A line of text: cmark sees no link where the argument has a space.
    private static func look(at line: [Inline], _ range: SourceRange, _ context: inout RuleContext) {
        for (index, inline) in line.enumerated() {
            guard case .text(let text) = inline, text.contains(byte: UInt8(ascii: "@")) else { continue }
            if let service = EmbedService.allCases.first(where: { text.hasPrefix("@[\($0.rawValue)](") }),
                index == 0
            {
                refuse(service, at: place(of: "@[\(service.rawValue)](", in: range, "", context), &context)
            } else if text.hasSuffix("@"), line.indices.contains(index + 1),
                case .link(let argument, _, let children) = line[index + 1],
                names.contains(children.plainText)
            {
                context.warning(
                    code: "embed-not-alone",
                    at: place(of: "@[\(children.plainText)](", in: range, argument, context),
                    LocalizedText(ja: "埋め込みと同じ行に文字があります", en: "there is text on the line of this embed"),
                    why: LocalizedText(
                        ja: "Zenn では埋め込みにならないか、続く文字が消えます。",
                        en: "Zenn does not embed it, or drops the text behind it."),
                    help: LocalizedText(ja: "埋め込みだけの行にしてください。", en: "Give it a line of its own."))
            }
        }
    }

    private static func refuse(
        _ service: EmbedService, at position: SourcePosition, _ context: inout RuleContext
    ) {
        context.warning(
            code: "embed-argument", at: position,
            LocalizedText(
                ja: "@[\(service.rawValue)] がこの引数を受け付けません",
                en: "@[\(service.rawValue)] does not take this argument"),
            why: LocalizedText(ja: "Zenn では誤りの文が表示されます。", en: "Zenn shows an error message here."),
            help: LocalizedText(
                ja: "@[\(service.rawValue)](\(service.example)) のように書いてください。",
                en: "Write it like @[\(service.rawValue)](\(service.example))."))
    }

    /// Where an embed is written in a paragraph.
    private static func place(
        of opening: String, in range: SourceRange, _ argument: String, _ context: RuleContext
    ) -> SourcePosition {
        for needle in [opening + argument, opening] {
            for number in range.line...max(range.line, range.endLine)
            where context.lines.indices.contains(number - 1) {
                if let offset = context.lines[number - 1].utf8Offset(of: needle, from: 0) {
                    return SourcePosition(line: number, column: offset + 1)
                }
            }
        }
        return range.start
    }
}
