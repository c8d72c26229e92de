import Chapters
import Foundation

/// JSON objects, one a line, between a session and the script or editor that drives it (docs/json-lines.md).
struct LineChannel {
    private let input = TerminalInput()

    func write(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        Console.print(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
    }

    /// The next line as a command; nil at the end of the input.
    ///
    /// What is no command is answered with an `error` line that names the commands there are, and counts for nothing.
    func receive<Command: LineCommand>(
        _ type: Command.Type, onIdle: () throws -> Void = {}
    ) throws -> Command? {
        while let line = try input.line(onIdle: onIdle) {
            if line.allSatisfy(\.isWhitespace) { continue }
            if let command = try? JSONDecoder().decode(type, from: Data(line.utf8)) { return command }
            try complain(
                "1 行に 1 つの JSON オブジェクトを書いてください: \(Command.examples)",
                "expected one JSON object a line: \(Command.examples)")
        }
        return nil
    }

    /// Says that a command asks for nothing.
    func refuse<Command: LineCommand>(_ command: Command) throws {
        try complain(
            "することが書かれていません: \(Command.examples)", "nothing to do in it: \(Command.examples)")
    }

    /// Says that something could not be done; the session goes on.
    func complain(_ ja: String, _ en: String) throws {
        try write(ProblemLine(text: LocalizedText(ja: ja, en: en)(Console.language)))
    }

    private struct ProblemLine: Encodable {
        var type = "error"
        var text: String
    }
}

/// What a driver can ask for in one line.
protocol LineCommand: Decodable {
    /// All there is, as it is written.
    static var examples: String { get }
}

/// An answer as scripts write it: a string, or what `answers.yaml` takes as well (2, 2.25, [1, 3], [[1, 2], [3, 4]]).
struct GivenText: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.text = text
        } else if let number = try? container.decode(Int.self) {
            text = "\(number)"
        } else if let number = try? container.decode(Double.self) {
            text = "\(number)"
        } else {
            text = "[\(try container.decode([GivenText].self).map(\.text).joined(separator: ", "))]"
        }
    }
}
