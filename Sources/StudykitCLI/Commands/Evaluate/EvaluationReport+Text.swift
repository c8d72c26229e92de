import Chapters
import Foundation
import Terminal

extension EvaluationReport {
    /// For people: what was measured, a line a number, and a line a class if wanted.
    func text(language: Language, showsClasses: Bool) -> String {
        let heading = LocalizedText(
            ja: "\(protocolName)（\(type)）: 画像 \(images)、物体 \(objects)、検出 \(detections)",
            en: "\(protocolName) (\(type)): \(images) images, \(objects) objects, \(detections) detections")
        var lines = [heading(language), ""]
        let width = metrics.map { DisplayWidth.of($0.name) }.max() ?? 0
        lines += metrics.map { metric in
            "  \(padded(metric.name, width))  \(EvaluationReport.number(metric.value))  \(metric.meaning(language))"
        }
        if showsClasses && !classes.isEmpty { lines += [""] + classLines(language) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The first numbers of each class: what fits on a line.
    private func classLines(_ language: Language) -> [String] {
        let title = LocalizedText(ja: "クラス", en: "class")(language)
        let (objects, found) = (LocalizedText(ja: "物体", en: "objects"), LocalizedText(ja: "検出", en: "found"))
        let shown = classes.first?.metrics.prefix(6).map(\.name) ?? []
        let width = max(DisplayWidth.of(title), classes.map { DisplayWidth.of($0.name) }.max() ?? 0)
        let header =
            "  " + padded(title, width) + [objects(language), found(language)].map { leading($0, 9) }.joined()
            + shown.map { leading($0, 8) }.joined()
        return [header]
            + classes.map { row in
                "  " + padded(row.name, width) + leading("\(row.objects)", 9) + leading("\(row.detections)", 9)
                    + row.metrics.prefix(6).map { leading(EvaluationReport.number($0.value), 8) }.joined()
            }
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
    }

    private func leading(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - DisplayWidth.of(text))) + text
    }

    private static func number(_ value: Double?) -> String {
        value.map { String(format: "%.4f", $0) } ?? "     –"
    }
}
