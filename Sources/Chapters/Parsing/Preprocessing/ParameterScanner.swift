/// Replaces each `{{expression}}` of one line by its marker.
struct ParameterScanner {
    let line: String
    let number: Int
    let firstIndex: Int
    private(set) var output = ""
    private(set) var parameters: [InlineExpression] = []
    private(set) var edits: [SourceMap.Edit] = []

    init(line: String, number: Int, firstIndex: Int) {
        self.line = line
        self.number = number
        self.firstIndex = firstIndex
    }

    mutating func run() {
        var rest = Substring(line)
        while let open = rest.firstRange(of: "{{"),
            let close = rest[open.upperBound...].firstRange(of: "}}")
        {
            // In `{{a[{1}]}}}` the expression ends at the last of the closing braces.
            var end = close.upperBound
            while end < rest.endIndex, rest[end] == "}" { end = rest.index(after: end) }
            let code = rest[open.upperBound..<rest.index(end, offsetBy: -2)]
            output += rest[..<open.lowerBound]
            let lead = code.prefix { $0 == " " }.utf8.count
            let marker = ParameterMarker.marker(for: firstIndex + parameters.count)
            let column = line.utf8.distance(from: line.startIndex, to: open.upperBound) + 1 + lead
            parameters.append(
                InlineExpression(code: String(code.trimmed), position: SourcePosition(line: number, column: column)))
            edits.append(
                SourceMap.Edit(
                    column: output.utf8.count + 1, length: marker.utf8.count,
                    originalLength: code.utf8.count + 4))
            output += marker
            rest = rest[end...]
        }
        output += rest
    }
}

/// The exercises and sets that have a `swift question` cell: only there does `{{…}}` mean a parameter.
struct ParametricRanges {
    /// 0-based.
    var lines: Range<Int>
    /// The lines of Swift cells and fills inside, left as they are.
    var swiftLines: Set<Int>

    static func find(in lines: [String], isCode: [Bool]) -> [ParametricRanges] {
        var result: [ParametricRanges] = []
        var open: (start: Int, colons: Int)?
        var swiftLines: Set<Int> = []
        var isParametric = false
        var isInSwift = false
        for (index, line) in lines.enumerated() {
            let text = BlockLine(line).content
            if isCode[index], open != nil {
                if text.hasPrefix("```"), !isInSwift {
                    let language = text.drop { $0 == "`" }
                    isInSwift = language.hasPrefix("swift") || language.hasPrefix("fill")
                    isParametric = isParametric || text.drop { $0 == "`" }.hasPrefix("swift question")
                    if isInSwift { swiftLines.insert(index) }
                } else if isInSwift {
                    swiftLines.insert(index)
                    if text.hasPrefix("```") { isInSwift = false }
                }
            } else if text.hasPrefix(":::") {
                let colons = text.prefix { $0 == ":" }.count
                let name = text.dropFirst(colons).trimmed
                if open == nil, name.hasPrefix("exercise") || name == "set" || name.hasPrefix("set ") {
                    open = (index, colons)
                    swiftLines = []
                    isParametric = false
                } else if let start = open, name.isEmpty, colons >= start.colons {
                    if isParametric {
                        result.append(ParametricRanges(lines: start.start..<index, swiftLines: swiftLines))
                    }
                    open = nil
                }
            }
        }
        return result
    }
}
