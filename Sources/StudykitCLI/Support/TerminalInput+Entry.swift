import Foundation
import Terminal

extension TerminalInput {
    /// What somebody does at a prompt: one of `keys` at once while nothing else is typed, or, where `takesText`, a line up to return.
    ///
    /// Letters and digits of a Japanese input method count as the usual ones. A command is shown as it is taken. With no terminal it is
    /// a line in any case. Nil at the end of the input. `onIdle` is told whether the line is still empty.
    func entry(
        keys: String, takesText: Bool, onIdle: (_ isEmpty: Bool) throws -> Void = { _ in }
    ) throws -> String? {
        guard TerminalInput.isTerminal else { return try line { try onIdle(true) }.map(TypedKey.folded) }
        return try withoutLines {
            var typed = ""
            while let key = try character(onIdle: { try onIdle(typed.isEmpty) }) {
                let folded = TypedKey.folded(String(key)).lowercased()
                if typed.isEmpty, !folded.isEmpty, keys.contains(folded) {
                    Console.print(folded + "\n")
                    return folded
                }
                // Ctrl-D.
                if key == "\u{4}", typed.isEmpty { return nil }
                guard takesText else { continue }
                if key.isNewline {
                    Console.print("\n")
                    return typed.trimmingCharacters(in: .whitespaces)
                }
                edit(&typed, key)
            }
            return nil
        }
    }

    /// What a key does to a line, and to how it looks on the screen.
    private func edit(_ line: inout String, _ key: Character) {
        switch key {
        case "\u{7F}", "\u{8}": erase(1, of: &line)
        // Ctrl-U and Ctrl-W, as in any line.
        case "\u{15}": erase(line.count, of: &line)
        case "\u{17}":
            let spaces = line.reversed().prefix { $0 == " " }.count
            erase(spaces + line.dropLast(spaces).reversed().prefix { $0 != " " }.count, of: &line)
        case _ where key.unicodeScalars.contains { $0.properties.generalCategory == .control }: break
        default:
            line.append(key)
            Console.print(String(key))
        }
    }

    /// Takes the last characters away, each as wide as it is shown.
    private func erase(_ count: Int, of line: inout String) {
        let width = DisplayWidth.of(String(line.suffix(count)))
        line.removeLast(min(count, line.count))
        let back = String(repeating: "\u{8}", count: width)
        Console.print(back + String(repeating: " ", count: width) + back)
    }
}
