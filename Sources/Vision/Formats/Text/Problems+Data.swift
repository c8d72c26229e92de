// What can be wrong with data whose text is in order.

extension DataFileError.Problem {
    static func missingKey(_ key: String, in what: DataFileError.Text) -> Self {
        Self("data-invalid", ja: "\(what.ja)に \(key) がありません", en: "\(what.en) has no \(key)")
    }

    static func count(_ what: String, _ found: Int, mustBe: DataFileError.Text) -> Self {
        Self(
            "data-invalid", ja: "\(what) の数は\(mustBe.ja)でなければなりませんが、\(found) 個です",
            en: "\(what) must have \(mustBe.en), but has \(found)")
    }

    static func negative(_ what: String, _ value: Double, help: DataFileError.Text? = nil) -> Self {
        Self(
            "data-invalid", ja: "\(what) は負であってはなりませんが、\(value) です",
            en: "\(what) must not be negative, but is \(value)", help: help)
    }

    static func outOfRange(_ what: String, _ value: String, mustBe range: String) -> Self {
        Self(
            "data-invalid", ja: "\(what) は \(range) でなければなりませんが、\(value) です",
            en: "\(what) must be in \(range), but is \(value)")
    }

    static func unknownImage(_ name: String) -> Self {
        Self(
            "data-reference", ja: "画像 \(name) は正解データにありません", en: "there is no image \(name) in the ground truth",
            help: .init(
                ja: "正解と検出結果が同じデータセットのものか確かめてください。",
                en: "Check that truth and results are of the same data set"))
    }

    static func unknownCategory(_ name: String) -> Self {
        Self(
            "data-reference", ja: "カテゴリ \(name) は正解データにありません",
            en: "there is no category \(name) in the ground truth",
            help: .init(
                ja: "モデルのクラス番号をデータセットのカテゴリ id に直してください。",
                en: "Map the model's class numbers to the data set's category ids"))
    }

    static func duplicate(_ what: DataFileError.Text, _ name: String, firstLine: Int) -> Self {
        Self(
            "data-duplicate", ja: "\(what.ja) \(name) が 2 度出てきます（最初は \(firstLine) 行目）",
            en: "\(what.en) \(name) is there twice, first on line \(firstLine)",
            help: .init(ja: "id は 1 つずつ違う番号にしてください。", en: "Give each its own"))
    }

    static let resultsAreAnObject = Self(
        "data-invalid", ja: "検出結果は配列 [ … ] でなければなりませんが、オブジェクトです",
        en: "results must be an array of detections, but this is an object",
        help: .init(
            ja: "正解ファイルを --results に渡していないか確かめてください。", en: "Perhaps this is the ground truth's file"))

    static let truthIsAnArray = Self(
        "data-invalid", ja: "正解データは images・annotations・categories を持つオブジェクトでなければなりませんが、配列です",
        en: "ground truth must be an object with images, annotations and categories, but this is an array",
        help: .init(
            ja: "検出結果のファイルを --truth に渡していないか確かめてください。", en: "Perhaps this is the file of results"))

    static func imageHasNoSize(_ id: Int) -> Self {
        Self(
            "data-invalid", ja: "画像 \(id) に width と height がないので、マスクを描けません",
            en: "image \(id) has no width and height, which its masks need")
    }

    static func mask(_ error: MaskError) -> Self {
        Self("mask-invalid", ja: error.text.ja, en: error.text.en)
    }

    static func syntax(_ ja: String, _ en: String, help: DataFileError.Text? = nil) -> Self {
        Self("data-invalid", ja: ja, en: en, help: help)
    }

    static func xml(_ text: String) -> Self {
        Self("xml-invalid", ja: "XML として読めません（\(text)）", en: "this is not well-formed XML: \(text)")
    }
}
