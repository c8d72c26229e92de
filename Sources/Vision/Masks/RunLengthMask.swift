/// A mask of an image as the lengths of its runs: COCO's RLE.
///
/// Pixels are counted down the columns, the first column first. The counts are of pixels outside, inside, outside …
/// in turn; the first is 0 if the first pixel is inside. Areas and overlaps are taken from the counts, without ever
/// making the picture, and are those of pycocotools.
///
/// ```swift
/// let mask = try RunLengthMask(height: 4, width: 3, polygons: [[0, 0, 2, 0, 2, 2, 0, 2]])
/// mask.area                   // 4
/// mask.counts                 // [0, 2, 2, 2, 6]
/// mask.compressed             // "02204"
/// ```
public struct RunLengthMask: Hashable, Sendable {
    /// The image's height in pixels.
    public let height: Int
    /// The image's width in pixels.
    public let width: Int
    /// Pixels outside, inside, outside … in turn; their sum is height · width.
    public let counts: [UInt32]

    /// A mask by its counts.
    ///
    /// - Throws: `MaskError` if the size can't be, a count is negative, or the counts don't fill the image.
    public init(height: Int, width: Int, counts: [Int]) throws(MaskError) {
        try RunLengthMask.check(height, width)
        var sum = 0
        var runs: [UInt32] = []
        runs.reserveCapacity(counts.count)
        for (place, count) in counts.enumerated() {
            guard count >= 0 else { throw .negativeCount(count, at: place) }
            sum = sum.addingReportingOverflow(count).overflow ? .max : sum + count
            runs.append(UInt32(clamping: count))
        }
        guard sum == height * width else { throw .countsDoNotFill(sum: sum, height: height, width: width) }
        self.init(checked: runs, height: height, width: width)
    }

    /// A mask by its pixels.
    ///
    /// - Parameters:
    ///   - height: the image's height.
    ///   - width: the image's width.
    ///   - pixels: whether each pixel is inside, row by row, as pictures are usually kept.
    /// - Throws: `MaskError` if there are more or fewer than height · width.
    public init(height: Int, width: Int, pixels: [Bool]) throws(MaskError) {
        try RunLengthMask.check(height, width)
        guard pixels.count == height * width else {
            throw .bitmapDoesNotFit(values: pixels.count, height: height, width: width)
        }
        var (runs, run, isInside) = ([UInt32](), UInt32(0), false)
        for x in 0..<width {
            for y in 0..<height {
                if pixels[y * width + x] != isInside {
                    runs.append(run)
                    run = 0
                    isInside.toggle()
                }
                run += 1
            }
        }
        runs.append(run)
        self.init(checked: runs, height: height, width: width)
    }

    init(checked counts: [UInt32], height: Int, width: Int) {
        self.counts = counts
        self.height = height
        self.width = width
    }

    /// Counts are kept in 32 bits, so there must be fewer pixels than 2³².
    static func check(_ height: Int, _ width: Int) throws(MaskError) {
        guard height >= 0, width >= 0 else { throw .badSize(height: height, width: width) }
        let (area, isOver) = height.multipliedReportingOverflow(by: width)
        guard !isOver, area < 1 << 32 else { throw .badSize(height: height, width: width) }
    }

    /// How many pixels are inside.
    public var area: Int {
        var area = 0
        for place in stride(from: 1, to: counts.count, by: 2) { area += Int(counts[place]) }
        return area
    }

    /// Whether each pixel is inside, row by row.
    public var pixels: [Bool] {
        var pixels = [Bool](repeating: false, count: height * width)
        var place = 0
        for (index, count) in counts.enumerated() {
            if index % 2 == 1 {
                for pixel in place..<place + Int(count) { pixels[pixel % height * width + pixel / height] = true }
            }
            place += Int(count)
        }
        return pixels
    }

    /// The smallest box around what is inside; (0, 0, 0, 0) if nothing is.
    public var boundingBox: Box {
        var (left, top, right, bottom) = (width, height, -1, -1)
        var pixel = 0
        for (index, count) in counts.enumerated() {
            if index % 2 == 1, count > 0 {
                let last = pixel + Int(count) - 1
                let (firstColumn, lastColumn) = (pixel / height, last / height)
                // A run over the end of a column touches its last row and the next one's first.
                let isWhole = firstColumn < lastColumn
                left = min(left, firstColumn)
                right = max(right, lastColumn)
                top = isWhole ? 0 : min(top, pixel % height)
                bottom = isWhole ? height - 1 : max(bottom, last % height)
            }
            pixel += Int(count)
        }
        guard right >= 0 else { return Box(0, 0, 0, 0) }
        return Box(
            Double(left), Double(top), Double(right - left + 1), Double(bottom - top + 1), as: .xywh)
    }
}
