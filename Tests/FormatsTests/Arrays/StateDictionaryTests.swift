import ConvNet
import Formats
import Testing

@Suite("State dictionaries")
struct StateDictionaryTests {
    private let state: [(name: String, tensor: Tensor)] = [
        ("conv.weight", .arange(shape: [2, 1, 3, 3])), ("conv.bias", Tensor([0.5, -0.5])),
        ("fc.weight", .ones([4, 2])),
    ]

    @Test("a state goes to a file and back, by the extension", arguments: ["npz", "safetensors"])
    func roundTrip(extension: String) throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/model.\(`extension`)"
            try NamedArrays(state).save(path)
            let loaded = try NamedArrays.load(path)
            #expect(loaded.tensors.map(\.name) == state.map(\.name))
            #expect(try loaded.tensors(matching: state.map { ($0.name, $0.tensor.shape) }) == state.map(\.tensor))
        }
    }

    @Test("what is missing, not expected and of another shape is named, all at once")
    func mismatch() throws {
        let expected: [(name: String, shape: [Int])] = [
            ("conv.weight", [2, 1, 3, 3]), ("conv.scale", [2]), ("fc.weight", [2, 4]), ("fc.bias", [4]),
        ]
        let error = try failure { () throws(FormatError) in
            _ = try NamedArrays(state).tensors(matching: expected)
        }
        #expect(
            error.problem
                == "missing: conv.scale, fc.bias. not expected: conv.bias. wrong shapes: fc.weight is [4, 2], expected [2, 4]"
        )
    }

    @Test("another extension is an error that names the two")
    func extensions() throws {
        for path in ["model.pt", "npz", "/tmp/model"] {
            #expect(throws: FormatError.self) { try NamedArrays(state).save(path) }
            let error = try failure { () throws(FormatError) in _ = try NamedArrays.load(path) }
            #expect(error.help.contains(".npz or .safetensors"))
        }
    }
}
