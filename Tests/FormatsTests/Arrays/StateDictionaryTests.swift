import ConvNet
import Formats
import Foundation
import Testing

@Suite("State dictionaries")
struct StateDictionaryTests {
    private func model(seed: UInt64, classes: Int = 3) -> Sequential {
        Sequential(
            Conv2d(inChannels: 2, outChannels: 4, kernel: 3, seed: seed), BatchNorm2d(channels: 4), ReLU(), Flatten(),
            Linear(inFeatures: 4 * 4 * 5, outFeatures: classes, seed: seed + 1))
    }

    @Test(
        "what PyTorch saved is loaded by its names, and gives what PyTorch computes", arguments: ["safetensors", "npz"])
    func pytorch(extension: String) throws {
        let model = model(seed: 1)
        model.isTraining = false
        let path = try #require(Bundle.module.resourceURL).appendingPathComponent("Golden/model.\(`extension`)").path
        try model.load(from: path)
        let vectors = try NamedArrays(npz: golden("model-vectors.npz"), file: "model-vectors.npz")
        #expect(model.forward(try vectors.tensor("x")).isClose(to: try vectors.tensor("y"), tolerance: 1e-5))
    }

    @Test("a model goes to a file and into another, by the extension", arguments: ["npz", "safetensors"])
    func roundTrip(extension: String) throws {
        try withTemporaryFolder { folder in
            let (one, other) = (model(seed: 1), model(seed: 7))
            let x = Tensor.randomNormal(shape: [2, 2, 6, 7], seed: 3)
            // Moves the running statistics, which are part of the state.
            one.isTraining = true
            _ = one.forward(x)
            one.isTraining = false
            other.isTraining = false
            let path = "\(folder)/model.\(`extension`)"
            try one.save(to: path)
            #expect(one.forward(x) != other.forward(x))
            try other.load(from: path)
            #expect(one.forward(x) == other.forward(x))
            let names = [
                "0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "4.weight", "4.bias",
            ]
            #expect(try NamedArrays.load(path).names == names)
        }
    }

    @Test("what is missing, not expected and of another shape is named, all at once, and nothing is set")
    func mismatch() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/model.npz"
            let model = model(seed: 1)
            let before = model.stateDictionary
            var state = before
            state["0.bias"] = nil
            state["0.scale"] = Tensor([1])
            state["4.weight"] = Tensor.zeros([3, 81])
            try NamedArrays(state.map { (name: $0.key, tensor: $0.value) }).save(path)
            let error = try failure { () throws(FormatError) in try model.load(from: path) }
            #expect(error.file == path)
            #expect(error.problem.contains("no value for 0.bias") && error.problem.contains("has no 0.scale"))
            #expect(error.problem.contains("4.weight is [3, 80], but the value is [3, 81]"))
            #expect(throws: FormatError.self) { try model.load(from: path, strict: false) }
            #expect(model.stateDictionary == before)
            state["4.weight"] = nil
            try NamedArrays(state.map { (name: $0.key, tensor: $0.value) }).save(path)
            try model.load(from: path, strict: false)
        }
    }

    @Test("another extension is an error that names the two")
    func extensions() throws {
        for path in ["model.pt", "npz", "/tmp/model"] {
            #expect(throws: FormatError.self) { try model(seed: 1).save(to: path) }
            let error = try failure { () throws(FormatError) in try model(seed: 1).load(from: path) }
            #expect(error.help.contains(".npz or .safetensors"))
        }
    }
}
