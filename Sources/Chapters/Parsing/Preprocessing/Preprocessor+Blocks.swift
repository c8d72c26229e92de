// What stands on lines of its own: footnotes' definitions, code, parameters, containers and formulas.
extension Preprocessor {
    mutating func findFootnoteDefinitions() {
        for index in lines.indices
        where features[index].contains([.bracket, .scanned]) && !isCode[index] && lines[index].contains(ascii: "[^") {
            let line = BlockLine(lines[index])
            guard let label = Self.footnoteLabel(line.content) else { continue }
            footnoteDefinitions.append(
                FootnoteDefinition(
                    label: label, position: SourcePosition(line: index + 1, column: line.prefix.utf8.count + 1)))
        }
    }

    /// The label of `[^label]: …`.
    private static func footnoteLabel(_ content: Substring) -> String? {
        guard content.utf8.starts(with: "[^".utf8) else { return nil }
        let label = content.utf8.dropFirst(2).prefix { $0 != UInt8(ascii: "]") }
        guard !label.isEmpty, content.utf8[label.endIndex...].starts(with: "]:".utf8) else { return nil }
        let text = String(Substring(label))
        return text.contains(where: \.isWhitespace) ? nil : text
    }

    /// Finds the code of a text in which no HTML begins a block; code itself stays as it was.
    mutating func markCode(besides html: HTMLLines) {
        let unmarked = lines
        for (index, marked) in html.marked { lines[index] = marked.line }
        for code in CmarkDocument.codeLines(in: text, lineCount: lines.count, mode: mode) {
            endsInFence = endsInFence || code.isOpenFence
            for line in code.lines { isCode[line] = true }
        }
        for (index, marked) in html.marked {
            if isCode[index] { lines[index] = unmarked[index] } else { htmlMap.record([marked.edit], line: index + 1) }
        }
        // A comment of several lines is a block that nothing in it is to end early.
        for comment in html.comments where !isCode[comment.lowerBound] {
            for index in comment { isCode[index] = true }
        }
    }

    mutating func replaceParameters() {
        guard lines.indices.contains(where: { features[$0].contains(.brace) && lines[$0].contains(ascii: "{{") })
        else { return }
        for range in ParametricRanges.find(in: lines, isCode: isCode) {
            for index in range.lines where !range.swiftLines.contains(index) && lines[index].contains(ascii: "{{") {
                var scanner = ParameterScanner(line: lines[index], number: index + 1, firstIndex: parameters.count)
                scanner.run()
                parameters += scanner.parameters
                parameterMap.record(scanner.edits, line: index + 1)
                lines[index] = scanner.output
            }
        }
    }

    mutating func replaceBlocks() {
        var index = 0
        while index < lines.count {
            defer { index += 1 }
            guard !isCode[index], !features[index].isDisjoint(with: [.colon, .dollar]) else { continue }
            guard lines[index].contains(ascii: ":::") || lines[index].contains(ascii: "$$") else { continue }
            let line = BlockLine(lines[index])
            if line.content.utf8.starts(with: ":::".utf8), line.indent <= 3 {
                replaceContainer(line, at: index)
            } else if line.content.utf8.starts(with: "$$".utf8) {
                if let last = endOfMath(from: index, line) {
                    takeNumber(below: last, BlockLine(lines[last]))
                    replaceMath(line, first: index, last: last)
                    index = last
                } else if line.content.dropFirst(2).contains(ascii: "$$") {
                    takeNumber(below: index, line)
                }
            }
        }
    }

    private mutating func replaceContainer(_ line: BlockLine, at index: Int) {
        let colons = line.content.prefix { $0 == ":" }.count
        let rest = line.content.dropFirst(colons)
        // An ideographic space is one, too.
        let lead = rest.prefix(while: \.isWhitespace)
        let text = rest[lead.endIndex...].trimmedEnd
        let name = text.prefix { !$0.isWhitespace }
        let gap = text[name.endIndex...].prefix(while: \.isWhitespace)
        let column = line.prefix.utf8.count + colons + lead.utf8.count + 1
        openContainers = max(0, openContainers + (name.isEmpty ? -1 : 1))
        guard openContainers <= CmarkDocument.maximumDepth else {
            if openContainers == CmarkDocument.maximumDepth + 1 { reportDepth(line: index + 1) }
            return
        }
        containers.append(
            ContainerMarker(
                colons: colons, name: String(name), arguments: String(text[gap.endIndex...]),
                position: original(SourcePosition(line: index + 1, column: line.prefix.utf8.count + 1)),
                argumentsColumn: column + name.utf8.count + gap.utf8.count))
        lines[index] = "\(line.prefix)<!--\(Placeholder.container)\(containers.count - 1)-->"
        isCode[index] = true
    }

