/// The colours, and the only place that writes escape sequences.
struct Palette {
    var level: ColorLevel

    /// The lines as one text, each ending in a line break.
    func encode(_ lines: [StyledText]) -> String {
        var result = ""
        for line in lines {
            let last = line.runs.lastIndex { run in run.text.utf8.contains { $0 != 0x20 } } ?? -1
            for (index, run) in line.runs.enumerated() where index <= last {
                let text = index == last ? Self.withoutSpacesAtEnd(run.text) : run.text
                let codes = level == .none ? "" : codes(for: run.attributes)
                result += codes.isEmpty ? text : "\u{1B}[\(codes)m\(text)\u{1B}[0m"
            }
            result += "\n"
        }
        return result
    }

    private static func withoutSpacesAtEnd(_ text: String) -> String {
        guard text.utf8.last == 0x20 else { return text }
        var bytes = text.utf8[...]
        while bytes.last == 0x20 { bytes.removeLast() }
        return String(Substring(bytes))
    }

    /// The parameters of "select graphic rendition"; empty for plain text.
    private func codes(for attributes: Attributes) -> String {
        var codes: [String] = []
        let traits = attributes.traits
        if traits.contains(.bold) { codes.append("1") }
        if traits.contains(.dim) { codes.append("2") }
        if traits.contains(.italic) { codes.append("3") }
        if traits.contains(.underline) { codes.append("4") }
        if traits.contains(.strikethrough) { codes.append("9") }
        if let tone = attributes.tone { codes.append(color(of: tone)) }
        return codes.joined(separator: ";")
    }

    /// Of middle brightness: readable on light and on dark terminals.
    ///
    /// Foregrounds only, but for pixels.
    private func color(of tone: Tone) -> String {
        switch tone {
        case .heading: pick("36", 31, (0x1F, 0x88, 0xB5))
        case .code: pick("33", 130, (0xB0, 0x6A, 0x1B))
        case .math: pick("35", 97, (0x8E, 0x5F, 0xB8))
        case .link: pick("34", 32, (0x2A, 0x7F, 0xD4))
        case .accent: pick("35", 133, (0xB0, 0x52, 0xA0))
        case .success: pick("32", 34, (0x24, 0x9A, 0x3E))
        case .failure: pick("31", 160, (0xD0, 0x30, 0x2F))
        case .warning: pick("33", 172, (0xC9, 0x7E, 0x0A))
        case .information: pick("34", 32, (0x2A, 0x7F, 0xD4))
        case .keyword: pick("35", 133, (0xB0, 0x45, 0x93))
        case .typeName: pick("36", 30, (0x1B, 0x85, 0x8C))
        case .string: pick("31", 131, (0xB5, 0x52, 0x48))
        case .number: pick("34", 62, (0x56, 0x66, 0xC9))
        case .comment: pick("32", 65, (0x5B, 0x82, 0x5B))
        case .added: pick("32", 34, (0x24, 0x9A, 0x3E))
        case .removed: pick("31", 160, (0xD0, 0x30, 0x2F))
        case .group(let index): groupColor(index)
        case .gray(let shade): gray(shade)
        case .pixels(let top, let bottom): "38;\(exact(top));48;\(exact(bottom))"
        }
    }

    /// A colour as it is, or the nearest of the 6 × 6 × 6 that every palette of 256 has.
    private func exact(_ color: RGB) -> String {
        if level == .trueColor { return "2;\(color.red);\(color.green);\(color.blue)" }
        let steps = [color.red, color.green, color.blue].map { (Int($0) + 25) / 51 }
        return "5;\(16 + 36 * steps[0] + 6 * steps[1] + steps[2])"
    }

    private func pick(_ basic: String, _ palette: Int, _ rgb: (Int, Int, Int)) -> String {
        switch level {
        case .none, .basic: basic
        case .palette256: "38;5;\(palette)"
        case .trueColor: "38;2;\(rgb.0);\(rgb.1);\(rgb.2)"
        }
    }

    /// Okabe and Ito's colours, which stay apart for colour-blind readers, a little darker.
    private static let groups: [(basic: String, palette: Int, rgb: RGB)] = [
        ("31", 166, RGB(0xD5, 0x5E, 0x00)), ("34", 32, RGB(0x00, 0x7A, 0xC2)), ("32", 36, RGB(0x00, 0x9E, 0x73)),
        ("35", 169, RGB(0xC8, 0x6A, 0x9C)), ("33", 178, RGB(0xC9, 0x9A, 0x00)),
    ]

    private func groupColor(_ index: Int) -> String {
        let group = Self.groups[((index % 5) + 5) % 5]
        return pick(group.basic, group.palette, (Int(group.rgb.red), Int(group.rgb.green), Int(group.rgb.blue)))
    }

    /// The colour of a group, where a pixel is to have it.
    static func color(ofGroup index: Int) -> RGB { groups[((index % 5) + 5) % 5].rgb }

    private func gray(_ shade: Int) -> String {
        let shade = min(max(shade, 0), 23)
        return pick(shade < 12 ? "90" : "37", 232 + shade, (8 + shade * 10, 8 + shade * 10, 8 + shade * 10))
    }
}
