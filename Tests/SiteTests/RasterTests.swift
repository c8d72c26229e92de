import Deflate
import Display
import Foundation
import Testing

@testable import Site

@Suite struct RasterTests {
    private func figure(_ raster: Raster) -> String {
        let html = FigureHTML.render(Figure(caption: "図 1", alt: "説明 <b>", panels: [.image(raster)]))
        #expect(WellFormed.problems(in: html) == [])
        // Any letters may stand in the embedded file.
        let drawn = html.replacing(/base64,[^"]*/, with: "")
        #expect(!drawn.contains("nan") && !drawn.contains("inf"))
        return html
    }

    private func pixels(_ width: Int, _ height: Int) -> [UInt8] {
        (0..<3 * width * height).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    }

    /// The embedded file, chunk by chunk, and its pixels without the filter bytes.
    private func decoded(_ html: String) throws -> (width: Int, height: Int, rgb: [UInt8]) {
        let match = try #require(html.firstMatch(of: /base64,([A-Za-z0-9+\/=]+)/))
        let file = [UInt8](try #require(Data(base64Encoded: String(match.1))))
        #expect(Array(file.prefix(8)) == [137, 80, 78, 71, 13, 10, 26, 10])
        func number(_ place: Int) -> Int { file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (width, height) = (number(16), number(20))
        #expect(Array(file[24..<29]) == [8, 2, 0, 0, 0])
        var place = 8
        var stream: [UInt8] = []
        while place < file.count {
            let length = number(place)
            if String(decoding: file[place + 4..<place + 8], as: UTF8.self) == "IDAT" {
                stream += file[place + 8..<place + 8 + length]
            }
            place += 12 + length
        }
        #expect(place == file.count)
        let lines = try inflate(stream[...], .zlib, limit: 1 << 24).output
        let stride = 3 * width + 1
        #expect(lines.count == stride * height)
        var rgb: [UInt8] = []
        for row in 0..<height {
            let filter = lines[row * stride]
            for column in 0..<3 * width {
                let left = column < 3 ? 0 : rgb[row * 3 * width + column - 3]
                let above = row == 0 ? 0 : rgb[(row - 1) * 3 * width + column]
                let base: UInt8 = filter == 1 ? left : filter == 2 ? above : 0
                #expect(filter <= 2)
                rgb.append(lines[row * stride + 1 + column] &+ base)
            }
        }
        return (width, height, rgb)
    }

    @Test func thePixelsAreInThePage() throws {
        let image = try decoded(figure(Raster(width: 3, height: 2, pixels: pixels(3, 2))))
        #expect(image.width == 3 && image.height == 2 && image.rgb == pixels(3, 2))
        let large = try decoded(figure(Raster(width: 300, height: 200, pixels: pixels(300, 200))))
        #expect(large.rgb == pixels(300, 200))
        // What does not get small is rounded, and not further than the eye sees.
        var state: UInt32 = 7
        let noise = (0..<3 * 60 * 60).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        let rounded = try decoded(figure(Raster(width: 60, height: 60, pixels: noise)))
        let off = zip(rounded.rgb, noise).map { abs(Int($0) - Int($1)) }
        #expect((1...5).contains(off.max() ?? 0))
    }

    /// A one-pixel file with its checksums, as written by zlib and libpng.
    @Test func checksumsAreRight() {
        let file = PNGImage.encode(width: 1, height: 1, rgb: [255, 0, 0])
        #expect(Array(file[29..<33]) == [0x90, 0x77, 0x53, 0xDE], "CRC of IHDR")
        #expect(Array(file.suffix(12)) == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
        #expect(file.count < 100)
    }

    @Test func largeImagesAreAveraged() throws {
        let image = try decoded(figure(Raster(width: 1000, height: 500, pixels: pixels(1000, 500))))
        #expect(image.width == 384 && image.height == 192)
    }

    @Test func boxesHaveLinesAndLabels() {
        let html = figure(
            Raster(
                title: "検出", width: 60, height: 40, pixels: pixels(60, 40),
                outlines: [
                    .init(x1: 10, y1: 10, x2: 30, y2: 30, label: "犬 <0.9>"),
                    .init(x1: -5, y1: 20, x2: 99, y2: 99, label: "b", group: 1),
                    .init(x1: 70, y1: 0, x2: 80, y2: 9, group: 2), .init(x1: .nan, y1: 0, x2: 1, y2: 1, group: 3),
                    .init(x1: 9, y1: 9, x2: 3, y2: 3, group: 4),
                ]))
        #expect(html.contains("<title>説明 &lt;b&gt;</title>"))
        #expect(html.contains("犬 &lt;0.9&gt;") && html.contains(">検出<"))
        #expect(html.contains("region r0") && html.contains("region r1"))
        for group in 2...4 { #expect(!html.contains("region r\(group)"), "nothing of it is in the picture") }
        // Six times the size: 60 pixels are 360.
        #expect(html.contains("class=\"region r0\" x=\"64\" y=\"86\" width=\"120\" height=\"120\""))
    }

    @Test func labelsDoNotCoverEachOther() {
        let outlines = (0..<4).map {
            Raster.Outline(x1: 10, y1: 20 + Double($0), x2: 50, y2: 50, label: "label \($0)")
        }
        let html = figure(Raster(width: 60, height: 60, pixels: pixels(60, 60), outlines: outlines))
        let tags = html.matches(of: /class="tag" x="([0-9.]+)" y="([0-9.]+)" width="([0-9.]+)" height="16"/).map {
            [$0.1, $0.2, $0.3].map { Double($0) ?? .nan }
        }
        #expect(tags.count == 4)
        for (index, a) in tags.enumerated() {
            for b in tags[..<index] {
                #expect(a[0] >= b[0] + b[2] || b[0] >= a[0] + a[2] || a[1] >= b[1] + 16 || b[1] >= a[1] + 16)
            }
        }
    }

    @Test func oddRastersAreDrawnAllTheSame() {
        _ = figure(Raster(width: 0, height: 0, pixels: []))
        _ = figure(Raster(width: .max, height: .max, pixels: [1, 2, 3]))
        _ = figure(Raster(width: -1, height: -1, pixels: [1, 2, 3]))
        _ = figure(Raster(width: 1, height: 1, pixels: [1, 2]))
        _ = figure(
            Raster(
                width: 1, height: 1, pixels: [1, 2, 3],
                outlines: [.init(x1: -.infinity, y1: 0, x2: .greatestFiniteMagnitude, y2: 1, group: .min)]))
        _ = figure(Raster(width: 4000, height: 1, pixels: pixels(4000, 1)))
    }
}
