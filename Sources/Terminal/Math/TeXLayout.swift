/// Sets a formula's tree as text: on one line, or with fractions, limits and matrices stacked.
struct TeXLayout {
    /// Whether things may stand above one another.
    var isDisplay: Bool
    /// Inside a sub- or superscript: no spaces.
    var isTight = false

    var linear: TeXLayout { TeXLayout(isDisplay: false, isTight: isTight) }
    private var tight: TeXLayout { TeXLayout(isDisplay: false, isTight: true) }

    func box(_ node: TeXNode) -> MathBox {
        switch node {
        case .atom(let text, _), .word(let text), .function(let text, _): MathBox(text)
        case .space(let text, let isThin): MathBox(isTight && isThin ? "" : text)
        case .row(let nodes): row(nodes)
        case .fraction(let upper, let lower, let hasBar): fraction(upper, lower, hasBar: hasBar)
        case .root(let index, let radicand): root(index, radicand)
        case .script(let base, let lower, let upper): script(base, lower, upper)
        case .fenced(let open, let content, let close): fenced(open, box(content), close)
        case .accent(let mark, let name, let content): accent(mark, name, content)
        case .matrix(let kind, let rows): matrix(kind, rows)
        }
    }

    // MARK: Rows

    private func row(_ nodes: [TeXNode]) -> MathBox {
        var result = MathBox()
        var previous: (node: TeXNode, spacing: TeXSymbols.Spacing, height: Int)?
        var endsInScript = false
        for node in nodes {
            let part = box(node)
            if part.isEmpty { continue }
            let spacing = Self.spacing(of: node)
            if case .space = node {
                result.append(part)
                previous = (node, .opening, 1)
                endsInScript = false
                continue
            }
            if let previous {
                if needsSpace(previous.spacing, spacing, after: previous.node)
                    || isLoose(previous.spacing, previous.height, spacing, part.height)
                    || endsInScript && part.text.first?.isLetterOrDigit == true
                {
                    result.append(" ")
                }
            }
            result.append(part)
            // A minus at the start of something is a sign, and takes no space after it.
            let isSign = spacing == .binary && !Self.isOperand(before: previous?.spacing)
            previous = (node, isSign ? .opening : spacing, part.height)
            endsInScript =
                Self.isPlainScript(node, text: part.text) || !isTight && isRaisedLetter(node)
        }
        return result
    }

    /// Stacked things keep a distance from their neighbours, except inside brackets.
    private func isLoose(
        _ left: TeXSymbols.Spacing, _ leftHeight: Int, _ right: TeXSymbols.Spacing, _ rightHeight: Int
    ) -> Bool {
        guard leftHeight > 1 || rightHeight > 1 else { return false }
        return left != .opening && right != .closing && right != .punctuation
    }

    private static func isOperand(before spacing: TeXSymbols.Spacing?) -> Bool {
        switch spacing {
        case .ordinary, .closing: true
        default: false
        }
    }

    private func needsSpace(
        _ left: TeXSymbols.Spacing, _ right: TeXSymbols.Spacing, after leftNode: TeXNode
    ) -> Bool {
        if isTight { return false }
        switch (left, right) {
        case (.opening, _), (_, .closing), (_, .punctuation): return false
        case (.relation, _), (_, .relation): return true
        case (.punctuation, _): return true
        case (_, .binary): return Self.isOperand(before: left)
        case (.binary, _): return true
        case (.large, .opening): return !leftNode.isFunction
        case (.large, _), (_, .large): return true
        default: return false
        }
    }

    private static func spacing(of node: TeXNode) -> TeXSymbols.Spacing {
        switch node {
        case .atom(_, let spacing): spacing
        case .function: .large
        case .script(let base, _, _): spacing(of: base)
        case .row(let nodes) where nodes.count == 1: spacing(of: nodes[0])
        default: .ordinary
        }
    }

    /// `x_C`: a letter right after it would seem to belong to the script.
    private static func isPlainScript(_ node: TeXNode, text: String) -> Bool {
        guard case .script = node else { return false }
        return text.last?.isLetterOrDigit == true && (text.contains("_") || text.contains("^"))
    }

    /// `Wᵀ x`: the next factor keeps a distance, whatever it is; `2²`, `∂²` and `f′` are one with what follows.
    private func isRaisedLetter(_ node: TeXNode) -> Bool {
        guard case .script(let base, _, .some(let upper)) = node, upper != .atom("′", .ordinary) else { return false }
        return box(base).text.last?.isLetter == true
    }

    // MARK: Fractions and roots

    private func fraction(_ upper: TeXNode, _ lower: TeXNode, hasBar: Bool) -> MathBox {
        if isDisplay {
            let above = linear.box(upper)
            let below = linear.box(lower)
            let width = max(above.width, below.width) + (hasBar ? 2 : 0)
            let bar = hasBar ? [MathBox(String(repeating: "─", count: width))] : []
            return .stack([above.padded(to: width, .center)] + bar + [below], baseline: 1)
        }
        let above = tightOperators(upper)
        let below = tightOperators(lower)
        if !hasBar { return MathBox("\(above) \(below)") }
        let numerator = Self.isProduct(above) ? above : "(\(above))"
        let denominator = Self.isSingle(lower, below) ? below : "(\(below))"
        return MathBox("\(numerator)/\(denominator)")
    }

