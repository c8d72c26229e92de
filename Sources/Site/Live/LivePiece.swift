import Chapters

/// A piece of an exercise's HTML for every draw of its numbers.
enum LivePiece: Encodable, Equatable {
    /// The same HTML for all draws, with a `ParameterMarker` where each drawn number stands.
    case template(String)
    /// One HTML for each draw.
    case each([String])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .template(let html): try container.encode(html)
        case .each(let pages): try container.encode(pages)
        }
    }

    /// The HTML for one draw.
    func html(draw: Int, parameters: [String]) -> String {
        switch self {
        case .template(let html):
            ParameterMarker.replace(in: html) { parameters.indices.contains($0) ? escaped(parameters[$0]) : "?" }
        case .each(let pages): pages.indices.contains(draw) ? pages[draw] : ""
        }
    }
}

/// What stands for a parameter while a template is typeset: digits, since almost every parameter is a whole number, and KaTeX sets
/// all whole numbers alike.
enum StandIn {
    static func text(_ index: Int) -> String { "8800\(index + 1000)17" }

    /// Puts the markers where the stand-ins are.
    static func restored(_ html: String, count: Int) -> String {
        var html = html
        for index in 0..<count where html.contains(text(index)) {
            html = html.replacing(text(index), with: ParameterMarker.marker(for: index))
        }
        return html
    }

    /// The parameters that stand in a formula.
    static func indices(in tex: String, count: Int) -> Set<Int> {
        Set((0..<count).filter { tex.contains(text($0)) })
    }
}

extension ChapterBody {
    /// Renders blocks for all draws: once, where the drawn values can be put into the result.
    mutating func piece(_ blocks: [Block], _ draws: [[String]], isTight: Bool = false) -> LivePiece {
        let count = draws.map(\.count).max() ?? 0
        guard count > 0 else { return .template(render(filled(blocks, []), isTight: isTight)) }
        let outer = parametersInMath
        parametersInMath = (count, [])
        let html = render(
            blocks.mappingStrings { ParameterMarker.replace(in: $0) { StandIn.text($0) } }, isTight: isTight)
        let inMath = parametersInMath?.found ?? []
        parametersInMath = outer
        // Anything but digits may be set otherwise than the stand-in: a sign takes space, a fraction height.
        let isPlain = draws.allSatisfy { values in
            inMath.allSatisfy { values.indices.contains($0) && values[$0].utf8.allSatisfy { (48...57).contains($0) } }
        }
        guard !isPlain else { return .template(StandIn.restored(html, count: count)) }
        return .each(draws.map { render(filled(blocks, $0), isTight: isTight) })
    }
}
