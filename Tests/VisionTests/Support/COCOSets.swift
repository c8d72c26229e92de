import Vision

/// Small data sets in COCO's format, drawn from a number: the same that Tools/golden/make_coco_sets.py draws.
///
/// Whoever changes one of the two changes the other; `state` tells if they have drifted apart.
struct COCOSet {
    /// The two files.
    private(set) var truth = ""
    private(set) var results = ""
    /// How many detections there are.
    var detectionCount: Int { found.count }
    /// Of the generator, when all is drawn.
    var state: UInt64 { draw.state & 0xFFFF_FFFF }

    private var draw: Draws
    private var annotations: [String] = []
    private var found: [String] = []

    /// Knuth's 64-bit linear congruential generator, the upper bits of it.
    private struct Draws {
        var state: UInt64

        init(seed: UInt64) {
            state = seed &* 0x9E37_79B9_7F4A_7C15
            for _ in 0..<4 { _ = self(1) }
        }

        mutating func callAsFunction(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
    }

    init(seed: UInt64) throws {
        draw = Draws(seed: seed)
        let (mode, first) = (draw(3), draw(8) == 0 ? 0 : 1)
        let (classes, images, isFlipped) = (1 + draw(4), 1 + draw(4), draw(2) == 1)
        let isMany = draw(10) == 0
        var imageTexts: [String] = []
        for number in 0..<images {
            let image = isFlipped ? 10 * (images - number) : 10 * number + 5
            let (width, height) = (16 + draw(48), 16 + draw(48))
            imageTexts.append(#"{"id": \#(image), "width": \#(width), "height": \#(height)}"#)
            if draw(6) == 0 { continue }
            for _ in 0..<draw(7) {
                let (box, kind) = (rectangle(width, height), draw(max(classes - 1, 1)))
                let isCrowd = draw(8) == 0
                let full = Double(box[2] * box[3]) / 16
                let area = [full, full, 1024, 9216, 20000, full / 2][draw(6)]
                let shape = draw(3)
                var parts = [COCOSet.polygon(box, isTriangle: shape == 1)]
                if shape == 2 { parts.append(COCOSet.polygon(rectangle(width, height), isTriangle: true)) }
                let shapeText = isCrowd ? try COCOSet.runs(box, width, height) : "\(parts)"
                annotations.append(
                    """
                    {"id": \(first + annotations.count), "image_id": \(image), "category_id": \(3 * kind + 1), \
                    "iscrowd": \(isCrowd ? 1 : 0), "bbox": \(COCOSet.pixels(box)), "area": \(area), \
                    "segmentation": \(shapeText)}
                    """)
                for _ in 0..<[0, 1, 1, 2, 3][draw(5)] {
                    let guess = draw(8) == 0 ? draw(classes) : kind
                    try detect(mode, image, width, height, near(box), guess, draw(16))
                    if draw(8) == 0 { found.append(found[found.count - 1]) }
                }
            }
            for _ in 0..<draw(4) + (isMany && number == 0 ? 110 : 0) {
                let box = rectangle(width, height)
                let kind = isMany ? 0 : draw(classes)
                try detect(mode, image, width, height, box, kind, draw(16))
            }
        }
        let categories = (0..<classes).map { #"{"id": \#(3 * $0 + 1), "name": "c\#($0)"}"# }
        func list(_ texts: [String]) -> String { "[" + texts.joined(separator: ",\n") + "]" }
        truth =
            #"{"images": \#(list(imageTexts)), "annotations": \#(list(annotations)), "categories": \#(list(categories))}"#
        results = list(found)
    }

    private mutating func detect(
        _ mode: Int, _ image: Int, _ width: Int, _ height: Int, _ box: [Int], _ kind: Int, _ score: Int
    ) throws {
        var text = #"{"image_id": \#(image), "category_id": \#(3 * kind + 1), "score": \#(Double(score) / 16)"#
        if mode != 1 { text += #", "bbox": \#(COCOSet.pixels(box))"# }
        let shape = draw(3)
        let polygon = COCOSet.polygon(box, isTriangle: shape == 1)
        if mode == 0 {
            let shapeText = shape == 2 ? try COCOSet.runs(box, width, height) : "[\(polygon)]"
            text += #", "segmentation": \#(shapeText)"#
        }
        if mode == 1 {
            let mask = try RunLengthMask(height: height, width: width, polygons: [polygon])
            let escaped = mask.compressed.replacing("\\", with: #"\\"#)
            text += #", "segmentation": {"size": [\#(height), \#(width)], "counts": "\#(escaped)"}"#
        }
        found.append(text + "}")
    }

    /// x, y, width, height in quarters of a pixel; about one in twelve has no width.
    private mutating func rectangle(_ width: Int, _ height: Int) -> [Int] {
        let (x, y) = (draw(4 * width), draw(4 * height))
        let across = draw(12) == 0 ? 0 : 1 + draw(4 * width - x)
        return [x, y, across, 1 + draw(4 * height - y)]
    }

    private mutating func near(_ box: [Int]) -> [Int] {
        var moved: [Int] = []
        for value in box { moved.append(value + [0, 0, 0, 2, -2, 4, -8, 12][draw(8)]) }
        return [moved[0], moved[1], max(moved[2], 0), max(moved[3], 0)]
    }

    private static func pixels(_ quarters: [Int]) -> [Double] { quarters.map { Double($0) / 4 } }

    private static func polygon(_ box: [Int], isTriangle: Bool) -> [Double] {
        let numbers = pixels(box)
        let (x, y, width, height) = (numbers[0], numbers[1], numbers[2], numbers[3])
        if isTriangle { return [x, y, x + width, y, x, y + height] }
        return [x, y, x + width, y, x + width, y + height, x, y + height]
    }

    /// The whole pixels of a box as uncompressed RLE.
    private static func runs(_ box: [Int], _ width: Int, _ height: Int) throws -> String {
        // Rounded down, also below 0.
        let whole = box.map { $0 >> 2 }
        var pixels: [Bool] = []
        for row in 0..<height {
            for column in 0..<width {
                pixels.append(
                    (whole[0]..<whole[0] + whole[2]).contains(column) && (whole[1]..<whole[1] + whole[3]).contains(row))
            }
        }
        let mask = try RunLengthMask(height: height, width: width, pixels: pixels)
        return #"{"size": [\#(height), \#(width)], "counts": \#(mask.counts)}"#
    }
}
