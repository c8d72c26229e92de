import Chapters

/// What one check found about an answer.
package enum CheckOutcome: Sendable, Hashable, Codable {
    case passed
    case failed(CheckFailure)
    /// The answer trapped; the place is in the learner's own file when it could be found.
    case crashed(message: String, line: Int?, column: Int?)
    case timedOut
    /// An earlier check timed out.
    case notRun
}

/// The first expectation that did not hold.
package struct CheckFailure: Sendable, Hashable, Codable {
    package enum Kind: Sendable, Hashable, Codable {
        case condition
        case value(expected: String, actual: String)
        case shape(expected: String, actual: String)
        /// `count` elements of `total` differ, this one first.
        case element(expected: String, actual: String, index: String, count: String, total: String, shape: String)
        case error(String)
        /// The check has no `expect`: the author's mistake.
        case nothingExpected
        /// The results did not come in the order in which the checks send them.
        case tampered
    }

    package var label: String
    /// What the case was called with, where the author shows it; empty otherwise.
    package var input: String
    package var kind: Kind

    package init(_ kind: Kind, label: String = "", input: String = "") {
        self.label = label
        self.input = input
        self.kind = kind
    }

    /// Reads what `Notebook.expect` sends: label, input, kind, then the kind's fields, between unit separators.
    init(payload: String) {
        let fields = payload.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        label = fields.first ?? ""
        input = fields.count > 1 ? fields[1] : ""
        switch (fields.count > 2 ? fields[2] : "", fields.count) {
        case ("value", 5): kind = .value(expected: fields[3], actual: fields[4])
        case ("shape", 5): kind = .shape(expected: fields[3], actual: fields[4])
        case ("element", 9):
            kind = .element(
                expected: fields[3], actual: fields[4], index: fields[5], count: fields[6], total: fields[7],
                shape: fields[8])
        case ("error", 4...): kind = .error(fields.dropFirst(3).joined(separator: " "))
        default: kind = .condition
        }
    }

    var text: LocalizedText {
        let name = label.isEmpty ? "" : "\(label): "
        let what = kind.text
        let whole = LocalizedText(ja: "\(name)\(what.ja)", en: "\(name)\(what.en)")
        guard !input.isEmpty else { return whole }
        // A short input stays on the line, a matrix gets lines of its own.
        let gap = input.contains("\n") ? "\n" : " "
        return LocalizedText(
            ja: "\(whole.ja)\n  入力:\(gap)\(input)", en: "\(whole.en)\n  input:\(gap)\(input)")
    }
}

extension CheckFailure.Kind {
    fileprivate var text: LocalizedText {
        switch self {
        case .condition:
            LocalizedText(ja: "成り立ちません", en: "does not hold")
        case .value(let expected, let actual):
            LocalizedText(
                ja: "期待した値は \(expected)、あなたの値は \(actual) です", en: "expected \(expected), yours is \(actual)")
        case .shape(let expected, let actual):
            LocalizedText(
                ja: "形状が違います。期待した形状は \(expected)、あなたの形状は \(actual) です",
                en: "the shape differs; expected \(expected), yours is \(actual)")
        case .element(let expected, let actual, let index, let count, let total, let shape):
            LocalizedText(
                ja:
                    "最初の違いは添字 \(index) です。期待した値は \(expected)、あなたの値は \(actual) です（形状 \(shape)、\(total) 個中 \(count) 個が違います）",
                en:
                    "the first difference is at index \(index); expected \(expected), yours is \(actual) (shape \(shape), \(count) of \(total) differ)"
            )
        case .error(let message):
            LocalizedText(ja: "エラー \(message)", en: "error \(message)")
        case .nothingExpected:
            LocalizedText(ja: "このチェックは何も確かめていません（章の誤りです）", en: "this check expects nothing (a mistake in the chapter)")
        case .tampered:
            LocalizedText(
                ja: "採点の結果が書き換えられようとしました。関数の値だけで答えてください",
                en: "something tried to change the result of the checks; answer with the function's value alone")
        }
    }
}

/// What became of an answer in code.
package enum CodeOutcome: Sendable, Hashable, Codable {
    case doesNotCompile(line: Int, column: Int, message: String)
    /// It can't be made a program, and the compiler names no place (a linker's complaint, a compiler that dies).
    case cannotBeBuilt
    /// The answer compiles, but the checks can't call it: names, labels or types have changed.
    case doesNotFit
    /// One for each check.
    case checked([CheckOutcome])
}
