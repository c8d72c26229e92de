/// How much a line break hurts, in columns: a break is moved back this far for a better one.
///
/// Between two words of running text it costs nothing. In a formula or code a line should rather start with `=` or
/// `+` than end with an operator or tear a product.
enum BreakCost {
    /// Inside a word: only when the word has a line to itself and still does not fit.
    static let insideWord = 10_000
    /// A path rather comes apart between its folders than inside a name.
    static let insidePath = insideWord - 24
    /// `行 1` and `2 つ` mean less apart.
    static let counterAndNumber = 6
    /// A mark such as `✓` belongs to the word after it, and so does an operator in running text.
    static let afterMark = 12
    /// A line that stays almost empty is worse than most breaks.
    static let emptyLine = 32
    /// Each bracket around the break.
    private static let bracket = 6
    /// After the first word of a formula, which had better all start on the next line.
    private static let firstWord = 8

    /// A wide space separates two formulas: it is the best place of all.
    private static let wideSpace = -24
    private static let afterComma = 3
    private static let beforeRelation = 3
    private static let afterRelation = 6
    private static let beforeSum = 8
    private static let betweenFactors = 10
    private static let beforeProduct = 14
    private static let afterOperator = 24

    private static let relations: Set<String> = [
        "=", "≠", "<", ">", "≤", "≥", "≈", "≡", "∼", "∝", "∈", "→", "←", "⇒", "⟹", "⟺", "⇔", "↦", ":=", "≔", "==", "!=",
        "<=", ">=", "->", "+=", "-=", "*=",
    ]
    private static let sums: Set<String> = ["+", "−", "-", "±", "∓"]
    private static let products: Set<String> = [
        "·", "×", "∗", "*", "/", "//", "÷", "∘", "⊙", "⊗", "⊛", "@", "%", "mod",
    ]
    private static let marks: Set<Character> = [
        "✓", "✗", "◐", "○", "◆", "✎", "×", "÷", "·", "+", "=", "≈", "≤", "≥", "→",
    ]
    private static let large: Set<Character> = ["Σ", "Π", "∫", "∐", "⋃", "⋂"]

    static func isMark(_ character: Character) -> Bool { marks.contains(character) }

    /// A break at spaces in a formula or code, between two words of it, inside so many brackets.
    static func inFormula(
        after before: String, isFirst: Bool, before after: String, spaces: Int, depth: Int
    ) -> Int {
        if spaces > 1, depth == 0 { return wideSpace }
        return plain(before, after) + depth * bracket + (isFirst ? firstWord : 0)
    }

    /// Before the `/` of `(a)/(b)`.
    static func beforeSlash(depth: Int) -> Int { betweenFactors + depth * bracket }

    /// Between the ideographs of a formula's text.
    static func insideFormulaText(depth: Int) -> Int { beforeProduct + depth * bracket }

    private static func plain(_ before: String, _ after: String) -> Int {
        if relations.contains(before) { return afterRelation }
        if sums.contains(before) || products.contains(before) || before.first.map(large.contains) == true {
            return afterOperator
        }
        if before.last == "," || before.last == ";" { return afterComma }
        if relations.contains(after) { return beforeRelation }
        if sums.contains(after) { return beforeSum }
        return products.contains(after) ? beforeProduct : betweenFactors
    }
}
