@testable import Grading
import Testing

@Suite("Answers as people write them")
struct GivenAnswerTests {
    @Test(
        "numbers: any width, any minus sign, separators, fractions, powers, per cent, units",
        arguments: [
            ("13", 13), ("１３", 13), (" 13 ", 13), ("2.25", 2.25), ("２．２５", 2.25), ("+5", 5), ("13.", 13), (".5", 0.5),
            ("-2", -2), ("−2", -2), ("‐2", -2), ("‑2", -2), ("–2", -2), ("—2", -2), ("－2", -2), ("ー2", -2), ("﹣2", -2),
            ("- 2", -2), ("－２", -2),
            ("9/4", 2.25), ("９／４", 2.25), ("9 / 4", 2.25), ("-9/4", -2.25), ("9÷4", 2.25), ("½", 0.5), ("(9/4)", 2.25),
            ("1,234", 1234), ("１，２３４", 1234), ("1,234,567", 1_234_567), ("1 234", 1234), ("1_234", 1234),
            ("1'234", 1234), ("1,234.5", 1234.5), ("-1,234", -1234),
            ("25%", 0.25), ("２５％", 0.25), ("25 %", 0.25), ("25パーセント", 0.25), ("12.5％", 0.125),
            ("1e3", 1000), ("1.5E-3", 0.0015), ("1.2x10^6", 1_200_000), ("1.2×10⁶", 1_200_000), ("2^10", 1024),
            ("2¹⁰", 1024),
            ("10^-3", 0.001), ("13px", 13), ("13 ピクセル", 13), ("13個", 13), ("１３枚", 13), ("2.25 倍", 2.25),
            ("1/3倍", 1.0 / 3),
            ("約 2.25", 2.25), ("≈2.25", 2.25), ("OH = 13", 13), ("(7 + 2 − 3)/2 + 1 = 4", 4), ("13です。", 13),
            ("13。", 13),
        ] as [(String, Double)])
    func numbers(text: String, value: Double) throws {
        let number = try #require(try GivenAnswer.read(text).number)
        #expect(abs(number - value) < 1e-12 * max(1, abs(value)))
    }

    @Test(
        "shapes",
        arguments: [
            ("(8, 16, 3, 3)", [8, 16, 3, 3]), ("8x16x3x3", [8, 16, 3, 3]), ("8×16×3×3", [8, 16, 3, 3]),
            ("8 × 16 × 3 × 3", [8, 16, 3, 3]), ("8X16", [8, 16]), ("８×１６", [8, 16]), ("8*16", [8, 16]),
            ("8＊16", [8, 16]),
            ("[8,16]", [8, 16]), ("{8, 16}", [8, 16]), ("（８，１６）", [8, 16]), ("［8、16］", [8, 16]), ("8, 16", [8, 16]),
            ("8、16", [8, 16]), ("8 16", [8, 16]), ("8　16", [8, 16]), ("(25,)", [25]), ("12,34", [12, 34]),
            ("(1, −2)", [1, -2]), ("(N, C) = (8, 16)", [8, 16]), ("8x16 px", [8, 16]), ("①②", [1, 2]),
        ] as [(String, [Double])])
    func shapes(text: String, value: [Double]) throws {
        #expect(try GivenAnswer.read(text).list == value)
    }

    @Test(
        "tables: nested lists and rows",
        arguments: [
            ("[[1, 2], [3, 4]]", [2, 2], [1, 2, 3, 4]), ("［［１，２］，［３，４］］", [2, 2], [1, 2, 3, 4]),
            ("1 2; 3 4", [2, 2], [1, 2, 3, 4]), ("1, 2\n3, 4\n", [2, 2], [1, 2, 3, 4]),
            ("[1 2]\n[3 4]", [2, 2], [1, 2, 3, 4]),
            ("[[1 2], [3 4]]", [2, 2], [1, 2, 3, 4]), ("((1, 2), (3, 4))", [2, 2], [1, 2, 3, 4]),
            ("1;2;3", [3, 1], [1, 2, 3]),
            ("[[1/2, -1]]", [1, 2], [0.5, -1]), ("[[[1, 2]], [[3, 4]]]", [2, 1, 2], [1, 2, 3, 4]),
        ] as [(String, [Int], [Double])])
    func tables(text: String, shape: [Int], values: [Double]) throws {
        let table = try #require(try GivenAnswer.read(text).table)
        #expect(table.shape == shape && table.values == values)
    }

    @Test(
        "what can't be read says why",
        arguments: [
            ("", .empty), ("　", .empty), ("abc", .noNumber), ("わかりません", .noNumber), ("1/0", .divisionByZero),
            ("5/0.0", .divisionByZero), ("nan", .noNumber), ("inf", .noNumber), ("x10", .form), ("(1, x)", .form),
            ("１２あ５", .form), ("--3", .form), ("1½", nil), ("[[1, 2], [3]]", .ragged), ("1 2; 3", .ragged),
            ("3+4", .form),
            ("0x10", .form), ("1e999", .form), ("10^999", .form), ("[[1, 2], [3, 4]", .form), ("9/4/2", .form),
        ] as [(String, GivenAnswer.Unreadable.Reason?)])
    func unreadable(text: String, reason: GivenAnswer.Unreadable.Reason?) throws {
        guard let reason else {
            // A mixed number is a list of two at best; it must never read as 11/2.
            #expect(try GivenAnswer.read(text).number == nil)
            return
        }
        let error = #expect(throws: GivenAnswer.Unreadable.self) { try GivenAnswer.read(text) }
        #expect(error?.reason == reason)
        #expect(error?.message.ja.contains("不正解にはしていません") == true)
        #expect(error?.message.en.contains("not counted as wrong") == true)
    }

    @Test("very long and deeply nested texts are refused at once")
    func long() {
        #expect(throws: GivenAnswer.Unreadable.self) { try GivenAnswer.read(String(repeating: "%", count: 200_000)) }
        let nested = String(repeating: "[", count: 400) + "1" + String(repeating: "]", count: 400)
        #expect(throws: GivenAnswer.Unreadable.self) { try GivenAnswer.read(nested) }
    }

    @Test(
        "numbers of options",
        arguments: [
            (["2"], [2]), (["２"], [2]), (["1", "3"], [1, 3]), (["1, 3"], [1, 3]), (["1、3"], [1, 3]), (["1と3"], [1, 3]),
            (["①③"], [1, 3]), (["(2)"], [2]), (["2番"], [2]), (["1・3"], [1, 3]), (["[1, 3]"], [1, 3]), (["2.0"], [2]),
            (["あ"], nil), ([""], nil), (["1.5"], nil), (["1e30"], nil), (["2 か 3"], nil),
        ] as [([String], [Int]?)])
    func options(items: [String], numbers: [Int]?) {
        #expect(OptionNumbers.read(items) == numbers)
    }
}
