import Foundation
import Grading
import Progress

/// A mock exam as it goes on: answers without feedback, a clock, and everything on disk all the time.
///
/// The clock counts the time in which the exam is on screen, by a clock that nobody can set back. An interruption stops it, and is
/// part of the result.
package final class ExamSession {
    package private(set) var sitting: ExamSitting
    private let store: ProgressStore
    private let desk: QuestionDesk
    /// Nobody else goes on with this exam while it is open here.
    private let hold: ExamHold
    private let now: () -> Date
    private let steady: () -> Double
    private var countedUntil: Double
    private var savedAt: Double

    /// Begins, or goes on with one that was interrupted; its clock stands still until `startClock`.
    ///
    /// - Throws: `ProgressError.examIsOpen` while another process sits the same exam, and `examIsOver` when it has ended.
    package init(
        _ sitting: ExamSitting, store: ProgressStore, desk: QuestionDesk, now: @escaping () -> Date = { Date() },
        steady: @escaping () -> Double = ExamSession.steadySeconds
    ) throws(ProgressError) {
        hold = try store.hold(sitting.id)
        // Whoever held it until now may have gone on.
        var sitting = try store.exam(sitting.id) ?? sitting
        guard !sitting.isFinished else { throw .examIsOver }
        let moment = now()
        if sitting.touchedAt != sitting.startedAt || sitting.usedSeconds > 0 {
            sitting.interruptions += 1
            sitting.interruptedSeconds += max(0, moment.timeIntervalSince(sitting.touchedAt))
        }
        sitting.touchedAt = moment
        self.sitting = sitting
        self.store = store
        self.desk = desk
        self.now = now
        self.steady = steady
        countedUntil = steady()
        savedAt = countedUntil
        try store.save(sitting)
    }

    package static func steadySeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    package var position: Int { sitting.position }
    package var isTimeUp: Bool { sitting.remainingSeconds <= 0 }

    /// What a power cut can take off the clock.
    private static let secondsBetweenSaves = 2.0

    /// From here on time counts: what was prepared before is not the candidate's.
    package func startClock() { countedUntil = steady() }

    /// Lets the clock go on, and puts it on disk every few seconds; called while waiting for a key.
    package func tick() throws(ProgressError) {
        let time = steady()
        let passed = min(max(0, time - countedUntil), sitting.remainingSeconds)
        countedUntil = time
        sitting.usedSeconds += passed
        if sitting.questions.indices.contains(sitting.position) {
            reply { $0.seconds += passed }
        }
        sitting.touchedAt = now()
        if time - savedAt >= ExamSession.secondsBetweenSaves { try save() }
    }

    private func save() throws(ProgressError) {
        savedAt = steady()
        try store.save(sitting)
    }

    private func reply(_ change: (inout ExamSitting.Reply) -> Void) {
        var reply = sitting.replies[sitting.position] ?? ExamSitting.Reply(answeredAt: now())
        change(&reply)
        sitting.replies[sitting.position] = reply
    }

    /// The question at a number from 0, with its numbers; nil when its chapter no longer has it.
    package func question(_ number: Int) async throws -> PresentedQuestion? {
        guard sitting.questions.indices.contains(number) else { return nil }
        let asked = sitting.questions[number]
        return try await desk.present(asked.catalogueItem, seed: asked.seed, as: .fourChoice)
    }

    /// Whether an answer to the question at the position can be read; nothing else is kept.
    package func isReadable(_ text: String) async throws -> Bool {
        try await question(position)?.isReadable(text) ?? false
    }

    /// Keeps an answer; it is on disk when this returns.
    ///
    /// - Returns: false when the time was up: nothing is kept then.
    package func answer(_ text: String) throws(ProgressError) -> Bool {
        try tick()
        guard !isTimeUp else { return false }
        reply {
            $0.given = text
            $0.answeredAt = now()
        }
        try save()
        return true
    }

    @discardableResult
    package func flag() throws(ProgressError) -> Bool {
        try tick()
        reply { $0.isFlagged.toggle() }
        try save()
        return sitting.replies[sitting.position]?.isFlagged ?? false
    }

    package func go(to number: Int) throws(ProgressError) {
        try tick()
        sitting.position = min(max(0, number), max(sitting.questions.count - 1, 0))
        try save()
    }

    /// To be called before leaving without an end.
    package func pause() throws(ProgressError) {
        try tick()
        try save()
    }

    package var unanswered: [Int] {
        sitting.questions.indices.filter { (sitting.replies[$0]?.given ?? "").isEmpty }
    }

    package var flagged: [Int] {
        sitting.questions.indices.filter { sitting.replies[$0]?.isFlagged == true }
    }

    /// Grades everything, and makes it history; `progress` is told how many are graded.
    package func finish(progress: (Int) -> Void = { _ in }) async throws -> ExamSitting {
        try tick()
        var events: [AnswerEvent] = []
        for (number, asked) in sitting.questions.enumerated() {
            progress(number)
            let reply = sitting.replies[number]
            var earned = 0
            if let reply, !reply.given.isEmpty, let question = try await question(number) {
                earned = try await desk.grade(question, answer: reply.given).earned
            }
            sitting.earned[number] = earned
            events.append(
                AnswerEvent(
                    id: ExamSession.eventID(sitting.id, number), item: asked.item, topic: asked.topic,
                    seed: asked.seed, answeredAt: reply?.answeredAt ?? now(), seconds: reply?.seconds, earned: earned,
                    points: asked.points, given: reply?.given ?? "", source: .exam, session: sitting.id))
        }
        sitting.finishedAt = now()
        // A question that was never looked at says nothing about the memory of it.
        try store.finish(sitting, answers: events.filter { $0.earned > 0 || ($0.seconds ?? 0) > 0 })
        return sitting
    }

    /// The same answer gets the same id, so that ending twice (a kill in between) counts once.
    private static func eventID(_ exam: UUID, _ number: Int) -> UUID {
        var bytes = exam.uuid
        bytes.14 ^= UInt8(truncatingIfNeeded: number >> 8)
        bytes.15 ^= UInt8(truncatingIfNeeded: number)
        bytes.6 ^= 0x0F
        return UUID(uuid: bytes)
    }
}
