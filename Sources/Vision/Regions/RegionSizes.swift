import ConvNet

/// The checked shapes of one pooling of regions: every region with its image.
struct RegionSizes {
    /// Samples that a bin may take each way; more is nearly always a box in the wrong unit.
    static let mostSamples = 1024

    let channels: Int
    let map: Size2D
    let output: Size2D
    let inputShape: [Int]
    /// Image by image, as given.
    let regions: [(image: Int, box: Box)]

    var outputShape: [Int] { [regions.count, channels, output.height, output.width] }

    init(_ operation: String, input: [Int], boxes: [[Box]], output: Size2D, spatialScale: Double) throws(ShapeError) {
        let check = ShapeCheck(
            operation,
            ["input": input, "boxes": boxes.map(\.count), "outputSize": [output.height, output.width]])
        try check.rank(input, is: 4, of: "the input", axes: "[N, C, H, W]")
        try check.count(input, of: "the input")
        try check.require(!input.dropFirst().contains(0), "C, H and W must be at least 1; only the batch may be empty")
        try check.require(
            boxes.count == input[0],
            "there must be a list of boxes for each of the \(input[0]) images, but there are "
                + "\(boxes.count)")
        try check.require(
            output.height >= 1 && output.width >= 1, "the output must be at least 1×1, but is \(output)")
        try check.require(
            spatialScale > 0 && spatialScale.isFinite, "the spatial scale must be above 0, but is \(spatialScale)")
        for (image, list) in boxes.enumerated() {
            for (place, box) in list.enumerated() {
                let farthest = [box.x1, box.y1, box.x2, box.y2].map { abs($0) * spatialScale }
                // NaN fails every comparison.
                try check.require(
                    farthest.allSatisfy { $0 <= 1e6 },
                    "the corners of a box times the spatial scale must be numbers up to 1000000, but box \(place) of "
                        + "image \(image) is \(box), times \(spatialScale)")
            }
        }
        channels = input[1]
        map = Size2D(input[2], input[3])
        self.output = output
        inputShape = input
        regions = boxes.enumerated().flatMap { image, list in list.map { (image: image, box: $0) } }
        try check.count(outputShape, of: "the output [K, C, OH, OW]")
    }

    func requireGradient(_ gradient: [Int], _ operation: String) throws(ShapeError) {
        try ShapeCheck(operation, ["gradient": gradient, "input": inputShape]).require(
            gradient == outputShape, "the gradient must have the output's shape [K, C, OH, OW] = \(outputShape)")
    }

    /// Where the plane of a region's image and a channel begins in the input.
    func plane(_ image: Int, _ channel: Int) -> Int { (image * channels + channel) * map.height * map.width }

    /// Where bin (ph, pw) of a region and a channel is in the output.
    func place(_ region: Int, _ channel: Int, _ ph: Int, _ pw: Int) -> Int {
        ((region * channels + channel) * output.height + ph) * output.width + pw
    }
}

/// The shape that `roiAlign` and `roiPool` give: [K, C, OH, OW] for K boxes in all.
///
/// - Throws: `ShapeError` unless the input is (N, C, H, W) with something in each plane, there is a list of boxes for
///   each image, all corners on the feature map are numbers up to a million, and the output has a cell.
public func regionOutputShape(
    _ input: [Int], boxes: [[Box]], outputSize: Size2D, spatialScale: Double = 1
) throws(ShapeError) -> [Int] {
    try RegionSizes("regionOutputShape", input: input, boxes: boxes, output: outputSize, spatialScale: spatialScale)
        .outputShape
}
