import Chapters

/// Why the learner's progress can't be read or written.
package enum ProgressError: Error, Sendable {
    /// No HOME, no XDG_STATE_HOME, no path given.
    case noPlace
    /// The file is from a later studykit.
    case newerVersion(path: String)
    /// The folder or the file can't be written, there is no space left, another program holds the file …
    case unusable(path: String, reason: String)
    /// There is progress, but not a byte of it may be changed.
    case readOnly(path: String)
    /// A file to import is not a history, or is damaged.
    case notAHistory(path: String, reason: String)
    /// Another process sits this mock exam.
    case examIsOpen
    /// It was handed in, elsewhere.
    case examIsOver

    package var message: LocalizedText {
        switch self {
        case .noPlace:
            LocalizedText(
                ja: "学習記録の置き場所がありません（HOME も XDG_STATE_HOME も設定されていません）",
                en: "there is no place for your progress (neither HOME nor XDG_STATE_HOME is set)")
        case .newerVersion(let path):
            LocalizedText(
                ja: "\(path): もっと新しい studykit の学習記録です。何も変更していません",
                en: "\(path): this progress was written by a newer studykit; nothing was changed")
        case .unusable(let path, let reason):
            LocalizedText(
                ja: "\(path): 学習記録を読み書きできません（\(reason)）",
                en: "\(path): your progress can't be read or written (\(reason))")
        case .readOnly(let path):
            LocalizedText(
                ja: "\(path): 学習記録に書き込めません（読み取り専用です）。答えを残せないので、始めていません",
                en: "\(path): your progress is read-only; no answer could be kept, so nothing was begun")
        case .notAHistory(let path, let reason):
            LocalizedText(
                ja: "\(path): 学習履歴として読めません（\(reason)）。何も取り込んでいません",
                en: "\(path): this is no history (\(reason)); nothing was imported")
        case .examIsOpen:
            LocalizedText(
                ja: "この模擬試験は別の画面で受験中です", en: "this mock exam is open in another window")
        case .examIsOver:
            LocalizedText(ja: "この模擬試験は終わっています", en: "this mock exam is over")
        }
    }

    package var help: LocalizedText? {
        switch self {
        case .noPlace:
            LocalizedText(
                ja: "--progress PATH か環境変数 STUDYKIT_PROGRESS で場所を指定してください。",
                en: "Name a place with --progress PATH or the environment variable STUDYKIT_PROGRESS.")
        case .newerVersion:
            LocalizedText(ja: "studykit を更新してください。", en: "Update studykit.")
        case .readOnly:
            LocalizedText(
                ja: "権限を確かめるか、--progress PATH で書き込める場所を指定してください。status、exam --review、history export は使えます。",
                en:
                    "Check permissions, or name another place with --progress PATH. status, exam --review and history export work."
            )
        case .unusable:
            LocalizedText(
                ja: "空き容量と権限を確かめてください。別の場所は --progress PATH で指定できます。",
                en: "Check free space and permissions. --progress PATH names another place.")
        case .examIsOpen:
            LocalizedText(ja: "そちらで続けるか、q で中断してください。", en: "Go on there, or leave it there with q.")
        case .examIsOver:
            LocalizedText(ja: "studykit exam --review で見直せます。", en: "studykit exam --review shows it.")
        case .notAHistory: nil
        }
    }
}
