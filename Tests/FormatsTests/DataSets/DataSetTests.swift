import ConvNet
import Formats
import Testing

@Suite("IDX and CIFAR")
struct DataSetTests {
    @Test("IDX of every type is read, compressed too", arguments: Expectation.named(".idx", ".idx.gz"))
    func idx(expected: Expectation) throws {
        let array = try StoredArray(idx: golden(expected.file), file: expected.file)
        #expect(array.elementType.rawValue == expected.kind && array.shape == expected.shape)
        #expect(array.doubles == expected.doubles)
    }

    @Test("IDX is written as it was read", arguments: Expectation.named(".idx").map(\.file))
    func writing(file: String) throws {
        let bytes = try golden(file)
        #expect(try StoredArray(idx: bytes, file: file).idxBytes(file: file) == bytes)
        #expect(throws: FormatError.self) { try StoredArray(shape: [1], integers: [1]).idxBytes(file: "x") }
    }

    @Test("IDX goes through gzip and back")
    func compressed() throws {
        try withTemporaryFolder { folder in
            let array = try StoredArray(shape: [100, 10], bytes: [UInt8](repeating: 7, count: 1000))
            try array.saveIDX("\(folder)/x.gz")
            #expect(try StoredArray.loadIDX("\(folder)/x.gz") == array)
            #expect(try Tensor.loadIDX("\(folder)/x.gz") == Tensor(repeating: 7, shape: [100, 10]))
        }
    }

    @Test("several gzip members count as one; lengths that overflow and unknown types are errors")
    func hostileIDX() throws {
        let digits = try golden("digits.idx.gz")
        #expect(throws: FormatError.self) { try StoredArray(idx: digits + digits, file: "x") }
        let huge: [UInt8] = [0, 0, 8, 3] + [UInt8](repeating: 0xFF, count: 12)
        let error = try failure { () throws(FormatError) in _ = try StoredArray(idx: huge, file: "x") }
        #expect(error.problem.contains("more than 536870912"))
        for start: [UInt8] in [[0, 0, 8, 0], [0, 0, 10, 1, 0, 0, 0, 0], [1, 0, 8, 1, 0, 0, 0, 0], [0, 0, 8, 255]] {
            #expect(throws: FormatError.self) { try StoredArray(idx: start, file: "x") }
        }
    }

    @Test("CIFAR: labels, planes of colour, rows; the first few of many")
    func cifar() throws {
        let ten = try CIFARBatch(cifar10: golden("cifar10.bin"), file: "cifar10.bin")
        #expect(ten.labels == [3, 8, 0] && ten.coarseLabels == [] && ten.images.shape == [3, 3, 32, 32])
        // Byte i of all images is i · 11 mod 256, in the order N, C, H, W.
        let index = ((2 * 3 + 1) * 32 + 5) * 32 + 9
        #expect(ten.images[2, 1, 5, 9] == Float(index * 11 % 256) / 255)
        let hundred = try CIFARBatch(cifar100: golden("cifar100.bin"), file: "cifar100.bin", count: 2)
        #expect(hundred.labels == [99, 49] && hundred.coarseLabels == [19, 0])
        #expect(hundred.images.shape == [2, 3, 32, 32] && hundred.images[1, 2, 31, 31] == ten.images[1, 2, 31, 31])
    }

    @Test("CIFAR files of the other kind, of no whole record and with unknown labels are errors")
    func hostileCIFAR() throws {
        let ten = try golden("cifar10.bin")
        #expect(throws: FormatError.self) { try CIFARBatch(cifar100: ten, file: "x") }
        #expect(throws: FormatError.self) { try CIFARBatch(cifar10: [], file: "x") }
        var wrong = ten
        wrong[3073] = 10
        let error = try failure { () throws(FormatError) in _ = try CIFARBatch(cifar10: wrong, file: "x") }
        #expect(error.problem == "the label of image 1 is 10, not from 0 to 9" && error.offset == 3073)
    }
}
