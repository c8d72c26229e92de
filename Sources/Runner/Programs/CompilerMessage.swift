/// One error of the compiler, at the place that `#sourceLocation` gave it.
package struct CompilerMessage: Sendable, Equatable {
    /// The file as the program names it: `chapter.md`, `answer.swift`.
    package var file: String
    package var line: Int
    package var column: Int
    package var text: String

    /// Picks the errors out of what `swiftc -diagnostic-style=llvm` prints; the notes that follow one are added to it.
    static func parse(_ output: String) -> [CompilerMessage] {
        var messages: [CompilerMessage] = []
        var lastWasError = false
        for line in output.split(separator: "\n") {
            for kind in ["error", "note", "warning"] {
                guard let range = line.firstRange(of: ": \(kind): "), let place = place(line[..<range.lowerBound])
                else {
                    continue
                }
                let text = String(line[range.upperBound...])
                if kind == "error" {
                    let message = CompilerMessage(file: place.file, line: place.line, column: place.column, text: text)
                    if !messages.contains(message) { messages.append(message) }
                } else if kind == "note", lastWasError, messages.last?.file == place.file,
                    !text.hasPrefix("found this candidate")
                {
                    messages[messages.count - 1].text += "\n  (\(text))"
                }
                lastWasError = kind == "error"
                break
            }
        }
        return messages
    }

    private static func place(_ text: Substring) -> (file: String, line: Int, column: Int)? {
        let parts = text.split(separator: ":")
        guard parts.count >= 3, let line = Int(parts[parts.count - 2]), let column = Int(parts[parts.count - 1]) else {
            return nil
        }
        let path = parts.dropLast(2).joined(separator: ":")
        return (path.split(separator: "/").last.map(String.init) ?? path, line, column)
    }
}