    private mutating func reportDepth(line: Int) {
        diagnostics.append(
            Diagnostic(
                .error, code: "nesting-too-deep", path: path, position: SourcePosition(line: line),
                message: LocalizedText(
                    ja: "コンテナの入れ子が \(CmarkDocument.maximumDepth) 段を超えています",
                    en: "containers are nested more than \(CmarkDocument.maximumDepth) deep"),
                help: LocalizedText(ja: "閉じ忘れた ::: がないか確かめてください。", en: "Look for a ::: that was never closed.")))
    }

    /// The line on which a `$$` block of several lines ends; nil for one that is closed on its own line or never.
    private mutating func endOfMath(from first: Int, _ opening: BlockLine) -> Int? {
        guard !opening.content.dropFirst(2).contains(ascii: "$$") else { return nil }
        for index in lines.indices.dropFirst(first + 1) {
            guard !isCode[index] || !BlockLine(lines[index]).isFence else { break }
            if features[index].contains(.dollar), lines[index].contains(ascii: "$$") { return index }
        }
        diagnostics.append(
            Diagnostic(
                .warning, code: "math-unclosed", path: path,
                position: original(SourcePosition(line: first + 1, column: opening.prefix.utf8.count + 1)),
                message: LocalizedText(ja: "$$ で始まる数式が閉じられていません", en: "the formula that starts with $$ is not closed"),
                help: LocalizedText(ja: "$$ だけの行で閉じてください。", en: "Close it with a line that is only $$.")))
        return nil
    }

    /// Zenn looks for an equation's number below its last line, too: `(1)` on a line of its own.
    private mutating func takeNumber(below last: Int, _ closing: BlockLine) {
        guard closing.content.trimmedEnd.utf8.suffix(2).elementsEqual("$$".utf8),
            let next = lines.indices.dropFirst(last + 1).first(where: { features[$0].contains(.ink) }),
            !isCode[next], lines[next].contains(byte: UInt8(ascii: "("))
        else { return }
        let line = BlockLine(lines[next])
        guard
            line.prefix.utf8.allSatisfy({
                $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: ">")
            }),
            line.prefix.utf8.count(where: { $0 == UInt8(ascii: ">") })
                == closing.prefix.utf8.count(where: { $0 == UInt8(ascii: ">") }),
            MathBlock.number(in: String(line.content.trimmed)) != nil
        else { return }
        lines[last] = "\(lines[last].trimmedEnd) \(line.content.trimmed)"
        lines[next] = line.quotePrefix
        isCode[next] = true
    }

    private mutating func replaceMath(_ opening: BlockLine, first: Int, last: Int) {
        let closing = BlockLine(lines[last])
        let split = closing.content.firstRange(of: "$$")
        let before = split.map { String(closing.content[..<$0.lowerBound]) } ?? ""
        let after = split.map { String(closing.content[$0.upperBound...].trimmed) } ?? ""
        mathFences.append(
            MathFence(
                firstLine: String(opening.content.dropFirst(2)), lastLine: before, number: MathBlock.number(in: after),
                position: original(SourcePosition(line: first + 1, column: opening.prefix.utf8.count + 3))))
        lines[first] = "\(opening.prefix)~~~~~\(Placeholder.mathFence)\(mathFences.count - 1)"
        lines[last] = "\(closing.quotePrefix)~~~~~"
        for index in first...last { isCode[index] = true }
    }
}

extension MathBlock {
    /// `(1)` gives `1`; anything else is no equation number.
    static func number(in text: String) -> String? {
        guard text.hasPrefix("("), text.hasSuffix(")"), text.count > 2 else { return nil }
        let number = text.dropFirst().dropLast()
        return number.contains(where: { $0.isWhitespace || $0 == ")" }) ? nil : String(number)
    }
}
