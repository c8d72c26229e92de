import Glibc

// What can be wrong with a file as a whole, and with text that should be JSON.

extension DataFileError.Problem {
    static let missingFileCode = "no-such-file"

    static let missingFile = Self(
        missingFileCode, ja: "ファイルがありません", en: "no such file",
        help: .init(ja: "パスを確かめてください。", en: "Check the path"))

    static let isFolder = Self("file-unreadable", ja: "フォルダです", en: "this is a directory, a file is needed")

    static let notRegular = Self("file-unreadable", ja: "通常のファイルではありません", en: "not a regular file")

    static func unreadable(_ reason: Int32) -> Self {
        let text = String(cString: strerror(reason))
        return Self("file-unreadable", ja: "読めません（\(text)）", en: "can't be read: \(text)")
    }

    static func tooLarge(_ count: Int) -> Self {
        let (size, limit) = (count >> 20, FileBytes.maximumCount >> 20)
        return Self(
            "file-too-large", ja: "ファイルが大きすぎます（\(size) MB、上限は \(limit) MB）",
            en: "the file is too large: \(size) MB, the limit is \(limit) MB")
    }

    static let empty = Self("empty-file", ja: "ファイルが空です", en: "the file is empty")

    static let compressed = Self(
        "binary-file", ja: "圧縮されたファイルです", en: "the file is compressed",
        help: .init(ja: "展開してから指定してください。", en: "Unpack it first"))

    static let utf16 = Self(
        "encoding-utf16", ja: "文字コードが UTF-16 です", en: "the file is UTF-16",
        help: .init(ja: "UTF-8 で保存し直してください。", en: "Save it as UTF-8"))

    static func notUTF8(_ byte: UInt8) -> Self {
        let hex = "0x" + String(byte, radix: 16, uppercase: true)
        return Self(
            "invalid-utf8", ja: "UTF-8 ではないバイト \(hex) があります（Latin-1 や Shift_JIS の可能性があります）",
            en: "the byte \(hex) is not UTF-8; perhaps the file is Latin-1 or Shift_JIS",
            help: .init(
                ja: "UTF-8 で保存し直してください（iconv -f LATIN1 -t UTF-8）。", en: "Save it as UTF-8 (iconv -f LATIN1 -t UTF-8)"))
    }

    static let truncated = Self(
        "json-invalid", ja: "JSON が途中で終わっています", en: "the JSON ends too early: the file is cut off",
        help: .init(ja: "ファイルをもう一度書き出すか、取得し直してください。", en: "Write or fetch the file again"))

    static func unexpected(found: String, expected: String) -> Self {
        Self("json-invalid", ja: "\(expected) があるはずのところに \(found) があります", en: "expected \(expected), found \(found)")
    }

    static let nestedTooDeep = Self(
        "json-invalid", ja: "入れ子が深すぎます（上限は \(JSONScanner.maximumDepth)）",
        en: "nested too deeply, the limit is \(JSONScanner.maximumDepth)")

    static func controlCharacter(_ byte: UInt8) -> Self {
        Self(
            "json-invalid", ja: "文字列の中に制御文字（\(byte)）があります",
            en: "a string holds the control character \(byte), which JSON wants escaped")
    }

    static let badEscape = Self("json-invalid", ja: "JSON にないエスケープです", en: "no escape that JSON knows")

    static let badNumber = Self("json-invalid", ja: "JSON の数の書き方ではありません", en: "this is not how JSON writes numbers")

    static let numberTooLarge = Self(
        "data-invalid", ja: "数が大きすぎます", en: "the number is too large for double precision")

    static func notFinite(_ word: String) -> Self {
        Self(
            "data-invalid", ja: "\(word) は JSON の数ではなく、順序も面積もありません",
            en: "\(word) is no number in JSON, and has neither an order nor an area",
            help: .init(ja: "この値を書き出した処理を直してください。", en: "Mend what wrote this value"))
    }

    static func wrongType(_ what: String, mustBe: DataFileError.Text, _ kind: DataFileError.Text) -> Self {
        Self(
            "data-invalid", ja: "\(what) は\(mustBe.ja)でなければなりませんが、\(kind.ja)です",
            en: "\(what) must be \(mustBe.en), but is \(kind.en)")
    }

    static func notWhole(_ what: String, _ number: Double) -> Self {
        Self(
            "data-invalid", ja: "\(what) は整数でなければなりませんが、\(number) です",
            en: "\(what) must be a whole number, but is \(number)")
    }
}
