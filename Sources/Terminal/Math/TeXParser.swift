/// Reads the mathematics of TeX as notes use it.
///
/// Never fails: what it does not know stays as written.
///
/// - Complexity: O(*n*); nesting beyond `maximumDepth` is flattened.
struct TeXParser {
    private static let maximumDepth = 40

    private let characters: [Character]
    private var index = 0
    private var depth = 0

    private init(_ tex: String) {
        characters = Array(tex)
    }

    static func parse(_ tex: String) -> TeXNode {
        var parser = TeXParser(tex)
        let rows = parser.rows(in: nil)
        if rows.count == 1, rows[0].count == 1 { return rows[0][0] }
        return .matrix(.aligned, rows: rows)
    }

    // MARK: Tokens

    private enum Token: Equatable {
        case command(String)
        case character(Character)
    }

    private mutating func skipSpace() {
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
    private mutating func peek() -> (token: Token, end: Int)? {
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

    private mutating func next() -> Token? {
        guard let (token, end) = peek() else { return nil }
        index = end
        return token
    }

    /// Takes the next token if it is this one.
    private mutating func take(_ wanted: Token) -> Bool {
        guard let (token, end) = peek(), token == wanted else { return false }
        index = end
        return true
    }

    /// `{ … }` letter by letter, spaces kept; else the next token as written.
    private mutating func rawArgument() -> String {
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

    /// `[ … ]` right here; nil when there is none.
    private mutating func optionalArgument() -> TeXNode? {
        guard take(.character("[")) else { return nil }
        let content = row { $0 == .character("]") }
        _ = take(.character("]"))
        return content
    }

    private mutating func argument() -> TeXNode { element() ?? .row([]) }

    // MARK: Grammar

    /// Everything up to a token for which `isEnd` holds (not taken), or up to the end of what surrounds it.
    private mutating func row(until isEnd: (Token) -> Bool) -> TeXNode {
        var nodes: [TeXNode] = []
        while let (token, end) = peek(), !isEnd(token) {
            switch token {
            case .character("}"), .character("&"), .command("\\"), .command("end"), .command("right"):
                // The end of something outside: leave it to whoever opened that.
                if depth > 0 { return wrap(nodes) }
                index = end
            default:
                if let node = scripted() { nodes.append(node) }
            }
        }
        return wrap(nodes)
    }

    private func wrap(_ nodes: [TeXNode]) -> TeXNode { nodes.count == 1 ? nodes[0] : .row(nodes) }

    /// An element with its sub- and superscripts.
    private mutating func scripted() -> TeXNode? {
        let start = index
        var base: TeXNode = .row([])
        if let (token, _) = peek(), token != .character("^"), token != .character("_"), token != .character("'") {
            guard let element = element() else {
                if index == start { index += 1 }
                return nil
            }
            base = element
        }
        var lower: TeXNode?
        var upper: [TeXNode] = []
        while let (token, end) = peek() {
            switch token {
            case .character("_"):
                index = end
                lower = argument()
            case .character("^"):
                index = end
                upper.append(argument())
            case .character("'"):
                index = end
                upper.append(.atom("′", .ordinary))
            case .command("limits"), .command("nolimits"):
                index = end
            default:
                return finish(base, lower, upper)
            }
        }
        return finish(base, lower, upper)
    }

    private func finish(_ base: TeXNode, _ lower: TeXNode?, _ upper: [TeXNode]) -> TeXNode {
        guard lower != nil || !upper.isEmpty else { return base }
        return .script(base, lower: lower, upper: upper.isEmpty ? nil : wrap(upper))
    }

    /// One character, command with its arguments, or group.
    private mutating func element() -> TeXNode? {
        guard depth < Self.maximumDepth else { return flatElement() }
        depth += 1
        defer { depth -= 1 }
        guard let (token, end) = peek() else { return nil }
        switch token {
        case .character("{"):
            index = end
            return group()
        case .character("}"), .character("&"), .command("\\"), .command("end"), .command("right"):
            return nil
        case .character(","):
            index = end
            // `1,000` and `3,3` stay as they are written; `3, 3` is a list.
            let isTight = index < characters.count && characters[index].isNumber
            return .atom(",", isTight ? .ordinary : .punctuation)
        case .character(let character):
            index = end
            return Self.atom(character)
        case .command(let name):
            index = end
            return command(name)
        }
    }

    /// The rest of `{ … }`, whatever is in it.
    private mutating func group() -> TeXNode {
        var nodes = [row { $0 == .character("}") }]
        while let (token, end) = peek() {
            index = end
            if token == .character("}") { break }
            // `\\` and `&` mean nothing here except in `\substack`, where a space says enough.
            nodes.append(.space(" "))
            nodes.append(row { $0 == .character("}") })
        }
        return wrap(nodes)
    }

    /// Too deep: the next token as a symbol, groups ignored.
    private mutating func flatElement() -> TeXNode? {
        switch next() {
        case .command(let name): Self.symbol(name) ?? .word("\\" + name)
        case .character("{"), .character("}"): .row([])
        case .character(let character): Self.atom(character)
        case nil: nil
        }
    }

    static func atom(_ character: Character) -> TeXNode {
        switch character {
        case "+": .atom("+", .binary)
        case "-": .atom("−", .binary)
        case "*": .atom("∗", .binary)
        case "=", "<", ">", "≤", "≥", "≠", "≈", "→", "∈": .atom(String(character), .relation)
        case "×", "·", "÷", "±": .atom(String(character), .binary)
        case ",", ";", ":": .atom(String(character), .punctuation)
        case "(", "[": .atom(String(character), .opening)
        case ")", "]", "!", "?": .atom(String(character), .closing)
        case "~": .space(" ")
        default: .atom(String(character), .ordinary)
        }
    }

    /// A command that is one symbol.
    static func symbol(_ name: String) -> TeXNode? {
        if let text = TeXSymbols.ordinaries[name], TeXSymbols.opening[name] == nil, TeXSymbols.closing[name] == nil {
            return .atom(text, .ordinary)
        }
        if let text = TeXSymbols.relations[name] { return .atom(text, .relation) }
        if let text = TeXSymbols.binaries[name] { return .atom(text, .binary) }
        if let text = TeXSymbols.large[name] { return .atom(text, .large) }
        if let text = TeXSymbols.opening[name] { return .atom(text, .opening) }
        if let text = TeXSymbols.closing[name] { return .atom(text, .closing) }
        if let text = TeXSymbols.spaces[name] { return .space(text) }
        if TeXSymbols.functions.contains(name) { return .function(name, takesLimits: false) }
        if TeXSymbols.limitFunctions.contains(name) { return .function(name, takesLimits: true) }
        return nil
    }

    private mutating func command(_ name: String) -> TeXNode {
        if let symbol = Self.symbol(name) { return symbol }
        if let mark = TeXSymbols.accents[name] { return .accent(mark, name: name, argument()) }
        if TeXSymbols.textCommands.contains(name) {
            if take(.character("*")) { return .function(rawArgument(), takesLimits: true) }
            return name == "operatorname" ? .function(rawArgument(), takesLimits: false) : .word(rawArgument())
        }
        if TeXSymbols.fontCommands.contains(name) { return argument() }
        if TeXSymbols.ignored.contains(name) { return .row([]) }
        if TeXSymbols.droppingArgument.contains(name) {
            _ = rawArgument()
            return .row([])
        }
        switch name {
        case "frac", "dfrac", "tfrac", "cfrac": return .fraction(argument(), argument(), hasBar: true)
        case "binom", "dbinom", "tbinom":
            return .fenced("(", .fraction(argument(), argument(), hasBar: false), ")")
        case "sqrt":
            let rootIndex = optionalArgument()
            return .root(index: rootIndex, argument())
        case "left": return fenced()
        case "middle": return .atom(delimiter(), .relation)
        case "begin": return environment()
        case "mathbb": return letters(TeXSymbols.blackboard)
        case "mathcal", "mathscr": return letters(TeXSymbols.calligraphic)
        case "mathfrak": return letters([:])
        case "overset", "stackrel":
            let upper = argument()
            return .script(argument(), lower: nil, upper: upper)
        case "underset":
            let lower = argument()
            return .script(argument(), lower: lower, upper: nil)
        case "xrightarrow": return .script(.atom("→", .relation), lower: optionalArgument(), upper: argument())
        case "xleftarrow": return .script(.atom("←", .relation), lower: optionalArgument(), upper: argument())
        case "not": return .row([.accent("\u{338}", name: "not", argument())])
        case "pmod": return .row([.space(" "), .word("(mod "), argument(), .word(")")])
        case "textcolor", "colorbox":
            _ = rawArgument()
            return argument()
        case "tag": return .word("    (" + rawArgument() + ")")
        case "hspace":
            _ = take(.character("*"))
            _ = rawArgument()
            return .space("  ")
        case "substack": return argument()
        default: return .word("\\" + name)
        }
    }

    private mutating func letters(_ table: [Character: String]) -> TeXNode {
        .atom(rawArgument().filter { $0 != " " }.map { table[$0] ?? String($0) }.joined(), .ordinary)
    }

    /// The delimiter after `\left`, `\right` or `\middle`.
    private mutating func delimiter() -> String {
        switch next() {
        case .character("."), nil: ""
        case .character("<"): "⟨"
        case .character(">"): "⟩"
        case .character(let character): String(character)
        case .command(let name):
            TeXSymbols.opening[name] ?? TeXSymbols.closing[name] ?? TeXSymbols.ordinaries[name] ?? ""
        }
    }

    private mutating func fenced() -> TeXNode {
        let open = delimiter()
        let content = row { $0 == .command("right") }
        let close = take(.command("right")) ? delimiter() : ""
        return .fenced(open, content, close)
    }

    private mutating func environment() -> TeXNode {
        let name = rawArgument().filter { $0 != "*" }
        if ["array", "alignat", "alignedat"].contains(name) { _ = rawArgument() }
        let rows = rows(in: name)
        switch name {
        case "pmatrix": return .matrix(.brackets("(", ")"), rows: rows)
        case "bmatrix": return .matrix(.brackets("[", "]"), rows: rows)
        case "Bmatrix": return .matrix(.brackets("{", "}"), rows: rows)
        case "vmatrix": return .matrix(.brackets("|", "|"), rows: rows)
        case "Vmatrix": return .matrix(.brackets("‖", "‖"), rows: rows)
        case "matrix", "smallmatrix", "array", "darray": return .matrix(.brackets("", ""), rows: rows)
        case "cases", "dcases", "rcases": return .matrix(.cases, rows: rows)
        default:
            if rows.count == 1 { return wrap(rows[0]) }
            return .matrix(.aligned, rows: rows)
        }
    }

    /// Rows of cells up to `\end{…}` (taken), or up to the end of the formula.
    private mutating func rows(in environment: String?) -> [[TeXNode]] {
        var rows: [[TeXNode]] = [[]]
        while true {
            rows[rows.count - 1].append(
                row { [.character("&"), .command("\\"), .command("end")].contains($0) })
            guard let (token, end) = peek() else { return withoutEmptyEnd(rows) }
            switch token {
            case .character("&"):
                index = end
            case .command("\\"):
                index = end
                if environment != nil { _ = optionalArgument() }
                rows.append([])
            case .command("end"):
                index = end
                _ = rawArgument()
                if environment != nil { return withoutEmptyEnd(rows) }
            default:
                // An environment that is never closed, inside something that is.
                return withoutEmptyEnd(rows)
            }
        }
    }

    private func withoutEmptyEnd(_ rows: [[TeXNode]]) -> [[TeXNode]] {
        guard rows.count > 1, let last = rows.last, last.allSatisfy({ $0 == .row([]) }) else { return rows }
        return Array(rows.dropLast())
    }
}
