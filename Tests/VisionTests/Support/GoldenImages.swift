import Vision

extension GoldenCase {
    /// The images of an `evaluate` case; `isMarked` says what the seventh number of an object means.
    func images(isMarked: WritableKeyPath<TruthBox, Bool>) throws -> [EvaluationImage] {
        var images = [EvaluationImage](
            repeating: EvaluationImage(truths: [], detections: []), count: Int(try number("images")))
        for row in rows(of: try array("truths"), width: 8) {
            var truth = TruthBox(
                Box(row[2], row[3], row[4], row[5], as: .xywh), classID: Int(row[1]), area: row[7])
            truth[keyPath: isMarked] = row[6] == 1
            images[Int(row[0])].truths.append(truth)
        }
        for row in rows(of: try array("detections"), width: 7) {
            images[Int(row[0])].detections.append(
                Detection(Box(row[2], row[3], row[4], row[5], as: .xywh), score: row[6], classID: Int(row[1])))
        }
        return images
    }

    private func rows(of numbers: [Double], width: Int) -> [[Double]] {
        stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<$0 + width]) }
    }
}
