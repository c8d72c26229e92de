import Chapters

/// The words of a site's own pages.
enum SiteLabels {
    static let site = LocalizedText(ja: "サイト", en: "Site")
    static let chapters = LocalizedText(ja: "章", en: "Chapters")
    static let syllabus = LocalizedText(ja: "シラバス", en: "Syllabus")
    static let glossary = LocalizedText(ja: "用語集", en: "Glossary")
    static let search = LocalizedText(ja: "検索", en: "Search")
    static let exam = LocalizedText(ja: "模擬試験", en: "Practice exam")
    static let examLead = LocalizedText(
        ja: "すべての章の問題から作る模擬試験です。終わるまで正誤は表示しません。途中で閉じても続きから再開できます。",
        en: "A mock exam from all chapters. Nothing is judged before its end; close it and go on later.")
    static let examNeedsScript = LocalizedText(
        ja: "このページで受けるには JavaScript を有効にしてください。ターミナルでは次のように受けられます:",
        en: "To sit it on this page, turn on JavaScript. In a terminal:")
    static let examCount = LocalizedText(ja: "問題数", en: "Questions")
    static let examMinutes = LocalizedText(ja: "制限時間（分）", en: "Minutes")
    static let examNumber = LocalizedText(ja: "試験の番号（空なら新しい試験）", en: "Exam number (empty: a new one)")
    static let examStart = LocalizedText(ja: "試験を始める", en: "Start")
    static let theme = LocalizedText(ja: "明暗を切り替える", en: "Switch light and dark")
    static let madeWith = LocalizedText(ja: "studykit で作成しました。", en: "Made with studykit.")
    static let breadcrumbs = LocalizedText(ja: "現在地", en: "You are here")
    static let neighbours = LocalizedText(ja: "前後の章", en: "Neighbouring chapters")
    static let course = LocalizedText(ja: "章の一覧", en: "Chapters of this site")
    static let allChapters = LocalizedText(ja: "すべての章", en: "All chapters")
    static let previous = LocalizedText(ja: "前の章", en: "Previous chapter")
    static let next = LocalizedText(ja: "次の章", en: "Next chapter")
    static let homeTitle = LocalizedText(ja: "動かして学ぶ CNN", en: "CNNs, learned by running them")
    static let homeSummary = LocalizedText(
        ja: "E資格の CNN 分野を、実行できるノートと演習で学びます。", en: "Executed notes and exercises for the CNN part of the E資格 exam.")
    static let executed = LocalizedText(ja: "最終実行", en: "Last executed")
    static let needsScript = LocalizedText(
        ja: "このページで解答するには JavaScript を有効にしてください。ターミナルでは次のように解答できます:",
        en: "To answer on this page, turn on JavaScript. In a terminal:")
    static let answerInTerminal = LocalizedText(
        ja: "コードはターミナルで採点します。次のファイルに書いて、実行してください:",
        en: "Code is graded in the terminal. Write it into this file, then run:")
    static let check = LocalizedText(ja: "答え合わせ", en: "Check")
    static let anotherDraw = LocalizedText(ja: "別の数値で解く", en: "Other numbers")
    static let again = LocalizedText(ja: "もう一度", en: "Again")
    static let yourAnswer = LocalizedText(ja: "答え", en: "Answer")
    static let history = LocalizedText(ja: "学習の記録", en: "Your history")
    static let explanation = LocalizedText(ja: "解説", en: "Explanation")
    static let reading = LocalizedText(ja: "読み", en: "Reading")
    static let rows = LocalizedText(ja: "五十音", en: "By first letter")
    static let term = LocalizedText(ja: "用語", en: "Term")
    static let english = LocalizedText(ja: "英語", en: "English")
    static let chapter = LocalizedText(ja: "章", en: "Chapter")
    static let topic = LocalizedText(ja: "トピック", en: "Topic")
    static let keywords = LocalizedText(ja: "シラバスの語", en: "Keywords")
    static let keyword = LocalizedText(ja: "語", en: "Keyword")
    static let curriculumRows = LocalizedText(ja: "学習項目", en: "Rows of the curriculum")
    static let circulatingErrors = LocalizedText(ja: "出回っている誤り", en: "Errors that circulate")
    static let circulatingError = LocalizedText(ja: "誤り", en: "Error")
    static let number = LocalizedText(ja: "番号", en: "Number")
    static let explainedIn = LocalizedText(ja: "説明する節", en: "Explained in")
    static let exercises = LocalizedText(ja: "演習", en: "Exercises")
    static let syllabusLead = LocalizedText(
        ja: "出題範囲の語ごとに、説明する節と、問う演習をまとめました。数はすべて章の本文から数えたものです。",
        en:
            "For each keyword of the syllabus, the sections that explain it and the exercises that drill it. Every number is counted."
    )
    static let glossaryLead = LocalizedText(
        ja: "用語の読みと英語、説明する節の一覧です。", en: "Terms with their reading, their English and the section that explains them.")
    static let query = LocalizedText(ja: "探す言葉", en: "Search for")
    static let searchLead = LocalizedText(
        ja: "章の本文と用語を、日本語でも英語でも検索できます。", en: "Finds sections of the chapters and terms, in Japanese and in English.")
    static let searchNeedsScript = LocalizedText(
        ja: "検索には JavaScript が必要です。用語集からも探せます。", en: "The search needs JavaScript; the glossary does not.")

    static func exerciseCount(_ count: Int) -> LocalizedText {
        LocalizedText(ja: "問題 \(count)", en: "\(count) exercises")
    }

    static func more(_ count: Int) -> LocalizedText {
        LocalizedText(ja: "ほか \(count) 問", en: "\(count) more")
    }

    static func minutes(_ minutes: Int) -> LocalizedText {
        LocalizedText(ja: "読了目安 \(minutes) 分", en: "\(minutes) min read")
    }
    static func counts(examples: Int, exercises: Int) -> LocalizedText {
        LocalizedText(ja: "実行例 \(examples)・問題 \(exercises)", en: "\(examples) examples, \(exercises) exercises")
    }
}
