/// Reads a `fill` fence: code with `[[1]]`, a line `---`, then candidates `1: fragment`, the right one `1* fragment`, each
/// with what is said about it below, behind `>`.
enum FillParser {
    static func parse(
        _ fence: (language: String, text: String, range: SourceRange), checks: [Check], path: String,
        diagnostics: inout [Diagnostic]
    ) -> Fill? {
        func report(_ line: Int, _ message: LocalizedText) {
            diagnostics.append(
                Diagnostic(
                    .error, code: "fill-invalid", path: path, position: SourcePosition(line: line), message: message,
                    help: LocalizedText(
                        ja: "コードに [[1]]、--- の行、続けて「1* 正解」「1: 誤答」を書いてください。",
                        en: "Write code with [[1]], a line ---, then `1* right` and `1: wrong` fragments.")))
        }
        let lines = fence.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let separator = lines.firstIndex(where: { $0.trimmed == "---" }) else {
            report(fence.range.line, LocalizedText(ja: "候補の一覧がありません", en: "there are no candidates"))
            return nil
        }
        let code = lines[..<separator].joined(separator: "\n") + "\n"
        var candidates: [Int: [String]] = [:]
        var keys: [Int: Int] = [:]
        var feedback: [Int: [Int: String]] = [:]
        var last: Int?
        var places: [Int: [Int]] = [:]
        for (offset, line) in lines.enumerated().dropFirst(separator + 1) where !line.trimmed.isEmpty {
            let text = line.trimmed
            if text.hasPrefix(">"), let last {
                let index = candidates[last, default: []].count - 1
                let said = feedback[last]?[index].map { $0 + " " } ?? ""
                feedback[last, default: [:]][index] = said + text.dropFirst().trimmed
                continue
            }
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            let mark = text.dropFirst(digits.count).first
            guard let number = Int(digits), mark == ":" || mark == "*", code.contains("[[\(number)]]") else {
                report(
                    fence.range.line + 1 + offset,
                    LocalizedText(ja: "候補の行を読めません: \(text)", en: "this is no candidate: \(text)"))
                return nil
            }
            if mark == "*" { keys[number] = candidates[number, default: []].count }
            last = number
            places[number, default: []].append(fence.range.line + 1 + offset)
            candidates[number, default: []].append(String(text.dropFirst(digits.count + 1).trimmed))
        }
        var blanks: [Fill.Blank] = []
        for number in candidates.keys.sorted() {
            guard let key = keys[number], let fragments = candidates[number], fragments.count >= 2 else {
                report(
                    fence.range.line,
                    LocalizedText(
                        ja: "空欄 \(number) には正解（\(number)*）を含む 2 つ以上の候補が必要です",
                        en: "blank \(number) needs two or more candidates, one of them marked \(number)*"))
                return nil
            }
            blanks.append(
                Fill.Blank(
                    number: number, candidates: fragments, correctIndex: key, feedback: feedback[number] ?? [:],
                    lines: places[number] ?? []))
        }
        guard ["swift", "python"].contains(fence.language) else {
            report(
                fence.range.line,
                LocalizedText(ja: "fill の言語は swift か python です", en: "a fill is in swift or in python"))
            return nil
        }
        let checks = checks.filter { $0.language == fence.language }
        guard !blanks.isEmpty, !checks.isEmpty else {
            report(
                fence.range.line,
                LocalizedText(
                    ja: "空欄と \(fence.language) check が必要です", en: "a fill needs blanks and a \(fence.language) check"))
            return nil
        }
        return Fill(language: fence.language, code: code, blanks: blanks, checks: checks, range: fence.range)
    }
}
