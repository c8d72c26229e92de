import Foundation
import Testing

@testable import Quiz

/// Days by the clock on the wall, against Foundation's own calendar.
@Suite("Days as the learner counts them")
struct StudyCalendarTests {
    @Test(
        "an evening and the morning after it are a day apart, in any zone and through every change of the clocks",
        arguments: ["Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "UTC"])
    func days(zone: String) throws {
        let timeZone = try #require(TimeZone(identifier: zone))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let now = Date(timeIntervalSince1970: 1_540_000_000)
        let study = StudyCalendar(now: now, timeZone: timeZone)
        for hours in stride(from: -9000, to: 9000, by: 7) {
            let moment = now.addingTimeInterval(Double(hours) * 3600)
            // Noon has no change of the clocks near it.
            let noons = [now, moment].compactMap { calendar.date(bySettingHour: 12, minute: 0, second: 0, of: $0) }
            try #require(noons.count == 2)
            let expected = (noons[1].timeIntervalSince(noons[0]) / 86_400).rounded()
            #expect(Double(study.day(of: moment)) == expected, "\(hours) hours from then in \(zone)")
        }
    }

    @Test("dates and days are each other's inverse")
    func dates() throws {
        let study = StudyCalendar(
            now: Date(timeIntervalSince1970: 1_700_000_000), timeZone: try #require(TimeZone(identifier: "Asia/Tokyo")))
        for day in [-400, -1, 0, 1, 30, 400] { #expect(study.day(ofDate: study.date(ofDay: day)) == day) }
        #expect(study.date(ofDay: 0) == "2023-11-15")
        for text in ["2027-02-30", "2027-2-3", "morgen", "2027-13-01"] { #expect(study.day(ofDate: text) == nil) }
    }
}
