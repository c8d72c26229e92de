import Display
import Grading
import Testing

@testable import Chapters
@testable import Terminal

@Suite struct RasterTests {
    private func lines(_ raster: Raster, width: Int = 60, color: ColorLevel = .none) -> [String] {
        let figure = Figure(caption: "", alt: "代わりの文", panels: [.image(raster)])
        let style = TerminalStyle(width: width, color: color)
        let renderer = BlockRenderer(chapter: Fixture.chapter([]), report: Fixture.report(), style: style)
        return Palette(level: color).encode(renderer.figureLines(figure, width: width))
            .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private func grey(_ values: [UInt8], width: Int, outlines: [Raster.Outline] = []) -> Raster {
        Raster(
            width: width, height: values.count / width, pixels: values.flatMap { [$0, $0, $0] }, outlines: outlines)
    }

    @Test func shadesWithoutColour() {
        #expect(
            lines(grey([0, 62, 124, 186, 255], width: 5)) == [
                "┌──────────┐", "│  ░░▒▒▓▓██│", "└──────────┘", "図: 代わりの文",
            ])
    }

    @Test func boxesAreLettersWithoutColour() {
        let raster = grey(
            Array(repeating: 255, count: 25), width: 5,
            outlines: [
                .init(x1: 1, y1: 1, x2: 4, y2: 4, label: "犬", group: 0), .init(x1: 9, y1: 9, x2: 12, y2: 12, group: 1),
            ])
        #expect(
            lines(raster).prefix(9) == [
                "┌──────────┐", "│██████████│", "│██######██│", "│██##██##██│", "│██######██│", "│██████████│",
                "└──────────┘",
                "# 犬 (1, 1)–(4, 4)", "o (9, 9)–(12, 12)",
            ])
    }

    @Test func twoPixelsInOneCharacterWithColour() {
        let raster = Raster(
            width: 32, height: 2,
            pixels: Array(repeating: [255, 0, 0], count: 32).flatMap { $0 }
                + Array(repeating: [0, 0, 255], count: 32).flatMap { $0 })
        let drawn = lines(raster, color: .trueColor)
        #expect(drawn.count == 4)
        #expect(drawn[1].contains("\u{1B}[38;2;255;0;0;48;2;0;0;255m" + String(repeating: "▀", count: 32)))
        #expect(lines(raster, color: .palette256)[1].contains("38;5;196;48;5;21m"))
        #expect(!lines(raster, color: .basic)[1].contains("▀"))
    }

    @Test func smallImagesGrowAndLargeOnesShrink() {
        let small = lines(grey([0, 255, 255, 0], width: 2), color: .trueColor)
        #expect(small.count == 2 + 16 + 1)
        let large = Raster(width: 300, height: 200, pixels: Array(repeating: 7, count: 180_000))
        for color in ColorLevel.allCases {
            let drawn = lines(large, width: 50, color: color)
            #expect(drawn.count < 70 && drawn.count > 10)
            if color == .none { #expect(drawn.allSatisfy { DisplayWidth.of($0) <= 50 }) }
        }
    }

    /// Twelve images of 64×48 are four rows of three, not twelve screens.
    @Test func aGalleryStandsInRows() {
        let image = Panel.image(Raster(width: 64, height: 48, pixels: Array(repeating: 99, count: 64 * 48 * 3)))
        let figure = Figure(caption: "", alt: "", panels: Array(repeating: image, count: 12))
        let style = TerminalStyle(width: 80, color: .none)
        let renderer = BlockRenderer(chapter: Fixture.chapter([]), report: Fixture.report(), style: style)
        let drawn = renderer.figureLines(figure, width: 80)
        #expect(drawn.count < 60 && drawn.width <= 80)
        #expect(drawn[0].string.count { $0 == "┌" } == 3)
    }

    @Test func programsMayLieAboutTheirImages() {
        let outline = Raster.Outline(x1: -.infinity, y1: .nan, x2: 1e300, y2: 4, label: "\u{1B}[31m", group: .min)
        let huge = Raster.Outline(x1: -1e8, y1: -1e8, x2: 1e8, y2: 1e8, group: .max)
        for raster in [
            Raster(width: .max, height: .max, pixels: [1, 2, 3]), Raster(width: -1, height: -1, pixels: [1, 2, 3]),
            Raster(width: 1, height: 1, pixels: [1, 2]), Raster(width: 0, height: 0, pixels: []),
        ] {
            #expect(lines(raster) == ["図: 代わりの文"])
        }
        for color in ColorLevel.allCases {
            for width in [1, 4, 20, 80] {
                let drawn = lines(
                    grey(
                        Array(repeating: 9, count: 12), width: 4,
                        outlines: Array(repeating: outline, count: 30) + [huge]),
                    width: width, color: color)
                if color == .none { #expect(!drawn.joined().contains("\u{1B}")) }
            }
        }
    }
}
