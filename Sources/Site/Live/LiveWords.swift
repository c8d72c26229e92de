import Chapters
import Foundation
import Grading

/// What the script says; the same words as the terminal's.
enum LiveWords {
    /// What a page with exercises loads before its own script.
    static func scripts(_ language: Language) -> [String] {
        [name(language), "assets/study.js"]
    }

    static func name(_ language: Language) -> String { "assets/words.\(language.rawValue).js" }

    /// The words as a script, since a page may not have one in its text.
    static func script(_ language: Language) -> String { "window.studykitWords=\(json(all(language)));\n" }

    static func json(_ words: [String: String]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(words)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    static func all(_ language: Language) -> [String: String] {
        let texts: [String: LocalizedText] = [
            "correct": LocalizedText(ja: "正解です。", en: "Correct."),
            "incorrect": LocalizedText(ja: "不正解です。", en: "Not correct."),
            "missing": LocalizedText(ja: "選んでいない正解があります。", en: "There are right ones that you have not chosen."),
            "answer": LocalizedText(
                ja: "正しい答えは {answer}、あなたの答えは {given} です。", en: "The answer is {answer}, yours is {given}."),
            "right": LocalizedText(ja: "正しい計算: {right}", en: "The right calculation: {right}"),
            "wrongCalculation": LocalizedText(ja: "あなたの計算: {wrong}", en: "Your calculation: {wrong}"),
            "rightCalculation": LocalizedText(ja: "正しい計算　: {right}", en: "The right one:    {right}"),
            "blanks": LocalizedText(
                ja: "空欄 {blanks} が違います（{count} 個中 {right} 個正解）。", en: "Wrong in {blanks} ({right} of {count} right)."),
            "unreadable": LocalizedText(
                ja: "「{given}」を答えとして読めません。13、2.25、9/4、(8, 27) のように書いてください（不正解にはしていません）。",
                en:
                    "“{given}” can't be read as an answer: write it like 13, 2.25, 9/4 or (8, 27). It is not counted as wrong."
            ),
            "percent": LocalizedText(
                ja: "「{given}」を答えとして読めません。25% のように、% をつけて書いてください（不正解にはしていません）。",
                en:
                    "“{given}” can't be read as an answer: write it with its sign, like 25%. It is not counted as wrong."
            ),
            "choose": LocalizedText(ja: "選択肢を選んでください。", en: "Choose an option first."),
            "explanation": SiteLabels.explanation, "again": SiteLabels.again, "anotherDraw": SiteLabels.anotherDraw,
            "answered": LocalizedText(
                ja: "解答 {answers} 回、正解 {right} 回", en: "{answers} answers, {right} right"),
            "export": LocalizedText(ja: "記録を書き出す", en: "Export"),
            "import": LocalizedText(ja: "記録を読み込む", en: "Import"),
            "imported": LocalizedText(ja: "{count} 件を読み込みました。", en: "Read {count} answers."),
            "notImported": LocalizedText(
                ja: "studykit の記録として読めないファイルです。", en: "This file is no history of studykit's."),
            "notKept": LocalizedText(
                ja: "このブラウザには記録を保存できません。", en: "This browser keeps no history here."),
            "history": SiteLabels.history,
            "notLoaded": LocalizedText(
                ja: "問題のデータを読み込めませんでした。もう一度お試しください。", en: "The exercise's data could not be loaded. Try again."),
        ]
        return texts.mapValues { $0(language) }
    }
}