    private func tightOperators(_ node: TeXNode) -> String { linear.box(node).text }

    /// No operator outside brackets, so that it can stand before a slash.
    private static func isProduct(_ text: String) -> Bool {
        var depth = 0
        for character in text {
            switch character {
            case "(", "[", "⌊", "⌈": depth += 1
            case ")", "]", "⌋", "⌉": depth -= 1
            case " ", "+", "−", "/", "×", "·", "=", ",": if depth <= 0 { return false }
            default: break
            }
        }
        return !text.isEmpty
    }

    /// One letter (with its scripts), a number, a word: may stand after a slash.
    private static func isSingle(_ node: TeXNode, _ text: String) -> Bool {
        switch node {
        case .atom, .word, .fenced, .accent: return !text.isEmpty && isProduct(text)
        case .script(let base, _, _): return isSingle(base, text)
        case .row: return !text.isEmpty && text.allSatisfy { $0.isNumber || $0 == "." }
        default: return false
        }
    }

    private func root(_ index: TeXNode?, _ radicand: TeXNode) -> MathBox {
        var sign = "√"
        if let index {
            let text = tight.box(index).text
            switch text {
            case "3": sign = "∛"
            case "4": sign = "∜"
            default: sign = (TeXScripts.superscript(text) ?? "(\(text))") + "√"
            }
        }
        let content = linear.box(radicand).text
        return MathBox(content.count == 1 ? sign + content : "\(sign)(\(content))")
    }

    // MARK: Scripts and accents

    private func script(_ base: TeXNode, _ lower: TeXNode?, _ upper: TeXNode?) -> MathBox {
        let below = lower.map { tight.box($0).text } ?? ""
        let above = upper.map { tight.box($0).text } ?? ""
        var result = box(base)
        if isDisplay && base.takesLimits {
            let width = max(DisplayWidth.of(below), DisplayWidth.of(above))
            guard width > 0 else { return result }
            let parts = (above.isEmpty ? [] : [MathBox(above)]) + [result] + (below.isEmpty ? [] : [MathBox(below)])
            return .stack(parts, baseline: above.isEmpty ? result.baseline : 1 + result.baseline)
        }
        if result.height > 1 {
            // Beside a tall base: at its own top and bottom lines.
            var rows = Array(repeating: "", count: result.height)
            rows[0] = TeXScripts.superscript(above) ?? above
            rows[result.height - 1] = TeXScripts.subscript(below) ?? below
            result.append(MathBox(lines: rows, baseline: result.baseline))
            return result
        }
        var text = Self.needsBrackets(base) ? "(\(result.text))" : result.text
        if let lower, !below.isEmpty { text += Self.plain(below, lower, TeXScripts.subscript, "_") }
        if let upper, !above.isEmpty { text += Self.plain(above, upper, TeXScripts.superscript, "^") }
        return MathBox(text)
    }

    /// A script in Unicode's own characters, else `_C`, `_out`, `_(i,j)`.
    private static func plain(
        _ text: String, _ node: TeXNode, _ convert: (String) -> String?, _ mark: String
    ) -> String {
        let isWord: Bool
        if case .word = node { isWord = text.count > 1 } else { isWord = false }
        if !isWord, let converted = convert(text) { return converted }
        let isName = isWord && text.allSatisfy(\.isLetterOrDigit) || mark == "_" && text.allSatisfy(\.isLetter)
        let needsBrackets = text.count > 1 && !isName
        return needsBrackets ? "\(mark)(\(text))" : mark + text
    }

    private static func needsBrackets(_ base: TeXNode) -> Bool {
        switch base {
        case .fraction, .root: true
        case .row(let nodes): nodes.count > 1 && nodes.contains { spacing(of: $0) == .binary }
        default: false
        }
    }

    private func accent(_ mark: Character, _ name: String, _ content: TeXNode) -> MathBox {
        let text = linear.box(content).text
        if text.count == 1 { return MathBox(text + String(mark)) }
        if text.isEmpty { return MathBox() }
        if name == "not" { return MathBox("¬" + text) }
        if name == "underline" { return MathBox(text) }
        if ["overline", "bar", "vec", "widehat", "widetilde", "hat", "tilde"].contains(name), text.count <= 3 {
            return MathBox(text.map { String($0) + String(mark) }.joined())
        }
        return MathBox("\(name)(\(text))")
    }
}

extension TeXNode {
    fileprivate var takesLimits: Bool {
        switch self {
        case .atom(let text, .large): !["∫", "∬", "∭", "∮"].contains(text)
        case .function(_, let takesLimits): takesLimits
        default: false
        }
    }

    fileprivate var isFunction: Bool {
        switch self {
        case .function: true
        case .script(let base, _, _): base.isFunction
        default: false
        }
    }
}

extension Character {
    fileprivate var isLetterOrDigit: Bool { isLetter || isNumber }
}
