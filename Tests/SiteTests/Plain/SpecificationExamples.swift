import Chapters
import Foundation

/// The examples of a specification file: Markdown and the HTML that it must give.
struct SpecificationExample: CustomStringConvertible, Sendable {
    /// From 1, as in the published specification.
    var number: Int
    var section: String
    /// The words after `example`: the extension that it is about.
    var label: String
    var markdown: String
    var html: String

    var description: String { "example \(number) (\(section))" }

    /// `../shared/data`, beside the project; nil where the project stands alone.
    static let folder: URL? = {
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            let shared = folder.deletingLastPathComponent().appendingPathComponent("shared/data")
            if FileManager.default.fileExists(atPath: shared.path) { return shared }
            folder.deleteLastPathComponent()
        }
        return nil
    }()

    static func read(_ file: String) throws -> [SpecificationExample] {
        guard let folder else { return [] }
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        var examples: [SpecificationExample] = []
        var section = ""
        var current: SpecificationExample?
        var isInHTML = false
        let fence = String(repeating: "`", count: 32)
        for line in text.components(separatedBy: "\n") {
            if line.hasPrefix(fence + " example") {
                let label = line.dropFirst(fence.count + " example".count).trimmingCharacters(in: .whitespaces)
                current = SpecificationExample(
                    number: examples.count + 1, section: section, label: label, markdown: "", html: "")
                isInHTML = false
            } else if line == fence, let example = current {
                examples.append(example)
                current = nil
            } else if current == nil {
                if line.hasPrefix("#") { section = line.drop { $0 == "#" || $0 == " " }.description }
            } else if line == ".", !isInHTML {
                isInHTML = true
            } else {
                let plain = line.replacingOccurrences(of: "→", with: "\t") + "\n"
                if isInHTML { current?.html += plain } else { current?.markdown += plain }
            }
        }
        return examples
    }
}

/// HTML with the differences taken out that mean nothing: the order of attributes, how a tag without content ends.
func normalized(_ html: String) -> String {
    html.replacing(/<input ([^>]*?)\s*\/?>/) { match in
        "<input " + match.1.split(separator: " ").sorted().joined(separator: " ") + ">"
    }
    .replacing(/\s*<\/li>/, with: "</li>")
}
