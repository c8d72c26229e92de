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
        var text = "import ConvNet\nimport Notebook\nimport Vision\nNotebookRuntime.start()\n"
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
}
