import ConvNet
import Formats
import Testing

@Suite("NPY")
struct NPYTests {
    @Test(
        "what NumPy wrote is read: every type, both byte orders, both orders of axes",
        arguments: Expectation.named(".npy"))
    func reading(expected: Expectation) throws {
        let array = try StoredArray(npy: golden(expected.file)[...], file: expected.file)
        #expect(array.elementType.rawValue == expected.kind)
        #expect(array.shape == expected.shape && array.count == expected.numbers.count)
        #expect(array.doubles == expected.doubles)
        #expect(array.tensor == Tensor(shape: expected.shape, expected.doubles.map(Float.init)))
    }

    @Test(
        "integers are exact",
        arguments: Expectation.named(".npy").filter { $0.kind.contains("int") || $0.kind == "bool" })
    func integers(expected: Expectation) throws {
        let array = try StoredArray(npy: golden(expected.file)[...], file: expected.file)
        if expected.kind == "uint64" {
            let error = try failure { () throws(FormatError) in _ = try array.integers() }
            #expect(error.problem == "element 4 is 9223372036854775808, more than Int holds")
        } else {
            #expect(try array.integers().map(String.init) == expected.numbers)
        }
    }

    @Test("no type but an integer's is taken for integers")
    func notIntegers() throws {
        let array = StoredArray(Tensor([1, 2]))
        #expect(throws: FormatError.self) { try array.integers() }
    }

    @Test(
        "what is written is what NumPy writes, byte for byte",
        arguments: Expectation.named(".npy").map(\.file).filter { !$0.contains("fortran") && !$0.contains("v3") })
    func writing(file: String) throws {
        let bytes = try golden(file)
        #expect(try StoredArray(npy: bytes[...], file: file).npyBytes(file: file) == bytes)
    }

    @Test("labels and doubles go there and back without loss")
    func roundTrip() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/x.npy"
            try StoredArray(shape: [3], integers: [3, -1, .max]).saveNPY(path)
            #expect(try StoredArray.loadNPY(path).integers() == [3, -1, .max])
            try StoredArray(shape: [2, 1], doubles: [0.1, -.infinity]).saveNPY(path)
            #expect(try StoredArray.loadNPY(path).doubles == [0.1, -.infinity])
            try StoredArray(shape: [2], bytes: [0, 255]).saveNPY(path)
            #expect(try StoredArray.loadNPY(path).integers() == [0, 255])
            #expect(throws: ShapeError.self) { try StoredArray(shape: [2], integers: [1]) }
        }
    }

    /// A file with that header.
    private func file(_ header: String, version: UInt8 = 1, data: Int = 0) -> [UInt8] {
        let length = header.utf8.count
        let size: [UInt8] =
            version == 1
            ? [UInt8(length & 255), UInt8(length >> 8)]
            : (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        return [0x93] + Array("NUMPY".utf8) + [version, 0] + size + Array(header.utf8)
            + [UInt8](repeating: 0, count: data)
    }

    @Test(
        "a header that is made up is an error at its place",
        arguments: [
            ("'shape': (2, 3)", "'shape': (2, -3)", "negative"),
            ("'shape': (2, 3)", "'shape': (4294967296, 4294967296)", "more than 536870912 elements"),
            ("'shape': (2, 3)", "'shape': (0, 99999999999999999999)", "too large"),
            ("'shape': (2, 3)", "'shape': (0, 9999999999)", "more than"),
            ("'shape': (2, 3)", "'shape': (100000, 1000)", "cut off"),
            ("'shape': (2, 3)", "'shape': (3)", "(3,)"), ("'shape': (2, 3)", "'shape': (2 3)", "expected"),
            ("'shape': (2, 3)", "'shape': ((2, 3), 1)", "a number is expected"),
            ("'shape': (2, 3)", "'shape': (2, 3), 'shape': (2, 3)", "twice"),
            ("'shape': (2, 3)", "'order': (2, 3)", "none of descr"), ("'shape': (2, 3), ", "", "missing"),
            ("False", "false", "True or False"), ("'<f4'", "'<f4", "'}' is expected"),
            ("'<f4'", "'|O'", "no real numbers"),
            ("'<f4'", "'<c8'", "no real numbers"), ("'<f4'", "'<U3'", "no real numbers"),
            ("'<f4'", "'f4'", "byte order"),
            ("'<f4'", "'|f4'", "byte order"), ("'<f4'", "[('a', '<f4')]", "fields"), ("}", "} + 1", "follows"),
            ("{", "[", "'{' is expected"), ("'<f4'", "__import__('os')", "quotes"),
        ])
    func header(old: String, new: String, message: String) throws {
        let good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n"
        _ = try StoredArray(npy: file(good, data: 24)[...], file: "good.npy")
        _ = try StoredArray(npy: file(good, version: 2, data: 24)[...], file: "good.npy")
        let bytes = file(good.replacing(old, with: new), data: 24)
        let error = try failure { () throws(FormatError) in _ = try StoredArray(npy: bytes[...], file: "x.npy") }
        #expect(error.problem.contains(message), "\(error)")
        #expect(error.offset.map { (8...bytes.count).contains($0) } == true)
    }

    @Test("65 axes, an absurd header length and another version are errors")
    func limits() throws {
        let many = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(String(repeating: "1,", count: 65))), }"
        #expect(throws: FormatError.self) { try StoredArray(npy: file(many, data: 4)[...], file: "x") }
        var bytes = file("{}", version: 2)
        bytes.replaceSubrange(8..<12, with: [0xFF, 0xFF, 0xFF, 0xFF])
        let error = try failure { () throws(FormatError) in _ = try StoredArray(npy: bytes[...], file: "x") }
        #expect(error.problem.contains("4294967295 bytes is longer") && error.offset == 8)
        #expect(throws: FormatError.self) { try StoredArray(npy: file("{}", version: 4)[...], file: "x") }
    }

    @Test("an error reads as one sentence with file, place and what to do")
    func message() throws {
        let bytes = file("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", data: 20)
        let error = try failure { () throws(FormatError) in _ = try StoredArray(npy: bytes[...], file: "data/x.npy") }
        #expect(
            error.description
                == "data/x.npy: byte 69: the shape [2, 3] of float32 needs 24 bytes, but 20 follow: the file is cut off."
                + " Copy or download it again")
    }
}
