import ConvNet
import Testing
import Vision

struct RunLengthMaskTests {
    private func text(_ codes: [Int]) -> String { String(decoding: codes.map { UInt8($0) }, as: UTF8.self) }

    /// Pixel for pixel, and the strings to the byte.
    @Test func equalsPycocotools() throws {
        var previous: RunLengthMask?
        for golden in goldenCases("masks") where golden.operation == "mask" {
            let (height, width) = (Int(try golden.number("height")), Int(try golden.number("width")))
            let mask = try RunLengthMask(height: height, width: width, polygons: [try golden.array("polygon")])
            let string = text(try golden.integers("string"))
            #expect(mask.compressed == string, "\(golden.name)")
            #expect(try RunLengthMask(height: height, width: width, compressed: string) == mask)
            #expect([Double(mask.area)] == (try golden.array("area")))
            #expect(mask.boundingBox.coordinates(as: .xywh) == (try golden.array("box")), "\(golden.name)")
            if let previous, let overlaps = golden.arrays["overlaps"] {
                #expect([try mask.iou(previous), try mask.coverage(by: previous)] == overlaps)
                #expect(try mask.union(previous).compressed == text(try golden.integers("union")))
                #expect(try mask.intersection(previous).compressed == text(try golden.integers("intersection")))
            }
            previous = mask
        }
    }

    /// Counts as a file may have them, with runs of no pixels among them.
    @Test func takesRunsAsPycocotools() throws {
        let cases = goldenCases("masks").filter { $0.operation == "runs" }
        #expect(cases.count == 40)
        for golden in cases {
            let (height, width) = (Int(try golden.number("height")), Int(try golden.number("width")))
            let mask = try RunLengthMask(height: height, width: width, counts: try golden.integers("counts"))
            #expect(mask.compressed == text(try golden.integers("string")))
            #expect([Double(mask.area)] == (try golden.array("area")))
            #expect(mask.boundingBox.coordinates(as: .xywh) == (try golden.array("box")), "\(golden.name)")
            #expect(mask.area == mask.pixels.count { $0 })
        }
    }

    @Test func pixelsThereAndBack() throws {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<200 {
            let (height, width) = (1 + random.below(9), 1 + random.below(9))
            let pixels = (0..<height * width).map { _ in random.below(3) == 0 }
            let mask = try RunLengthMask(height: height, width: width, pixels: pixels)
            #expect(mask.pixels == pixels)
            #expect(mask.area == pixels.count { $0 })
            #expect(try RunLengthMask(height: height, width: width, counts: mask.counts.map { Int($0) }) == mask)
            let other = try RunLengthMask(
                height: height, width: width, pixels: pixels.map { _ in random.below(2) == 0 })
            let both = zip(pixels, other.pixels)
            #expect(try mask.union(other).pixels == both.map { $0 || $1 })
            #expect(try mask.intersection(other).pixels == both.map { $0 && $1 })
            let shared = both.count { $0 && $1 }
            let expected = shared == 0 ? 0 : Double(shared) / Double(both.count { $0 || $1 })
            #expect(try mask.iou(other) == expected)
        }
    }

    @Test func readsColumnsDownwards() throws {
        let mask = try RunLengthMask(height: 2, width: 3, counts: [1, 2, 3])
        #expect(mask.pixels == [false, true, false, true, false, false])
        #expect(mask.boundingBox.coordinates(as: .xywh) == [0, 0, 2, 2])
        let square = try RunLengthMask(height: 4, width: 3, polygons: [[0, 0, 2, 0, 2, 2, 0, 2]])
        #expect(square.counts == [0, 2, 2, 2, 6])
        #expect(square.compressed == "02204")
    }

    @Test func refusesWhatIsNoMask() {
        func error(_ body: () throws(MaskError) -> RunLengthMask) -> MaskError? {
            do throws(MaskError) { _ = try body() } catch { return error }
            return nil
        }
        #expect(
            error { () throws(MaskError) in try RunLengthMask(height: 2, width: 2, counts: [1, 2]) }
                == .countsDoNotFill(sum: 3, height: 2, width: 2))
        #expect(
            error { () throws(MaskError) in try RunLengthMask(height: 2, width: 2, counts: [5, -1]) }
                == .negativeCount(-1, at: 1))
        #expect(
            error { () throws(MaskError) in try RunLengthMask(height: 2, width: 2, counts: [.max, .max]) }
                == .countsDoNotFill(sum: .max, height: 2, width: 2))
        #expect(
            error { () throws(MaskError) in try RunLengthMask(height: 1 << 40, width: 1 << 40, counts: []) }
                == .badSize(height: 1 << 40, width: 1 << 40))
        #expect(
            error { () throws(MaskError) in try RunLengthMask(height: 2, width: 2, compressed: "4 ") }
                == .badCharacter(32, at: 1))
        #expect(
            error { () throws(MaskError) in try RunLengthMask(height: 2, width: 2, compressed: "T") }
                == .unfinishedString)
        #expect(
            error { () throws(MaskError) in try RunLengthMask(height: 2, width: 2, compressed: "5") }
                == .countsDoNotFill(sum: 5, height: 2, width: 2))
        #expect(
            error { () throws(MaskError) in try RunLengthMask(height: 2, width: 2, polygons: [[0, 0, 1, 1]]) }
                == .badPolygon(coordinates: 4))
        #expect(
            error { () throws(MaskError) in try RunLengthMask(height: 2, width: 2, polygons: [[0, 0, 1, 1, 1e9, 0]]) }
                == .badCoordinate(1e9))
        #expect(error { () throws(MaskError) in try RunLengthMask(height: 2, width: 2, polygons: []) } == .noPolygon)
    }
}
