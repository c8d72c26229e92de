import Chapters

/// The interface's own words.
enum Words {
    static let exercise = LocalizedText(ja: "演習", en: "Exercise")
    static let exerciseSet = LocalizedText(ja: "連問", en: "Linked set")
    static let figure = LocalizedText(ja: "図", en: "Figure")
    static let image = LocalizedText(ja: "画像", en: "Image")
    static let footnotes = LocalizedText(ja: "脚注", en: "Footnotes")
    static let output = LocalizedText(ja: "出力", en: "Output")
    static let cached = LocalizedText(ja: "キャッシュ", en: "cached")
    static let feedback = LocalizedText(ja: "講評", en: "Feedback")
    static let explanation = LocalizedText(ja: "解説", en: "Explanation")
    static let yourAnswer = LocalizedText(ja: "あなたの答え", en: "Your answer")
    static let score = LocalizedText(ja: "得点", en: "Score")
    static let examples = LocalizedText(ja: "例", en: "Examples")
    static let exercises = LocalizedText(ja: "演習", en: "Exercises")
    static let nextSteps = LocalizedText(ja: "次にすること", en: "What to do next")
    static let hiddenCell = LocalizedText(ja: "（コードは折りたたまれています）", en: "(code folded away)")
    static let why = LocalizedText(ja: "理由", en: "why")
    static let help = LocalizedText(ja: "対処", en: "help")
    static let region = LocalizedText(ja: "枠", en: "box")
    static let tooDeep = LocalizedText(ja: "（入れ子が深すぎるため省略）", en: "(nested too deeply to show)")

    static func points(_ count: Int) -> LocalizedText {
        LocalizedText(ja: "\(count)点", en: count == 1 ? "1 point" : "\(count) points")
    }

    static func questions(_ count: Int) -> LocalizedText {
        LocalizedText(ja: "\(count)問", en: count == 1 ? "1 question" : "\(count) questions")
    }

    static func earned(_ earned: Int, of points: Int) -> LocalizedText {
        LocalizedText(ja: "\(earned)/\(points)点", en: "\(earned)/\(points) points")
    }

    static func hints(_ count: Int, exercise: String) -> LocalizedText {
        LocalizedText(
            ja: "ヒントが\(count)つあります: studykit hint \(exercise)",
            en: "\(count) hint\(count == 1 ? "" : "s"): studykit hint \(exercise)")
    }

    static func answerIn(_ path: String, key: String) -> LocalizedText {
        LocalizedText(ja: "答えを書く場所: \(path) の \(key)", en: "Write your answer in \(path), under \(key)")
    }

    static func editFile(_ path: String) -> LocalizedText {
        LocalizedText(ja: "編集するファイル: \(path)", en: "Edit this file: \(path)")
    }
}
