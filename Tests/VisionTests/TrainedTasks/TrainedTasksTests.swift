import ConvNet
import Foundation
import Testing

/// Three networks that learn from scratch, from generated images, and are measured on images that they haven't seen.
///
/// Everything is seeded, so that a result is the same each time on the same kind of machine; the bars below leave room for the
/// last digit of another C library's `exp`. The large sizes take longer and run on request only:
///
///     Tools/benchmark-training.sh
@Suite(.serialized) struct TrainedTasksTests {
    static let isBenchmark = ProcessInfo.processInfo.environment["STUDYKIT_BENCHMARK"] != nil

    @Test func shapesAreClassified() {
        let result = classificationTask(TaskSize(images: 300, epochs: 6))
        #expect(result.value >= 0.9)
        #expect(result.history.ending == .finished)
    }

    @Test func shapesAreDetected() throws {
        #expect(try detectionTask(TaskSize(images: 300, epochs: 8)).value >= 0.7)
    }

    @Test func shapesAreSegmented() throws {
        #expect(try segmentationTask(TaskSize(images: 200, epochs: 6)).value >= 0.75)
    }

    @Test(.enabled(if: isBenchmark)) func largeClassification() throws {
        try measure("classification, accuracy", bar: 0.95) { classificationTask(TaskSize(images: 1000, epochs: 8)) }
    }

    @Test(.enabled(if: isBenchmark)) func largeDetection() throws {
        try measure("detection, mAP at an IoU of 0.5", bar: 0.9) {
            try detectionTask(TaskSize(images: 600, epochs: 12))
        }
    }

    @Test(.enabled(if: isBenchmark)) func largeSegmentation() throws {
        try measure("segmentation, mIoU", bar: 0.9) { try segmentationTask(TaskSize(images: 400, epochs: 8)) }
    }

    /// Prints what was reached and how long it took; only the first can fail.
    private func measure(_ name: String, bar: Double, _ task: () throws -> TaskResult) throws {
        let clock = ContinuousClock()
        var value = 0.0
        let time = try clock.measure { value = try task().value }
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        let text = String(
            format: "%-34@ %.3f  bar %.2f   %.1f s on %d threads  bound 60 s", name as NSString, value, bar, seconds,
            Parallelism.threadCount)
        print("benchmark: \(text)")
        #expect(value >= bar)
    }
}
