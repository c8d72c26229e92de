import Chapters

/// What the practice exam's script says.
enum ExamWords {
    static func name(_ language: Language) -> String { "assets/exam-words.\(language.rawValue).js" }

    /// Added to those that every page with exercises has.
    static func script(_ language: Language) -> String {
        "Object.assign(window.studykitWords,\(LiveWords.json(all(language))));\n"
    }

    static func all(_ language: Language) -> [String: String] {
        let texts: [String: LocalizedText] = [
            "examPool": LocalizedText(
                ja: "{chapters} 章の {count} 問から出題します。", en: "Drawn from {count} questions of {chapters} chapters."),
            "examLoading": LocalizedText(ja: "問題を準備しています…", en: "Preparing the questions…"),
            "examQuestion": LocalizedText(ja: "問 {number} / {count}", en: "Question {number} of {count}"),
            "examLeft": LocalizedText(ja: "残り {time}", en: "{time} left"),
            "examLeftSoon": LocalizedText(ja: "残り時間は {minutes} 分です。", en: "{minutes} minutes left."),
            "examOver": LocalizedText(ja: "時間切れです。採点しました。", en: "Time is up. The exam was graded."),
            "examAhead": LocalizedText(ja: "目安より {count} 問早い", en: "{count} questions ahead"),
            "examBehind": LocalizedText(ja: "目安より {count} 問遅れ", en: "{count} questions behind"),
            "examOnPace": LocalizedText(ja: "目安どおり", en: "on pace"),
            "examAnswered": LocalizedText(ja: "解答済み {answered} / {count}", en: "{answered} of {count} answered"),
            "examPrevious": LocalizedText(ja: "前の問題", en: "Previous"),
            "examNext": LocalizedText(ja: "次の問題", en: "Next"),
            "examSkip": LocalizedText(ja: "とばす", en: "Skip"),
            "examFlag": LocalizedText(ja: "あとで見直す", en: "Come back to it"),
            "examClear": LocalizedText(ja: "解答を取り消す", en: "Clear the answer"),
            "examOverview": LocalizedText(ja: "問題の一覧", en: "All questions"),
            "examStateAnswered": LocalizedText(ja: "解答済み", en: "answered"),
            "examStateOpen": LocalizedText(ja: "未解答", en: "unanswered"),
            "examStateFlagged": LocalizedText(ja: "見直す", en: "flagged"),
            "examFinish": LocalizedText(ja: "終了して採点", en: "Finish and grade"),
            "examSure": LocalizedText(ja: "試験を終了しますか", en: "Finish the exam?"),
            "examUnanswered": LocalizedText(ja: "未解答の問題が {count} 問あります:", en: "{count} questions are unanswered:"),
            "examFlagged": LocalizedText(ja: "見直す印のある問題が {count} 問あります:", en: "{count} questions are flagged:"),
            "examNothingOpen": LocalizedText(ja: "すべての問題に解答しました。", en: "Every question is answered."),
            "examBack": LocalizedText(ja: "試験に戻る", en: "Back to the exam"),
            "examResume": LocalizedText(ja: "途中の試験を続ける", en: "Go on with the exam"),
            "examDiscard": LocalizedText(ja: "途中の試験を捨てる", en: "Drop the exam"),
            "examUnfinished": LocalizedText(
                ja: "途中の試験があります（{count} 問、残り {time}）。",
                en: "There is an unfinished exam ({count} questions, {time} left)."),
            "examResult": LocalizedText(ja: "結果", en: "Result"),
            "examScore": LocalizedText(
                ja: "{points} 点中 {earned} 点（{percent}%）", en: "{earned} of {points} points ({percent}%)"),
            "examUsed": LocalizedText(
                ja: "{count} 問中 {right} 問正解、未解答 {open} 問、所要時間 {time}",
                en: "{right} of {count} right, {open} unanswered, in {time}"),
            "examSeed": LocalizedText(
                ja: "番号 {seed}（同じ番号なら同じ試験になります）", en: "Number {seed}: the same number gives the same exam."),
            "examByTopic": LocalizedText(ja: "トピック別（苦手な順）", en: "By topic, the weakest first"),
            "examTopic": SiteLabels.topic,
            "examPoints": LocalizedText(ja: "得点", en: "Points"),
            "examRead": LocalizedText(ja: "読み直す節", en: "Sections to read"),
            "examReview": LocalizedText(ja: "問題の見直し", en: "Review"),
            "examOnlyWrong": LocalizedText(ja: "間違えた問題だけを表示", en: "Show wrong ones only"),
            "examRight": LocalizedText(ja: "正解", en: "right"),
            "examWrong": LocalizedText(ja: "不正解", en: "wrong"),
            "examYours": LocalizedText(ja: "あなたの解答: {given}", en: "Your answer: {given}"),
            "examKey": LocalizedText(ja: "正しい解答: {key}", en: "The right answer: {key}"),
            "examSection": LocalizedText(ja: "この問題の節: ", en: "Section: "),
            "examNew": LocalizedText(ja: "新しい試験", en: "A new exam"),
            "examAnswer": SiteLabels.yourAnswer,
            "examBlank": Labels.blank,
            "examChooseOne": Labels.chooseOne,
            "examChooseSeveral": Labels.chooseSeveral,
            "examChanged": LocalizedText(
                ja: "サイトが更新されたため、途中の試験の一部の問題がなくなりました。", en: "The site has changed; some questions of the exam are gone."
            ),
        ]
        return texts.mapValues { $0(language) }
    }
}
