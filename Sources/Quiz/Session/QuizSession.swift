import Foundation
import Grading
import Progress

/// A quiz as it goes on: which question is up, what was answered, what can be taken back.
///
/// An answer is on disk before anything else happens. What was answered wrong comes back later in the same session, with other numbers.
package actor QuizSession {
    package struct Entry: Sendable {
        package var item: Catalogue.Item
        package var seed: UInt64
        /// Asked again because it was wrong before.
        package var isRetry = false
        /// Its seed was held against the item's last one.
        fileprivate var isRenewed = false

        /// Both belong to one linked set, and so to one draw; what is asked again is drawn by itself.
        fileprivate func shares(_ other: Entry) -> Bool {
            item.set != nil && item.set == other.item.set && item.key.chapter == other.item.key.chapter && !isRetry
                && !other.isRetry
        }
    }

    /// What became of an answer.
    package struct Verdict: Sendable {
        package var question: PresentedQuestion
        package var report: ExerciseReport
        /// When it is asked again; nil while it does not count (unreadable).
        package var progress: ItemProgress?
        /// What it is called in the history; nil while it does not count.
        package var event: UUID?
    }

    /// A question that was answered wrong is asked again after this many others.
    private static let retryDistance = 4

    package nonisolated let id = UUID()
    private let store: ProgressStore
    private let desk: QuestionDesk
    private let form: QuestionDesk.Form
    /// Whether a question that happens to have the numbers of last time gets others.
    private let renews: Bool
    private let clock: @Sendable () -> Date
    package private(set) var queue: [Entry]
    package private(set) var position = 0
    private var shownAt: Date?
    package private(set) var hintsShown = 0
    package private(set) var flagged: Set<ItemKey> = []
    private var given: [(event: AnswerEvent, position: Int, retryAt: Int?)] = []
    package private(set) var skipped = 0

    /// A quiz over some items; `seed` draws the same numbers again, without one they are other numbers than last time.
    package init(
        items: [Catalogue.Item], seed: UInt64?, form: QuestionDesk.Form = .typed, store: ProgressStore,
        desk: QuestionDesk, clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        renews = seed == nil
        let seed = seed ?? .random(in: 1...999_999_999)
        self.store = store
        self.desk = desk
        self.form = form
        self.clock = clock
        queue = items.map { Entry(item: $0, seed: seed) }
    }

    /// The question that is up; nil at the end.
    ///
    /// Its time starts when it is first asked for.
    package func current() async throws -> PresentedQuestion? {
        while position < queue.count {
            try await renew(position)
            let entry = queue[position]
            if let question = try await desk.present(entry.item, seed: entry.seed, as: form) {
                if shownAt == nil { shownAt = clock() }
                return question
            }
            // The chapter's fault, which the desk's diagnostics tell.
            queue.remove(at: position)
        }
        return nil
    }

    /// Moves a parametric question on to a seed that draws something else than last time.
    ///
    /// A linked set is one draw, so its members move together.
    private func renew(_ place: Int) async throws {
        let entry = queue[place]
        guard entry.item.isParametric, !entry.isRenewed, renews || entry.isRetry else { return }
        var seed = entry.seed
        if let last = try store.lastSeed(of: entry.item.key),
            let before = try await desk.present(entry.item, seed: last, as: form)
        {
            // A question that can only be drawn in one way stays as it is.
            for step in 0..<QuizSession.renewals {
                seed = entry.seed &+ step
                let now = try await desk.present(entry.item, seed: seed, as: form)
                guard let now, now.reads(like: before) else { break }
            }
        }
        for index in queue.indices where index == place || index > place && queue[index].shares(entry) {
            queue[index].seed = seed
            queue[index].isRenewed = true
        }
    }

    private static let renewals: UInt64 = 16

    /// Grades an answer and puts it on disk; an unreadable one stays up and counts for nothing.
    package func answer(_ text: String) async throws -> Verdict? {
        guard let question = try await current() else { return nil }
        let report = try await desk.grade(question, answer: text)
        guard report.status != .error, report.status != .unanswered else {
            return Verdict(question: question, report: report, progress: nil)
        }
        return try await record(question, report, text)
    }

    /// Counts as not known, and goes on.
    package func skip() async throws -> Verdict? {
        guard let question = try await current() else { return nil }
        skipped += 1
        return try await record(question, question.unanswered, "")
    }

    private func record(
        _ question: PresentedQuestion, _ report: ExerciseReport, _ text: String
    ) async throws -> Verdict {
        let now = clock()
        // A negative time means that the clock was set back.
        let seconds = shownAt.map { now.timeIntervalSince($0) }.flatMap { $0 >= 0 ? $0 : nil }
        let event = AnswerEvent(
            item: question.item.key, topic: question.item.topic, seed: question.seed, answeredAt: now,
            seconds: seconds, hints: hintsShown, earned: report.earned, points: report.points, given: text,
            source: .quiz, session: id)
        let progress = try store.record(event)
        var retryAt: Int?
        if !event.isRight, !queue[position].isRetry {
            let place = min(queue.count, position + 1 + QuizSession.retryDistance)
            queue.insert(Entry(item: question.item, seed: question.seed &+ 1, isRetry: true), at: place)
            retryAt = place
        }
        given.append((event, position, retryAt))
        move(to: position + 1)
        return Verdict(question: question, report: report, progress: progress, event: event.id)
    }

    /// One hint more of the question that is up; nil when there is none left.
    package func hint() async throws -> (number: Int, question: PresentedQuestion)? {
        guard let question = try await current(), hintsShown < question.source.hints.count else { return nil }
        hintsShown += 1
        return (hintsShown, question)
    }

    /// Marks the question that is up, or unmarks it, for looking at it again.
    package func flag() -> Bool {
        position < queue.count && toggleFlag(queue[position].item.key)
    }

    /// Does the same with the question that was answered last.
    package func flagAnswered() -> Bool {
        given.last.map { toggleFlag($0.event.item) } ?? false
    }

    private func toggleFlag(_ key: ItemKey) -> Bool {
        if flagged.remove(key) != nil { return false }
        flagged.insert(key)
        return true
    }

    /// Whether the question that is up is there again because it was answered wrong.
    package var isRetry: Bool { queue.indices.contains(position) && queue[position].isRetry }

    /// Takes the last answer back; its question is up again.
    package func undo() throws -> Bool {
        guard let last = given.last else { return false }
        try store.retract(last.event.id)
        given.removeLast()
        if let retryAt = last.retryAt, queue.indices.contains(retryAt) { queue.remove(at: retryAt) }
        if last.event.given.isEmpty { skipped = max(0, skipped - 1) }
        move(to: last.position)
        return true
    }

    private func move(to position: Int) {
        self.position = position
        shownAt = nil
        hintsShown = 0
    }

    /// How it went.
    package func summary(_ catalogue: Catalogue) -> QuizSummary {
        QuizSummary(
            events: given.map(\.event), flagged: flagged, skipped: skipped, asked: position, planned: queue.count,
            catalogue: catalogue)
    }
}
