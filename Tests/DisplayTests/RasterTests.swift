import Display
import Foundation
import Testing

@Suite("Images as data")
struct RasterTests {
    @Test("base64 is Foundation's", arguments: 0..<40)
    func base64(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count) }
        let data = try JSONEncoder().encode([Bytes(bytes)])
        let text = try JSONDecoder().decode([String].self, from: data)[0]
        #expect(text == Data(bytes).base64EncodedString())
        #expect(try JSONDecoder().decode([Bytes].self, from: data) == [Bytes(bytes)])
    }

    @Test("what is not base64 is refused", arguments: ["a", "ab", "====", "a===", "ab=c", "あいうえ", "AB==AB==", "AB=="])
    func damaged(text: String) throws {
        let data = try JSONEncoder().encode([text])
        // "AB==" leaves bits over that no byte has.
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Bytes].self, from: data) }
    }

    @Test("a raster comes back as it was")
    func roundTrip() throws {
        let raster = Raster(
            title: "猫", width: 2, height: 1, pixels: [0, 127, 255, 1, 2, 3],
            outlines: [.init(x1: 0, y1: 0.5, x2: 1, y2: 1, label: "a", group: 2)])
        let figure = Figure(caption: "c", alt: "a", panels: [.image(raster), .symbol("→")])
        #expect(try JSONDecoder().decode(Figure.self, from: JSONEncoder().encode(figure)) == figure)
    }
}
