import ConvNet
import Foundation
import Testing

/// One case of a golden file; Tools/golden/README.md has the format.
struct GoldenCase: CustomTestStringConvertible, Sendable {
    /// For messages: the file and the case's number, from 1.
    let name: String
    let operation: String
    let options: [String: String]
    var tensors: [String: Tensor] = [:]

    var testDescription: String { name }

    /// A tensor that the case must have.
    func tensor(_ name: String) throws -> Tensor {
        try #require(tensors[name], "\(self.name) has no tensor \(name)")
    }

    /// An option of the form `height,width`.
    func size(_ option: String) throws -> Size2D {
        let numbers = try #require(options[option], "\(name) has no option \(option)").split(separator: ",")
            .compactMap { Int($0) }
        try #require(numbers.count == 2)
        return Size2D(numbers[0], numbers[1])
    }

    /// An option that is one number.
    func number(_ option: String) throws -> Int {
        try #require(options[option].flatMap { Int($0) }, "\(name) has no option \(option)")
    }
}

/// The cases of `Golden/<name>.txt`; none, with an issue recorded, if the file can't be read.
func goldenCases(_ name: String) -> [GoldenCase] {
    guard let url = Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Golden"),
        let text = try? String(contentsOf: url, encoding: .utf8)
    else {
        Issue.record("Golden/\(name).txt can't be read")
        return []
    }
    var cases: [GoldenCase] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
        let words = line.split(separator: " ")
        if words.count > 1, words[1].hasPrefix("[") {
            let shape = words[1].dropFirst().dropLast().split(separator: ",").compactMap { Int($0) }
            let values = words.dropFirst(2).compactMap { Float($0) }
            guard !cases.isEmpty, values.count == shape.reduce(1, *) else {
                Issue.record("Golden/\(name).txt: \(line.prefix(60))")
                return []
            }
            cases[cases.count - 1].tensors[String(words[0])] = Tensor(shape: shape, values)
        } else {
            let pairs = words.dropFirst().map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
            cases.append(
                GoldenCase(
                    name: "\(name) \(cases.count + 1)", operation: String(words[0]),
                    options: Dictionary(pairs.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })))
        }
    }
    return cases
}
