import Foundation

/// Days as the learner counts them: by the calendar where they are, relative to today.
///
/// Answers are stored as moments, so a change of the time zone moves no answer; it only moves where days begin.
package struct StudyCalendar: Sendable {
    private let calendar: Calendar
    private let today: Int
    package let now: Date

    package init(now: Date = Date(), timeZone: TimeZone = .current) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.calendar = calendar
        self.now = now
        today = StudyCalendar.number(ofDay: now, timeZone)
    }

    /// 0 for today, −1 for yesterday.
    package func day(of moment: Date) -> Int { StudyCalendar.number(ofDay: moment, calendar.timeZone) - today }

    /// Days since 1970 by the clock on the wall, whose days are not all of 24 hours.
    ///
    /// A calendar would say the same in twenty times as long, which a status of thousands of exercises has to wait for.
    private static func number(ofDay moment: Date, _ timeZone: TimeZone) -> Int {
        let days = ((moment.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: moment))) / 86_400).rounded(
            .down)
        return Int(min(max(days, -1e9), 1e9))
    }

    /// The day of `2027-02-20`, counted from today; nil for what is no such date.
    package func day(ofDate text: String) -> Int? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (2000...2200).contains(year), text.count == 10
        else { return nil }
        let components = DateComponents(year: year, month: month, day: day)
        guard components.isValidDate(in: calendar), let date = calendar.date(from: components) else { return nil }
        return self.day(of: date)
    }

    /// `2027-02-20` for a day counted from today.
    package func date(ofDay day: Int) -> String {
        let date = calendar.date(byAdding: .day, value: day, to: calendar.startOfDay(for: now)) ?? now
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        func padded(_ number: Int?, _ width: Int) -> String {
            let text = "\(number ?? 0)"
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }
}
