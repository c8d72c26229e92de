import Testing

@testable import Grading

@Suite("A drawn question as four options")
struct FourChoiceTests {
    private func question(_ answer: AnswerValue, _ mistakes: [AnswerValue], unit: String = "") -> DrawnQuestion {
        DrawnQuestion(
            answer: answer, unit: unit, calculation: "3 + 4",
            mistakes: mistakes.enumerated().map {
                .init(value: $1, misconception: "誤り \($0)", calculation: "3 + \($0)")
            },
            parameters: [])
    }

    @Test(
        "the answer and the first three mistakes, each with its sentence, in an order that the pair of id and seed decides"
    )
    func options() throws {
        let drawn = question(
            .integer(7), [.integer(3), .integer(7), .integer(4), .integer(3), .integer(5), .integer(6)])
        var places: Set<Int> = []
        for seed in 0..<64 as Range<UInt64> {
            let choice = try #require(FourChoice(drawn, id: "a", seed: seed))
            #expect(choice == FourChoice(drawn, id: "a", seed: seed))
            #expect(Set(choice.options.map(\.text)) == ["7", "3", "4", "5"])
            #expect(choice.options.count { $0.isCorrect } == 1 && !choice.options.contains { $0.isFilledIn })
            #expect(choice.options[choice.correctNumber - 1].text == "7")
            places.insert(choice.correctNumber)
        }
        #expect(places == [1, 2, 3, 4])
        let orders = (0..<8).compactMap { FourChoice(drawn, id: "b\($0)", seed: 1)?.options.map(\.text) }
        #expect(Set(orders).count > 1)
    }

    @Test("the order is pinned: exercise id and seed give it on every machine, for ever")
    func pinned() throws {
        let drawn = question(.integer(7), [.integer(1), .integer(2), .integer(3)])
        let orders = try (1...3).map { seed in
            try #require(FourChoice(drawn, id: "out-size", seed: UInt64(seed))).options.map(\.text).joined()
        }
        #expect(orders == FourChoiceTests.pinnedOrders)
    }

    /// Worked out from the definition of SplitMix64 and FNV-1a by Tools/golden/four_choice.py.
    private static let pinnedOrders = ["1237", "2731", "1273"]

    @Test(
        "too few mistakes are filled up by the stated rule: different, of the answer's form, never negative for a count",
        arguments: [
            AnswerValue.integer(0), .integer(7), .integer(-4), .integer(1 << 50), .shape([1]), .shape([8, 27]),
            .decimal(2.25, tolerance: 0.005), .decimal(0, tolerance: 0.01), .percent(25, tolerance: 0.05),
            .percent(100, tolerance: 0.5), .fraction(1, 3, tolerance: 0.005),
            .tensor(shape: [2, 2], values: [1, 2, 3, 4], tolerance: 0.01),
        ])
    func fillIn(answer: AnswerValue) throws {
        let choice = try #require(FourChoice(question(answer, []), id: "a", seed: 1))
        #expect(Set(choice.options.map(\.text)).count == 4)
        #expect(choice.options.count { $0.isFilledIn } == 3)
        if case .integer(let value) = answer, value >= 0 {
            #expect(!choice.options.contains { $0.text.hasPrefix("-") })
        }
        // Numbers beyond what a Double tells apart have no neighbours: no options rather than wrong ones.
        #expect(FourChoice(question(.integer(.max), []), id: "a", seed: 1) == nil)
        let wrong = choice.options.filter { !$0.isCorrect }
        #expect(wrong.allSatisfy { !$0.value.isSame(as: answer) && $0.misconception.isEmpty })
    }

    @Test("two values that read alike are one option")
    func alike() throws {
        let drawn = question(
            .decimal(2.25, tolerance: 1e-9), [.decimal(2.250001, tolerance: 0), .decimal(3, tolerance: 0)])
        let choice = try #require(FourChoice(drawn, id: "a", seed: 1))
        #expect(Set(choice.options.map(\.text)).count == 4)
    }

    @Test("a chosen mistake is explained as a typed one is")
    func feedback() throws {
        let drawn = question(.integer(7), [.integer(3), .integer(4), .integer(5)], unit: "px")
        let choice = try #require(FourChoice(drawn, id: "a", seed: 1))
        let number = try #require(choice.options.firstIndex { $0.text == "4 px" }) + 1
        let text = choice.feedback(for: number, question: drawn).ja
        #expect(text.contains("誤り 1") && text.contains("3 + 1 = 4 px") && text.contains("3 + 4 = 7 px"))
        #expect(choice.feedback(for: choice.correctNumber, question: drawn).ja == "正解です。")
        #expect(choice.feedback(for: 9, question: drawn).ja == "")
    }
}
