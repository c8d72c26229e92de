/// Why it matters what the parser finds: one answer a code, since its consequence is the same wherever it stands.
///
/// Rules for authors say it themselves, for it may depend on what they have found.
enum Consequences {
    static let byCode: [String: LocalizedText] = [
        "cell-duplicate-id": LocalizedText(
            ja: "報告とリンクがどちらのセルを指すか決まりません。", en: "Reports and links can't tell the two apart."),
        "cell-option-unknown": LocalizedText(ja: "この語は無視されます。", en: "The word is ignored."),
        "cell-timeout-invalid": LocalizedText(ja: "セルの制限時間が決まりません。", en: "The cell has no limit."),
        "choice-no-key": LocalizedText(ja: "どの選択肢を選んでも正解になりません。", en: "No choice can be right."),
        "comment-lines": LocalizedText(ja: "Zenn では文字として表示されます。", en: "Zenn shows it as text."),
        "container-colons": LocalizedText(
            ja: "Zenn は中を閉じる行で外を閉じます。", en: "Zenn closes the outer one where the inner one ends."),
        "container-option-unknown": LocalizedText(ja: "この語は無視されます。", en: "The word is ignored."),
        "container-outside-exercise": LocalizedText(
            ja: "演習の部品は、演習の外では意味を持ちません。", en: "A part of an exercise means nothing outside of one."),
        "container-stray-end": LocalizedText(ja: "Zenn では ::: がそのまま表示されます。", en: "Zenn shows the ::: as text."),
        "container-title-missing": LocalizedText(
            ja: "Zenn では折りたたみにならず、::: がそのまま表示されます。", en: "Zenn does not fold it and shows the ::: as text."),
        "container-unclosed": LocalizedText(ja: "ここから後のすべてがその中に入ります。", en: "Everything below belongs to it."),
        "container-unknown": LocalizedText(ja: "Zenn では ::: がそのまま表示されます。", en: "Zenn shows the ::: as text."),
        "damaged-encoding": LocalizedText(ja: "失われた文字は、誰にも読めません。", en: "Nobody can read what was lost."),
        "empty-file": LocalizedText(ja: "読むものがありません。", en: "There is nothing to read."),
        "encoding-utf16": LocalizedText(
            ja: "Zenn も Git もこの文字コードを読めません。", en: "Neither Zenn nor Git reads this encoding."),
        "binary-file": LocalizedText(ja: "テキストでないものは章になりません。", en: "What is no text is no chapter."),
        "invalid-utf8": LocalizedText(ja: "その文字は正しく表示できません。", en: "The characters can't be shown."),
        "file-too-large": LocalizedText(ja: "一つのページとして読める長さを超えています。", en: "Nobody can read that as one page."),
        "exercise-attribute": LocalizedText(ja: "既定の値が使われます。", en: "The default is used instead."),
        "exercise-attribute-unknown": LocalizedText(ja: "この属性は無視されます。", en: "The attribute is ignored."),
        "exercise-duplicate-id": LocalizedText(
            ja: "解答がどちらのものか決まりません。", en: "An answer can't tell which of them it belongs to."),
        "exercise-id": LocalizedText(
            ja: "解答と履歴は id で演習を見分けます。", en: "Answers and history know an exercise by its id."),
        "exercise-incomplete": LocalizedText(
            ja: "採点できないので、演習はページに出ません。", en: "It can't be graded and is left out of the page."),
        "exercise-kind": LocalizedText(
            ja: "採点できないので、演習はページに出ません。", en: "It can't be graded and is left out of the page."),
        "exercise-role-unknown": LocalizedText(
            ja: "このフェンスは演習の一部になりません。", en: "The fence is no part of the exercise."),
        "fill-invalid": LocalizedText(ja: "穴埋めとして採点できません。", en: "It can't be graded as a fill."),
        "front-matter-invalid": LocalizedText(ja: "題名も公開の設定も読み取れません。", en: "Neither title nor settings can be read."),
        "front-matter-type": LocalizedText(ja: "この項目は無視されます。", en: "The entry is ignored."),
        "front-matter-unclosed": LocalizedText(ja: "設定が本文として表示されます。", en: "The settings are shown as text."),
        "include-missing": LocalizedText(ja: "フェンスは書かれたままになります。", en: "The fence stays as it is written."),
        "include-refused": LocalizedText(
            ja: "章のフォルダの外のファイルは、章と一緒に配布されません。", en: "Files outside of the chapter's folder don't travel with it."),
        "label-duplicate": LocalizedText(ja: "参照がどちらを指すか決まりません。", en: "References can't tell the two apart."),
        "label-kind": LocalizedText(ja: "番号が付かず、参照できません。", en: "It gets no number and can't be referred to."),
        "label-misplaced": LocalizedText(ja: "番号が付かず、参照できません。", en: "It gets no number and can't be referred to."),
        "math-unclosed": LocalizedText(ja: "$$ から後がそのままの文字で表示されます。", en: "What follows is shown as text."),
        "nesting-too-deep": LocalizedText(ja: "それより深いものは表示されません。", en: "What is deeper is not shown."),
        "output-without-cell": LocalizedText(ja: "どの実行例とも比べられません。", en: "It is compared with nothing."),
        "private-use-character": LocalizedText(
            ja: "フォントによって違う形になるか、何も表示されません。", en: "It looks different in every font, or like nothing."),
        "set-cell": LocalizedText(ja: "このセルは実行されません。", en: "The cell is not run."),
        "set-empty": LocalizedText(ja: "連問として出題できません。", en: "There is nothing to ask."),
        "set-nested": LocalizedText(ja: "内側の連問は出題されません。", en: "The inner set is never asked."),
        "table-too-large": LocalizedText(ja: "ブラウザが表示できない大きさです。", en: "No browser can show it."),
    ]
}

extension Diagnostic {
    /// The same, with why it matters.
    var explained: Diagnostic {
        guard why == nil, let consequence = Consequences.byCode[code] else { return self }
        var result = self
        result.why = consequence
        return result
    }
}
