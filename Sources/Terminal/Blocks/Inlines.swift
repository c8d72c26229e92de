import Chapters

extension BlockRenderer {
    /// Running text with its looks, not yet wrapped.
    func styled(_ inlines: [Inline], _ attributes: Attributes = .plain) -> StyledText {
        var result = StyledText()
        append(inlines, attributes, depth: 0, to: &result)
        return result
    }

    /// Exercises go by their ids here.
    private static let exerciseAnchor = "#sk-exercise-"

    private func append(_ inlines: [Inline], _ attributes: Attributes, depth: Int, to result: inout StyledText) {
        guard depth < Self.maximumDepth else { return }
        for inline in inlines {
            switch inline {
            case .text(let text):
                result.append(text, attributes)
            case .code(let text):
                // Without colour the backquotes of the source say where code starts and ends.
                result.append(isColored ? text : "`\(text)`", attributes.with(.code))
            case .math(let tex, _):
                result.append(TeXToText.line(tex), attributes.with(.math))
            case .emphasis(let children):
                append(children, attributes.with(nil, .italic), depth: depth + 1, to: &result)
            case .strong(let children):
                append(children, attributes.with(nil, .bold), depth: depth + 1, to: &result)
            case .strikethrough(let children):
                if !isColored { result.append("~~", attributes) }
                append(children, attributes.with(nil, .strikethrough), depth: depth + 1, to: &result)
                if !isColored { result.append("~~", attributes) }
            case .link(let destination, _, let children):
                append(children, attributes.with(.link, .underline), depth: depth + 1, to: &result)
                if destination.hasPrefix(Self.exerciseAnchor) {
                    result.append(" (\(destination.dropFirst(Self.exerciseAnchor.count)))", attributes.with(nil, .dim))
                } else if !destination.isEmpty, !destination.hasPrefix("#"), children.plainText != destination {
                    result.append(" (\(destination))", attributes.with(nil, .dim))
                }
            case .image(let image):
                result.append(imageText(image), attributes.with(nil, .dim))
            case .lineBreak:
                result.appendLineBreak()
            case .footnoteReference(let number, _):
                result.append("[\(number)]", attributes.with(.information))
            case .value(let index):
                if report.values.indices.contains(index), let value = report.values[index] {
                    result.append(value, attributes.with(.number))
                } else {
                    result.append("⟨?⟩", attributes.with(.failure, .bold))
                }
            case .html(let text):
                result.append(HTMLText.withoutComments(text), attributes.with(nil, .dim))
            }
        }
    }

    func imageText(_ image: Image) -> String {
        let alt = image.alt.isEmpty ? image.title : image.alt
        let label = word(Words.image) + (alt.isEmpty ? "" : ": " + alt)
        return image.source.isEmpty ? "[\(label)]" : "[\(label)] (\(image.source))"
    }
}

/// Raw HTML, which is only ever shown as text.
enum HTMLText {
    /// - Complexity: O(*n*)
    static func withoutComments(_ text: String) -> String {
        guard text.contains("<!--") else { return text }
        var result = Substring()
        var rest = text[...]
        while let start = rest.range(of: "<!--") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].range(of: "-->") else { return String(result) }
            rest = rest[end.upperBound...]
        }
        return String(result + rest)
    }
}

extension Substring {
    /// The first place of a text, without Foundation.
    fileprivate func range(of wanted: String) -> Range<Index>? {
        let pattern = Array(wanted.utf8)
        var start = utf8.startIndex
        while let candidate = utf8[start...].firstIndex(of: pattern[0]) {
            if utf8[candidate...].starts(with: pattern) {
                return candidate..<utf8.index(candidate, offsetBy: pattern.count)
            }
            start = utf8.index(after: candidate)
        }
        return nil
    }
}
