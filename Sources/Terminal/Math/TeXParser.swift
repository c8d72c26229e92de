/// Reads the mathematics of TeX as notes use it.
///
/// Never fails: what it does not know stays as written.
///
/// - Complexity: O(*n*); nesting beyond `maximumDepth` is flattened.
struct TeXParser {
    private static let maximumDepth = 40

    let characters: [Character]
    var index = 0
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

    /// `[ … ]` right here; nil when there is none.
    mutating func optionalArgument() -> TeXNode? {
        guard take(.character("[")) else { return nil }
        let content = row { $0 == .character("]") }
        _ = take(.character("]"))
        return content
    }

    mutating func argument() -> TeXNode { element() ?? .row([]) }

    /// Everything up to a token for which `isEnd` holds (not taken), or up to the end of what surrounds it.
    mutating func row(until isEnd: (Token) -> Bool) -> TeXNode {
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

    func wrap(_ nodes: [TeXNode]) -> TeXNode { nodes.count == 1 ? nodes[0] : .row(nodes) }

    /// An element with its sub- and superscripts.
    mutating func scripted() -> TeXNode? {
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

    func finish(_ base: TeXNode, _ lower: TeXNode?, _ upper: [TeXNode]) -> TeXNode {
        guard lower != nil || !upper.isEmpty else { return base }
        return .script(base, lower: lower, upper: upper.isEmpty ? nil : wrap(upper))
    }

    /// One character, command with its arguments, or group.
    mutating func element() -> TeXNode? {
        guard depth < Self.maximumDepth else { return flatElement() }
        depth += 1
        defer { depth -= 1 }
        guard let (token, end) = peek() else { return nil }
        switch token {
        case .character("{"):
            index = end
            let content = group()
            // `1{,}5`: in braces a comma is no punctuation.
            if case .atom(let text, .punctuation) = content { return .atom(text, .ordinary) }
            return content
        case .character("}"), .character("&"), .command("\\"), .command("end"), .command("right"):
            return nil
        case .character(","):
            index = end
            return .atom(",", isThousandsComma(at: end - 1) ? .ordinary : .punctuation)
        case .character(let character):
            index = end
            return Self.atom(character)
        case .command(let name):
            index = end
            return command(name)
        }
    }

    /// `1,000` is one number, `3,3` and `0,1,300` are lists.
    private func isThousandsComma(at comma: Int) -> Bool {
        func isDigit(_ index: Int) -> Bool { characters.indices.contains(index) && characters[index].isNumber }
        let before = (1...4).prefix { isDigit(comma - $0) }.count
        let after = (1...4).prefix { isDigit(comma + $0) }.count
        return (1...3).contains(before) && after == 3 && characters[comma - before] != "0"
    }

    /// The rest of `{ … }`, whatever is in it.
    mutating func group() -> TeXNode {
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
    mutating func flatElement() -> TeXNode? {
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
        case "~": .space(" ", isThin: false)
        default: .atom(String(character), .ordinary)
        }
    }
}
