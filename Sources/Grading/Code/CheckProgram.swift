import Chapters
import Runner

/// A learner's file and the checks of its exercise as one program.
///
/// The checks run in order from the one given as argument, so that a check which traps does not take the others
/// with it. Their text stays in here: nothing of it is ever shown.
struct CheckProgram {
    static let answerFile = "answer.swift"
    static let checkFile = "check.md"

    var answer: String
    var checks: [Check]

    /// What the result depends on.
    var identity: [String] { [answer] + checks.map(\.source.code) }

    func generate() -> SwiftProgram {
        var text = "import ConvNet\nimport Notebook\nNotebookRuntime.start()\n"
        text += "let studykitFirstCheck = Int(CommandLine.arguments[1]) ?? 0\n"
        for (index, check) in checks.enumerated() {
            text += "if studykitFirstCheck <= \(index) { NotebookRuntime.check(\(index)) {\n"
            text += SwiftProgram.location(file: CheckProgram.checkFile, line: check.source.firstLine)
            text += check.source.code + "\n" + SwiftProgram.endOfLocation + "} }\n"
        }
        return SwiftProgram(files: [
            .init(name: CheckProgram.answerFile, text: answer), .init(name: "main.swift", text: text),
        ])
    }

    // MARK: - Names that the answer may not take over

    /// Names that the checks use and the answer declares, though the starter does not: such an answer would replace
    /// what it is measured with.
    func takenNames(starter: String) -> [String] {
        let vocabulary = Set(checks.flatMap { CheckProgram.identifiers(in: $0.source.code) })
        let own = CheckProgram.declaredNames(in: starter)
        return CheckProgram.declaredNames(in: answer).subtracting(own).intersection(vocabulary).sorted()
    }

    private static let declarations: Set<String> = [
        "func", "struct", "class", "enum", "actor", "protocol", "typealias", "macro", "extension",
    ]

    /// Words and operators, comments and all: a name too many in the vocabulary only forbids a name too many.
    static func identifiers(in code: String) -> [String] { tokens(code) }

    static func declaredNames(in code: String) -> Set<String> {
        let words = tokens(code)
        var names: Set<String> = []
        for (word, next) in zip(words, words.dropFirst()) where declarations.contains(word) { names.insert(next) }
        return names
    }

    private static func tokens(_ code: String) -> [String] {
        var tokens: [String] = []
        var current = ""
        var isWord = false
        for character in code {
            let belongsToWord = character.isLetter || character.isNumber || character == "_"
            let belongsToOperator = "+-*/%<>=!&|^~?".contains(character)
            if belongsToWord != isWord || !(belongsToWord || belongsToOperator) {
                if !current.isEmpty { tokens.append(current) }
                current = ""
            }
            if belongsToWord || belongsToOperator {
                current.append(character)
                isWord = belongsToWord
            }
        }
        if !current.isEmpty { tokens.append(current) }
        return tokens
    }
}
