import Foundation
import Runner
import Testing

@Suite("Kept files")
final class FileCacheTests: Sendable {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)").path

    deinit { try? FileManager.default.removeItem(atPath: root) }

    private let key = Digest.of(["key"])

    @Test("come back whole, or not at all")
    func damaged() throws {
        let cache = FileCache(directory: root, capacity: 10)
        #expect(cache.load(key) == nil)
        let content = Data((0..<300).map { UInt8($0 % 251) })
        cache.store(content, key: key)
        #expect(cache.load(key) == content)
        #expect(cache.load(Digest.of(["another"])) == nil)
        let file = URL(fileURLWithPath: "\(root)/\(key)")
        let whole = try Data(contentsOf: file)
        for position in stride(from: 0, to: whole.count, by: 5) {
            var bytes = whole
            bytes[position] ^= 1
            try bytes.write(to: file)
            #expect(cache.load(key) == nil, "byte \(position)")
            try whole.prefix(position).write(to: file)
            #expect(cache.load(key) == nil, "\(position) bytes")
        }
        try whole.write(to: file)
        #expect(cache.load(key) == content)
    }

    @Test("the oldest go, and a folder that can't be is no harm")
    func full() throws {
        let cache = FileCache(directory: root, capacity: 4)
        for number in 0..<5 { cache.store(Data([UInt8(number)]), key: Digest.of(["\(number)"])) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: root).count == 2)
        let file = "\(root)/\(Digest.of(["4"]))"
        for impossible in [nil, "\(file)/folder"] {
            let cache = FileCache(directory: impossible, capacity: 4)
            cache.store(Data([1]), key: key)
            #expect(cache.load(key) == nil)
        }
    }
}
