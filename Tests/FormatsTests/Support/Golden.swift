import ConvNet
import Formats
import Foundation
import Testing

/// A file of `Golden/`.
func golden(_ name: String) throws -> [UInt8] {
    let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Golden/\(name)")
    return [UInt8](try Data(contentsOf: url))
}

/// One line of `expected.txt`: what Python says is in a file.
struct Expectation: CustomTestStringConvertible, Sendable {
    var file: String
    /// What is meant inside of it, if there are several.
    var member: String?
    var kind: String
    var shape: [Int]
    /// As Python writes them.
    var numbers: [String]

    var testDescription: String { file + (member.map { "(\($0))" } ?? "") }

    var doubles: [Double] { numbers.compactMap { Double($0) } }

    static let all: [Expectation] = {
        guard let text = try? String(decoding: golden("expected.txt"), as: UTF8.self) else { return [] }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let words = line.split(separator: " ").map(String.init)
            let parts = words[0].split(separator: "(")
            return Expectation(
                file: String(parts[0]), member: parts.count > 1 ? String(parts[1].dropLast()) : nil, kind: words[1],
                shape: words[2].dropFirst().dropLast().split(separator: ",").compactMap { Int($0) },
                numbers: Array(words.dropFirst(3)))
        }
    }()

    static func named(_ suffixes: String...) -> [Expectation] {
        all.filter { item in suffixes.contains { item.file.hasSuffix($0) } }
    }
}

/// Reads a file of any format from its bytes, by its name; every value in it is looked at.
@discardableResult
func readAny(_ name: String, _ bytes: [UInt8]) throws(FormatError) -> Int {
    if name.hasSuffix(".npy") { return try StoredArray(npy: bytes[...], file: name).tensor.count }
    if name.hasSuffix(".npz") { return try NamedArrays(npz: bytes, file: name).tensors.count }
    if name.hasSuffix(".safetensors") { return try NamedArrays(safetensors: bytes, file: name).tensors.count }
    if name.hasSuffix(".png") { return try RasterImage(png: bytes, file: name).tensor().count }
    if name.hasSuffix("m") { return try RasterImage(pnm: bytes, file: name).tensor().count }
    if name == "cifar10.bin" { return try CIFARBatch(cifar10: bytes, file: name).images.count }
    if name == "cifar100.bin" { return try CIFARBatch(cifar100: bytes, file: name).images.count }
    return try StoredArray(idx: bytes, file: name).tensor.count
}

/// All files that hold something to read.
let goldenFiles: [String] = {
    let folder = Bundle.module.resourceURL?.appendingPathComponent("Golden").path ?? ""
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasSuffix(".txt") && !$0.hasSuffix(".md") }.sorted()
}()

/// A folder that is gone after the test.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("formats-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
}

/// The error that reading throws; an issue if it throws none.
func failure(_ body: () throws(FormatError) -> Void) throws -> FormatError {
    do {
        try body()
    } catch {
        return error
    }
    throw NothingThrown()
}

struct NothingThrown: Error {}
