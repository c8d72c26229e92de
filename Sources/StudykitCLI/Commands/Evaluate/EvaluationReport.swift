import Chapters
import Foundation
import Vision

/// The outcome of an evaluation: what was measured, the numbers, the classes, and the curves if they are wanted.
struct EvaluationReport {
    /// One number; nil where there is nothing to find.
    struct Metric {
        var name: String
        var value: Double?
        /// What it is the mean of, for people.
        var meaning: LocalizedText
    }

    /// One class.
    struct ClassRow {
        var id: Int?
        var name: String
        var objects: Int
        var detections: Int
        var metrics: [Metric]
        /// At the protocol's threshold (COCO: 0.5).
        var curve: PrecisionRecallCurve?
    }

    var protocolName: String
    var type: String
    var images: Int
    var objects: Int
    var detections: Int
    var metrics: [Metric]
    var classes: [ClassRow]
    var diagnostics: [Diagnostic] = []
}

// MARK: COCO

extension EvaluationReport {
    init(_ evaluation: COCOEvaluation, _ results: COCOResults, truthPath: String, withCurves: Bool) {
        protocolName = "COCO"
        type = evaluation.region.rawValue
        images = results.truth.images.count
        objects = evaluation.classes.map(\.objectCount).reduce(0, +)
        detections = results.count
        metrics = EvaluationReport.metrics(evaluation.summary)
        classes = evaluation.classes.map { result in
            ClassRow(
                id: result.categoryID, name: result.name, objects: result.objectCount,
                detections: result.detectionCount, metrics: EvaluationReport.metrics(result.summary),
                curve: withCurves ? evaluation.curve(categoryID: result.categoryID) : nil)
        }
        if results.truth.hasAnnotationZero {
            diagnostics = [
                Diagnostic(
                    .warning, code: "annotation-zero", path: truthPath, position: SourcePosition(line: 1),
                    message: LocalizedText(
                        ja: "id が 0 のアノテーションがあります。pycocotools は、その物体が見つかっても見つからなかったとみなします（ここでも同じ数にしています）",
                        en:
                            "an annotation has the id 0, which pycocotools takes for not found even if it is found; the numbers here do the same"
                    ),
                    help: LocalizedText(ja: "アノテーション id を 1 から振り直してください。", en: "Number the annotations from 1"))
            ]
        }
    }

    private static func metrics(_ summary: COCOSummary) -> [Metric] {
        let meanings: [(String, String)] = [
            ("IoU 0.50:0.95", "all 100"), ("IoU 0.50", "all 100"), ("IoU 0.75", "all 100"),
            ("IoU 0.50:0.95", "small 100"), ("IoU 0.50:0.95", "medium 100"), ("IoU 0.50:0.95", "large 100"),
            ("IoU 0.50:0.95", "all 1"), ("IoU 0.50:0.95", "all 10"), ("IoU 0.50:0.95", "all 100"),
            ("IoU 0.50:0.95", "small 100"), ("IoU 0.50:0.95", "medium 100"), ("IoU 0.50:0.95", "large 100"),
        ]
        return zip(zip(COCOSummary.names, summary.values), meanings).map { number, meaning in
            let parts = meaning.1.split(separator: " ")
            return Metric(
                name: number.0, value: number.1,
                meaning: LocalizedText(
                    ja: "\(meaning.0)、area=\(parts[0])、検出数の上限 \(parts[1])",
                    en: "\(meaning.0), area=\(parts[0]), at most \(parts[1]) detections"))
        }
    }
}

// MARK: Pascal VOC

extension EvaluationReport {
    init(_ evaluation: DetectionEvaluation, _ results: VOCResults, withCurves: Bool) {
        let threshold = "IoU ≥ \(evaluation.rules.iouThreshold)"
        protocolName = evaluation.rules.name
        type = "bbox"
        images = results.images.count
        objects = evaluation.classes.map(\.objectCount).reduce(0, +)
        detections = results.count
        metrics = [
            Metric(
                name: "mAP", value: evaluation.meanAveragePrecision,
                meaning: LocalizedText(ja: "\(threshold)、クラスの平均", en: "\(threshold), mean over classes"))
        ]
        classes = evaluation.classes.map { result in
            ClassRow(
                name: results.classNames[result.classID], objects: result.objectCount,
                detections: results.images.reduce(0) { sum, image in
                    sum + image.detections.count { $0.classID == result.classID }
                },
                metrics: [
                    Metric(
                        name: "AP", value: result.averagePrecision,
                        meaning: LocalizedText(ja: threshold, en: threshold))
                ], curve: withCurves ? result.curve : nil)
        }
    }
}
