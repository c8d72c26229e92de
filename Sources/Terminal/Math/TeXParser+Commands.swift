// What each command and environment takes and gives.
extension TeXParser {
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
        if let text = TeXSymbols.spaces[name] { return .space(text, isThin: name != " ") }
        if TeXSymbols.functions.contains(name) { return .function(name, takesLimits: false) }
        if TeXSymbols.limitFunctions.contains(name) { return .function(name, takesLimits: true) }
        return nil
    }

    mutating func command(_ name: String) -> TeXNode {
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

    mutating func letters(_ table: [Character: String]) -> TeXNode {
        .atom(rawArgument().filter { $0 != " " }.map { table[$0] ?? String($0) }.joined(), .ordinary)
    }

    /// The delimiter after `\left`, `\right` or `\middle`.
    mutating func delimiter() -> String {
        switch next() {
        case .character("."), nil: ""
        case .character("<"): "⟨"
        case .character(">"): "⟩"
        case .character(let character): String(character)
        case .command(let name):
            TeXSymbols.opening[name] ?? TeXSymbols.closing[name] ?? TeXSymbols.ordinaries[name] ?? ""
        }
    }

    mutating func fenced() -> TeXNode {
        let open = delimiter()
        let content = row { $0 == .command("right") }
        let close = take(.command("right")) ? delimiter() : ""
        return .fenced(open, content, close)
    }

    mutating func environment() -> TeXNode {
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
    mutating func rows(in environment: String?) -> [[TeXNode]] {
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

    func withoutEmptyEnd(_ rows: [[TeXNode]]) -> [[TeXNode]] {
        guard rows.count > 1, let last = rows.last, last.allSatisfy({ $0 == .row([]) }) else { return rows }
        return Array(rows.dropLast())
    }
}
