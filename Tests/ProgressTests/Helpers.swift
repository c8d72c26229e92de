import Foundation

@testable import Progress

/// A folder that is removed when the test is over.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("progress-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var database: String { "\(path)/progress.sqlite" }
}

let start = Date(timeIntervalSince1970: 1_767_258_000)

func event(
    _ exercise: String = "a", day: Double = 0, right: Bool = true, id: UUID = UUID(), session: UUID = UUID()
) -> AnswerEvent {
    AnswerEvent(
        id: id, item: ItemKey(chapter: "chapter03", exercise: exercise), topic: "im2col", seed: .max - 3,
        answeredAt: start.addingTimeInterval(day * 86_400), seconds: 60, earned: right ? 1 : 0, points: 1,
        given: "答え 12", source: .quiz, session: session)
}
