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
package enum CheckFailure: Sendable, Hashable, Codable {
    case condition(label: String)
    case value(label: String, expected: String, actual: String)
    case shape(label: String, expected: String, actual: String)
    case element(label: String, expected: String, actual: String, index: String)
    case error(label: String, message: String)
    /// The check has no `expect`: the author's mistake.
    case nothingExpected

    /// Reads what `Notebook.expect` sends: label, kind, then the kind's fields, between unit separators.
    init(payload: String) {
        let fields = payload.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        let label = fields.first ?? ""
        switch (fields.dropFirst().first, fields.count) {
        case ("value", 4): self = .value(label: label, expected: fields[2], actual: fields[3])
        case ("shape", 4): self = .shape(label: label, expected: fields[2], actual: fields[3])
        case ("element", 5):
            self = .element(label: label, expected: fields[2], actual: fields[3], index: fields[4])
        case ("error", 3...): self = .error(label: label, message: fields.dropFirst(2).joined(separator: " "))
        default: self = .condition(label: label)
        }
    }

    var text: LocalizedText {
        switch self {
        case .condition(let label):
            LocalizedText(ja: "\(label): 成り立ちません", en: "\(label): does not hold")
        case .value(let label, let expected, let actual):
            LocalizedText(
                ja: "\(label): 期待した値は \(expected)、あなたの値は \(actual) です",
                en: "\(label): expected \(expected), yours is \(actual)")
        case .shape(let label, let expected, let actual):
            LocalizedText(
                ja: "\(label): 形状が違います。期待した形状は \(expected)、あなたの形状は \(actual) です",
                en: "\(label): the shape differs; expected \(expected), yours is \(actual)")
        case .element(let label, let expected, let actual, let index):
            LocalizedText(
                ja: "\(label): 最初の違いは添字 \(index) です。期待した値は \(expected)、あなたの値は \(actual) です",
                en: "\(label): the first difference is at index \(index); expected \(expected), yours is \(actual)")
        case .error(let label, let message):
            LocalizedText(ja: "\(label): エラー \(message)", en: "\(label): error \(message)")
        case .nothingExpected:
            LocalizedText(ja: "このチェックは何も確かめていません（章の誤りです）", en: "this check expects nothing (a mistake in the chapter)")
        }
    }
}

/// What became of an answer in code.
package enum CodeOutcome: Sendable, Hashable, Codable {
    case doesNotCompile(line: Int, column: Int, message: String)
    /// The answer compiles, but the checks can't call it: names, labels or types have changed.
    case doesNotFit
    /// One for each check.
    case checked([CheckOutcome])
}
