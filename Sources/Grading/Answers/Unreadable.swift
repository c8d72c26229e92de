import Chapters

extension GivenAnswer {
    /// Why an answer could not be read; it is not counted as wrong.
    package struct Unreadable: Error, Sendable, Hashable {
        package enum Reason: Sendable, Hashable {
            case empty, tooLong, noNumber, form, divisionByZero, ragged
            case percentNotAsked, shareOrPercent
            case unit(String, asked: String)
            case wantsOneNumber, wantsShape, wantsRows
        }

        package var text: String
        package var reason: Reason

        package init(text: String, reason: Reason = .form) {
            self.text = text
            self.reason = reason
        }

        package var message: LocalizedText {
            LocalizedText(
                ja: "「\(text)」を答えとして読めません。\(why.ja)（不正解にはしていません）。",
                en: "“\(text)” can't be read as an answer: \(why.en) It is not counted as wrong.")
        }

        private var why: LocalizedText {
            switch reason {
            case .empty: LocalizedText(ja: "何も書かれていません", en: "there is nothing in it.")
            case .tooLong: LocalizedText(ja: "長すぎます", en: "it is too long.")
            case .noNumber: LocalizedText(ja: "数がありません", en: "there is no number in it.")
            case .form:
                LocalizedText(
                    ja: "13、2.25、9/4、(8, 27) のように書いてください", en: "write it like 13, 2.25, 9/4 or (8, 27).")
            case .divisionByZero: LocalizedText(ja: "0 で割っています", en: "it divides by 0.")
            case .ragged: LocalizedText(ja: "行の長さがそろっていません", en: "its rows differ in length.")
            case .percentNotAsked: LocalizedText(ja: "% で答える問題ではありません", en: "the question does not ask for per cent.")
            case .shareOrPercent:
                LocalizedText(
                    ja: "% で答える問題です。割合なのか % なのかわかるように、25% のように書いてください",
                    en: "the question asks for per cent; write 25% so that it is clear which is meant.")
            case .unit(let unit, let asked):
                asked.isEmpty
                    ? LocalizedText(ja: "単位「\(unit)」は使えません。数だけを書いてください", en: "leave out the unit “\(unit)”.")
                    : LocalizedText(
                        ja: "単位「\(unit)」ではなく「\(asked)」で答えてください", en: "the answer is asked in \(asked), not in \(unit).")
            case .wantsOneNumber: LocalizedText(ja: "数を 1 つだけ書いてください", en: "one number is asked.")
            case .wantsShape:
                LocalizedText(ja: "形は (8, 27) のように、全部の数を書いてください", en: "write all numbers of the shape, like (8, 27).")
            case .wantsRows:
                LocalizedText(
                    ja: "行がわかるように [[1, 2], [3, 4]] または 1 2; 3 4 のように書いてください",
                    en: "write it row by row, like [[1, 2], [3, 4]] or 1 2; 3 4.")
            }
        }
    }
}
