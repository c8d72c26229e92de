import Chapters
import Foundation
import Grading
import Vision

extension EvaluationReport {
    /// One JSON document, ending in a newline; numbers with all their digits, null where there is nothing to find.
    func json(in language: Language) throws -> String {
        try EvaluationReport.encode(Document(self, language))
    }

    /// The document of an evaluation that could not be done.
    static func json(of diagnostics: [Diagnostic], in language: Language) throws -> String {
        try encode(FailedDocument(diagnostics: diagnostics.map { DiagnosticDocument($0, language) }))
    }

    private static func encode(_ document: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }

    private struct FailedDocument: Encodable {
        var schemaVersion = 1
        var diagnostics: [DiagnosticDocument]
    }

    private struct Document: Encodable {
        enum CodingKeys: String, CodingKey {
            case schemaVersion, benchmark = "protocol", type, images, objects, detections, metrics, classes, diagnostics
        }

        var schemaVersion = 1
        var benchmark: String
        var type: String
        var images: Int
        var objects: Int
        var detections: Int
        var metrics: [String: Double?]
        var classes: [ClassDocument]
        var diagnostics: [DiagnosticDocument]

        init(_ report: EvaluationReport, _ language: Language) {
            benchmark = report.protocolName
            type = report.type
            images = report.images
            objects = report.objects
            detections = report.detections
            metrics = values(report.metrics)
            classes = report.classes.map(ClassDocument.init)
            diagnostics = report.diagnostics.map { DiagnosticDocument($0, language) }
        }
    }

    private struct ClassDocument: Encodable {
        var id: Int?
        var name: String
        var objects: Int
        var detections: Int
        var metrics: [String: Double?]
        var curve: CurveDocument?

        init(_ row: ClassRow) {
            id = row.id
            name = row.name
            objects = row.objects
            detections = row.detections
            metrics = values(row.metrics)
            curve = row.curve.map(CurveDocument.init)
        }
    }

    /// A column each, one entry a detection.
    private struct CurveDocument: Encodable {
        var score: [Double]
        var recall: [Double]
        var precision: [Double]
        var envelope: [Double]

        init(_ curve: PrecisionRecallCurve) {
            score = curve.points.map(\.score)
            recall = curve.points.map(\.recall)
            precision = curve.points.map(\.precision)
            envelope = curve.envelope
        }
    }
}

private func values(_ metrics: [EvaluationReport.Metric]) -> [String: Double?] {
    Dictionary(metrics.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
}
