import Foundation
import Testing
import Vision

/// One case of a golden file; Tools/golden/README.md has the format.
///
/// Not the engine's reader: that one holds `Float`, and what is compared here is compared to 1e-9.
struct GoldenCase: CustomTestStringConvertible, Sendable {
    /// For messages: the file and the case's number, from 1.
    let name: String
    let operation: String
    let options: [String: String]
    var arrays: [String: [Double]] = [:]
    var shapes: [String: [Int]] = [:]

    var testDescription: String { name }

    /// Numbers that the case must have.
    func array(_ name: String) throws -> [Double] {
        try #require(arrays[name], "\(self.name) has no \(name)")
    }

    func integers(_ name: String) throws -> [Int] {
        try array(name).map { Int($0) }
    }

    func boxes(_ name: String, as format: BoxFormat = .xyxy) throws -> [Box] {
        let numbers = try array(name)
        return stride(from: 0, to: numbers.count, by: 4).map {
            Box(numbers[$0], numbers[$0 + 1], numbers[$0 + 2], numbers[$0 + 3], as: format)
        }
    }

    /// An option that is a number.
    func number(_ option: String) throws -> Double {
        try #require(options[option].flatMap { Double($0) }, "\(name) has no number \(option)")
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
            let values = words.dropFirst(2).compactMap { Double($0) }
            guard !cases.isEmpty, values.count == shape.reduce(1, *) else {
                Issue.record("Golden/\(name).txt: \(line.prefix(60))")
                return []
            }
            cases[cases.count - 1].arrays[String(words[0])] = values
            cases[cases.count - 1].shapes[String(words[0])] = shape
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
