// The scanner: characters in, tokens out.
extension TeXParser {
    enum Token: Equatable {
        case command(String)
        case character(Character)
    }

    mutating func skipSpace() {
        while index < characters.count {
            if characters[index].isWhitespace {
                index += 1
            } else if characters[index] == "%" {
                while index < characters.count && !characters[index].isNewline { index += 1 }
            } else {
                return
            }
        }
    }

    /// The next token and where it ends, without taking it.
    mutating func peek() -> (token: Token, end: Int)? {
        skipSpace()
        guard index < characters.count else { return nil }
        guard characters[index] == "\\", index + 1 < characters.count else {
            return (.character(characters[index]), index + 1)
        }
        var end = index + 1
        while end < characters.count, characters[end].isASCII, characters[end].isLetter { end += 1 }
        if end == index + 1 { end += 1 }
        return (.command(String(characters[index + 1..<end])), end)
    }

    mutating func next() -> Token? {
        guard let (token, end) = peek() else { return nil }
        index = end
        return token
    }

    /// Takes the next token if it is this one.
    mutating func take(_ wanted: Token) -> Bool {
        guard let (token, end) = peek(), token == wanted else { return false }
        index = end
        return true
    }

    /// `{ … }` letter by letter, spaces kept; else the next token as written.
    mutating func rawArgument() -> String {
        skipSpace()
        guard index < characters.count else { return "" }
        guard characters[index] == "{" else {
            switch next() {
            case .command(let name): return "\\" + name
            case .character(let character): return String(character)
            case nil: return ""
            }
        }
        index += 1
        var result = ""
        var level = 1
        while index < characters.count {
            let character = characters[index]
            index += 1
            switch character {
            case "{": level += 1
            case "}":
                level -= 1
                if level == 0 { return result }
            case "\\" where index < characters.count && !characters[index].isLetter:
                result.append(characters[index])
                index += 1
            case "$": break
            default: result.append(character.isNewline ? " " : character)
            }
        }
        return result
    }
}
