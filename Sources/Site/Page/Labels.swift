import Chapters
import Grading

/// The page's own words.
enum Labels {
    static let skip = LocalizedText(ja: "本文へ移動", en: "Skip to the text")
    static let contents = LocalizedText(ja: "目次", en: "Contents")
    static let footnotes = LocalizedText(ja: "脚注", en: "Footnotes")
    static let backToText = LocalizedText(ja: "本文に戻る", en: "Back to the text")
    static let permalink = LocalizedText(ja: "この見出しへのリンク", en: "Link to this heading")
    static let note = LocalizedText(ja: "メモ", en: "Note")
    static let alert = LocalizedText(ja: "注意", en: "Warning")
    static let listing = LocalizedText(ja: "コード", en: "Code")
    static let table = LocalizedText(ja: "表", en: "Table")
    static let formula = LocalizedText(ja: "数式", en: "Formula")
    static let output = LocalizedText(ja: "出力", en: "Output")
    static let cell = LocalizedText(ja: "実行例", en: "Example")
    static let previousStep = LocalizedText(ja: "◀ 前へ", en: "◀ Previous")
    static let nextStep = LocalizedText(ja: "次へ ▶", en: "Next ▶")
    static let howToStep = LocalizedText(
        ja: "← → キー、Home / End、スワイプでも動きます", en: "Also by ← → keys, Home / End, or a swipe")
    static let showCode = LocalizedText(ja: "コードを表示", en: "Show the code")
    static let picture = LocalizedText(ja: "画像", en: "Image")
    static let externalPicture = LocalizedText(ja: "外部の画像", en: "External image")
    static let missingPicture = LocalizedText(ja: "表示できない画像", en: "Image not available")
    static let badFormula = LocalizedText(ja: "数式の誤り", en: "Error in the formula")
    static let noValue = LocalizedText(ja: "値を計算できませんでした", en: "The value could not be computed")
    static let done = LocalizedText(ja: "完了", en: "Done")
    static let notDone = LocalizedText(ja: "未完了", en: "Not done")
    static let mermaid = LocalizedText(ja: "図の定義（Mermaid）", en: "Source of a diagram (Mermaid)")
    static let removed = LocalizedText(ja: "削除", en: "Removed")
    static let added = LocalizedText(ja: "追加", en: "Added")

    static let exercise = LocalizedText(ja: "問題", en: "Exercise")
    static let exerciseSet = LocalizedText(ja: "連問", en: "Linked set")
    static let options = LocalizedText(ja: "選択肢", en: "Options")
    static let chooseOne = LocalizedText(ja: "1 つ選んでください。", en: "Choose one.")
    static let chooseSeveral = LocalizedText(ja: "当てはまるものをすべて選んでください。", en: "Choose all that apply.")
    static let hint = LocalizedText(ja: "ヒント", en: "Hint")
    static let explanation = LocalizedText(ja: "解答と解説", en: "Answer and explanation")
    static let correctOptions = LocalizedText(ja: "正解", en: "Correct")
    static let starter = LocalizedText(ja: "書き始めのコード", en: "Starter")
    static let checks = LocalizedText(ja: "確認すること", en: "What is checked")
    static let blank = LocalizedText(ja: "空欄", en: "Blank")
    static let given = LocalizedText(ja: "あなたの解答", en: "Your answer")
    static let result = LocalizedText(ja: "採点結果", en: "Result")
    static let answerHere = LocalizedText(ja: "解答するファイル", en: "Answer in")

    static func points(_ points: Int) -> LocalizedText {
        LocalizedText(ja: "\(points) 点", en: points == 1 ? "1 point" : "\(points) points")
    }
    static func score(_ earned: Int, of points: Int) -> LocalizedText {
        LocalizedText(ja: "\(earned) / \(points) 点", en: "\(earned) / \(points) points")
    }
    static func totalScore(_ earned: Int, of points: Int) -> LocalizedText {
        LocalizedText(ja: "得点 \(earned) / \(points)", en: "score \(earned) / \(points)")
    }
    static func level(_ level: Int) -> LocalizedText {
        LocalizedText(ja: "レベル \(level)", en: "Level \(level)")
    }
    static func examples(_ passed: Int, of count: Int) -> LocalizedText {
        LocalizedText(ja: "実行例 \(passed) / \(count) 成功", en: "\(passed) of \(count) examples passed")
    }
    static func exercises(_ answered: Int, of count: Int) -> LocalizedText {
        LocalizedText(ja: "問題 \(answered) / \(count) 解答済み", en: "\(answered) of \(count) exercises answered")
    }

    static func status(_ status: ExampleReport.Status) -> LocalizedText {
        switch status {
        case .passed: LocalizedText(ja: "成功", en: "passed")
        case .failed: LocalizedText(ja: "失敗", en: "failed")
        case .mismatch: LocalizedText(ja: "出力の不一致", en: "output differs")
        case .crashed: LocalizedText(ja: "異常終了", en: "crashed")
        case .timeout: LocalizedText(ja: "時間切れ", en: "timed out")
        case .skipped: LocalizedText(ja: "未実行", en: "not run")
        }
    }

    static func status(_ status: ExerciseReport.Status) -> LocalizedText {
        switch status {
        case .correct: LocalizedText(ja: "正解", en: "correct")
        case .partial: LocalizedText(ja: "部分点", en: "partly correct")
        case .incorrect: LocalizedText(ja: "不正解", en: "incorrect")
        case .unanswered: LocalizedText(ja: "未解答", en: "unanswered")
        case .error: LocalizedText(ja: "採点エラー", en: "error")
        }
    }

    static func expectation(_ expectation: Cell.Expectation) -> LocalizedText? {
        switch expectation {
        case .runs: nil
        case .compilesOnly: LocalizedText(ja: "実行しない例", en: "not executed")
        case .traps: LocalizedText(ja: "実行時エラーになる例", en: "traps on purpose")
        case .failsToCompile: LocalizedText(ja: "コンパイルエラーになる例", en: "does not compile on purpose")
        }
    }
}
