import ConvNet
import Formats
import Testing

@Suite("NPZ")
struct NPZTests {
    @Test("stored, deflated, streamed and ZIP64 archives of NumPy are read", arguments: Expectation.named(".npz"))
    func reading(expected: Expectation) throws {
        let arrays = try NamedArrays(npz: golden(expected.file), file: expected.file)
        let array = try arrays.array(expected.member ?? "")
        #expect(array.elementType.rawValue == expected.kind && array.shape == expected.shape)
        #expect(array.doubles == expected.doubles)
        let all = Expectation.all.filter { $0.file == expected.file }.compactMap(\.member)
        #expect(arrays.names == all)
    }

    @Test("what is saved is loaded again, in order, stored and deflated", arguments: [false, true])
    func roundTrip(compressed: Bool) throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/a.npz"
            let labels = try StoredArray(shape: [2], integers: [7, -7])
            let saved = NamedArrays([
                .init(name: "畳み込み/weight", array: StoredArray(Tensor.arange(shape: [3, 5, 7]))),
                .init(name: "labels", array: labels), .init(name: "a", array: StoredArray(Tensor.zeros([0, 4]))),
            ])
            try saved.saveNPZ(path, compressed: compressed)
            let loaded = try NamedArrays.load(path)
            #expect(loaded.entries == saved.entries)
            #expect(try loaded.array("labels").integers() == [7, -7])
            let missing = try failure { () throws(FormatError) in _ = try loaded.tensor("b") }
            #expect(missing.help.contains("畳み込み/weight, labels, a"))
        }
    }

    @Test("the same arrays give the same bytes, and deflating makes them fewer")
    func reproducible() throws {
        let arrays = NamedArrays([("x", Tensor.zeros([100, 100]))])
        let stored = try arrays.npzBytes(file: "x", compressed: false)
        #expect(try stored == arrays.npzBytes(file: "x", compressed: false))
        #expect(try arrays.npzBytes(file: "x", compressed: true).count < stored.count / 50)
    }

    @Test(
        "names that lead out of the archive, are empty or there twice are neither written nor read",
        arguments: [["../x"], ["/x"], ["a\\b"], ["a/../b"], [""], ["a\u{0}b"], ["a//b"], ["x", "x"]])
    func names(names: [String]) throws {
        let arrays = NamedArrays(names.map { ($0, Tensor([1])) })
        #expect(throws: FormatError.self) { try arrays.npzBytes(file: "x", compressed: false) }
        #expect(throws: FormatError.self) { try arrays.safetensorsBytes(file: "x") }
        // Put into a good archive by hand: names of the same length.
        let placeholder = names.map { String(repeating: "q", count: max($0.utf8.count, 1)) }
        guard names.count == 1, names[0] != "" else { return }
        var bytes = try NamedArrays(placeholder.map { ($0, Tensor([1])) }).npzBytes(file: "x", compressed: false)
        let old = Array("\(placeholder[0]).npy".utf8)
        for start in 0..<(bytes.count - old.count) where Array(bytes[start..<(start + old.count)]) == old {
            bytes.replaceSubrange(start..<(start + old.count), with: Array("\(names[0]).npy".utf8))
        }
        #expect(throws: FormatError.self) { try NamedArrays(npz: bytes, file: "x.npz") }
    }

    @Test("a bomb is refused by what it says and by what it does")
    func bomb() throws {
        var bytes = try NamedArrays([("x", Tensor.zeros([1 << 20]))]).npzBytes(file: "x", compressed: true)
        #expect(bytes.count < 8192)
        let entry = try #require((0..<bytes.count - 4).first { Array(bytes[$0..<($0 + 4)]) == [0x50, 0x4B, 1, 2] })
        // The directory says fewer bytes than come out, then more than can.
        bytes.replaceSubrange((entry + 24)..<(entry + 28), with: [0, 1, 0, 0])
        let less = try failure { () throws(FormatError) in _ = try NamedArrays(npz: bytes, file: "x") }
        #expect(less.problem.contains("more comes out"))
        bytes.replaceSubrange((entry + 24)..<(entry + 28), with: [0, 0, 0, 0x3F])
        let more = try failure { () throws(FormatError) in _ = try NamedArrays(npz: bytes, file: "x") }
        #expect(more.problem.contains("can't become"))
    }

    @Test("members that share bytes, and changed ones, are errors")
    func overlap() throws {
        var bytes = try NamedArrays([("x", Tensor([1])), ("y", Tensor([1]))]).npzBytes(file: "x", compressed: false)
        let entries = (0..<bytes.count - 4).filter { Array(bytes[$0..<($0 + 4)]) == [0x50, 0x4B, 1, 2] }
        #expect(entries.count == 2)
        var changed = bytes
        changed[160] ^= 1
        let error = try failure { () throws(FormatError) in _ = try NamedArrays(npz: changed, file: "x") }
        #expect(error.problem.contains("checksum"))
        // The second entry becomes the first once more.
        let second = entries[1]..<(entries[1] + entries[1] - entries[0])
        bytes.replaceSubrange(second, with: Array(bytes[entries[0]..<entries[1]]))
        let shared = try failure { () throws(FormatError) in _ = try NamedArrays(npz: bytes, file: "x") }
        #expect(shared.problem.contains("share bytes"))
    }
}
