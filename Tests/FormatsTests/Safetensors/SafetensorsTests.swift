import ConvNet
import Formats
import Testing

@Suite("safetensors")
struct SafetensorsTests {
    @Test("what the reference implementation wrote is read", arguments: Expectation.named(".safetensors"))
    func reading(expected: Expectation) throws {
        let arrays = try NamedArrays(safetensors: golden(expected.file), file: expected.file)
        let array = try arrays.array(expected.member ?? "")
        #expect(array.elementType.rawValue == expected.kind && array.shape == expected.shape)
        #expect(array.doubles == expected.doubles)
        #expect(arrays.names.count == Expectation.all.count { $0.file == expected.file })
    }

    @Test("what is written is what the reference implementation writes, byte for byte")
    func writing() throws {
        for file in ["plain.safetensors", "types.safetensors", "bfloat16.safetensors"] {
            let bytes = try golden(file)
            #expect(try NamedArrays(safetensors: bytes, file: file).safetensorsBytes(file: file) == bytes)
        }
    }

    @Test("order, names, types and metadata come back as they were saved")
    func roundTrip() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/a.safetensors"
            let saved = NamedArrays(
                [
                    .init(name: "z \"畳\"\n", array: try StoredArray(shape: [3], bytes: [1, 2, 3])),
                    .init(name: "b", array: try StoredArray(shape: [2, 1], doubles: [0.1, 0.2])),
                    .init(name: "a", array: StoredArray(Tensor.arange(shape: [2, 3]))),
                ].filter { !$0.name.contains("\n") } + [
                    .init(name: "z \"畳\"", array: try StoredArray(shape: [3], bytes: [1, 2, 3]))
                ], metadata: ["note": "a\"\\\n\u{1}", "版": "1"])
            try saved.save(path)
            let loaded = try NamedArrays.load(path)
            #expect(loaded.entries == saved.entries && loaded.metadata == saved.metadata)
            #expect(loaded.names == ["b", "a", "z \"畳\""])
        }
    }

    private func file(_ header: String, data: Int = 8) -> [UInt8] {
        let length = UInt64(header.utf8.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
            + [UInt8](repeating: 0, count: data)
    }

    private static let good = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#

    @Test("spaces, escapes and any order of the fields are JSON")
    func variants() throws {
        for header in [
            SafetensorsTests.good, SafetensorsTests.good + "   ",
            #"{ "\u0061" : { "data_offsets":[ 0 , 8 ], "shape":[2,1], "dtype":"\u0046\u00332" } }"#,
            #"{"__metadata__":{},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"b":{"dtype":"I8","shape":[4],"data_offsets":[0,4]}}"#,
            #"{"\ud83d\ude00":{"dtype":"U8","shape":[],"data_offsets":[0,1]},"n":{"dtype":"F32","shape":[0,3],"data_offsets":[1,1]},"c":{"dtype":"U8","shape":[7],"data_offsets":[1,8]}}"#,
        ] {
            _ = try NamedArrays(safetensors: file(header), file: "x")
        }
        #expect(try NamedArrays(safetensors: file("{}", data: 0), file: "x").entries.isEmpty)
    }

    @Test(
        "a header that is made up is an error",
        arguments: [
            (good.replacing("[0,8]", with: "[0,12]"), "don't fill"),
            (good.replacing("[0,8]", with: "[8,0]"), "before it begins"),
            (good.replacing("[0,8]", with: "[-8,0]"), "from 0 up"),
            (good.replacing("[0,8]", with: "[0,8,8]"), "more than 2"),
            (good.replacing("[0,8]", with: "[0,8.0]"), "whole number"),
            (good.replacing("[0,8]", with: "[0,08]"), "begins with 0"),
            (good.replacing("[0,8]", with: "[0,99999999999999999999]"), "too large"),
            (good.replacing("[2]", with: "[4611686018427387904,4]"), "more than"),
            (good.replacing("[2]", with: "[0,4611686018427387904]"), "more than"),
            (good.replacing("F32", with: "F8_E4M3"), "none of BOOL"),
            (good.replacing("\"shape\":[2],", with: ""), "lacks"),
            (good.replacing("\"shape\"", with: "\"shape\":[2],\"shape\""), "twice"),
            (good.replacing("\"shape\"", with: "\"extra\":{\"a\":[[[[1]]]]},\"shape\""), "none of dtype"),
            (good.replacing("[2]", with: "[[[[2]]]]"), "from 0 up"), (good.replacing("}}", with: "}}x"), "follows"),
            (good.replacing("}}", with: "},}"), "'\"' is expected"), (good.replacing("\"a\"", with: "\"a"), "expected"),
            (good.replacing("\"a\"", with: "\"\\ud800\""), "half a character"),
            (good.replacing("\"a\"", with: "\"\\x\""), "escape"),
            (good.replacing("\"a\"", with: "\"../a\""), "somewhere else"),
            (good.replacing("\"a\"", with: "\"\""), "empty"),
            (#"{"__metadata__":{"a":1}}"#, "'\"' is expected"), (#"{"__metadata__":{"a":"1","a":"2"}}"#, "twice"),
            (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, "before it end at 0"),
            (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "belong to none"),
            (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}"#, "cut off"),
            (
                #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
                "shares bytes"
            ),
            (
                #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
                "twice"
            ),
            (" " + good, "does not begin"), (String(repeating: "[", count: 100_000), "does not begin"),
            (String(repeating: "{\"a\":", count: 100_000), "none of dtype"),
        ])
    func header(header: String, message: String) throws {
        let error = try failure { () throws(FormatError) in _ = try NamedArrays(safetensors: file(header), file: "x") }
        #expect(error.problem.contains(message), "\(error)")
    }

    @Test("an absurd length of the header is an error", arguments: [9, 1000, UInt64.max, 1 << 63, 1 << 32])
    func length(length: UInt64) throws {
        var bytes = file("{}", data: 0)
        for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
        let error = try failure { () throws(FormatError) in _ = try NamedArrays(safetensors: bytes, file: "x") }
        #expect(error.problem.contains("\(length) bytes") && error.offset == 0)
    }
}
