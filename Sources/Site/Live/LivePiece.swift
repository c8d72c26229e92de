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
        let bytes = Array(html.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var start = 0
        forEach(in: bytes, count: count) { place, index in
            result += bytes[start..<place.lowerBound]
            result += ParameterMarker.marker(for: index).utf8
            start = place.upperBound
        }
        return start == 0 ? html : String(decoding: result + bytes[start...], as: UTF8.self)
    }

    /// The parameters that stand in a formula.
    static func indices(in tex: String, count: Int) -> Set<Int> {
        var indices: Set<Int> = []
        forEach(in: Array(tex.utf8), count: count) { _, index in indices.insert(index) }
        return indices
    }

    /// All stand-ins of `count` parameters in a text, in one look from left to right.
    private static func forEach(in bytes: [UInt8], count: Int, _ found: (Range<Int>, Int) -> Void) {
        let known = Dictionary(uniqueKeysWithValues: (0..<count).map { (Array(text($0).utf8), $0) })
        guard let length = known.keys.first?.count, let first = text(0).utf8.first else { return }
        var place = 0
        while place + length <= bytes.count {
            if bytes[place] == first, let index = known[Array(bytes[place..<place + length])] {
                found(place..<place + length, index)
                place += length
            } else {
                place += 1
            }
        }
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
