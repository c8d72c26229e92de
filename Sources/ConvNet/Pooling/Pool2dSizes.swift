/// How a pooling window moves over an image, as the arguments of the operators say it.
struct PoolGeometry {
    var kernel: Size2D
    var stride: Size2D
    var padding: Size2D = 0
    var dilation: Size2D = 1
    var ceilMode = false
}

/// The checked sizes of one pooling, and all its windows: one span of rows for each output row, one of columns for each
/// output column.
struct Pool2dSizes {
    let batch: Int
    let channels: Int
    let input: Size2D
    let rows: [PoolSpan]
    let columns: [PoolSpan]

    var inputShape: [Int] { [batch, channels, input.height, input.width] }
    var outputShape: [Int] { [batch, channels, rows.count, columns.count] }

    /// Windows of one size that move by strides.
    init(_ operation: String, input shape: [Int], _ geometry: PoolGeometry) throws(ShapeError) {
        let (kernel, stride) = (geometry.kernel, geometry.stride)
        let check = ShapeCheck(operation, "input", shape, kernel: kernel)
        try check.imageBatch(shape)
        let vertical = PoolAxis(
            name: "height", symbol: "H", input: shape[2], kernel: kernel.height, stride: stride.height,
            padding: geometry.padding.height, dilation: geometry.dilation.height, ceilMode: geometry.ceilMode)
        let horizontal = PoolAxis(
            name: "width", symbol: "W", input: shape[3], kernel: kernel.width, stride: stride.width,
            padding: geometry.padding.width, dilation: geometry.dilation.width, ceilMode: geometry.ceilMode)
        let output = Size2D(
            try vertical.outputLength(check: check), try horizontal.outputLength(check: check))
        try check.count([shape[0], shape[1], output.height, output.width], of: "the output [N, C, OH, OW]")
        self.init(
            shape, rows: (0..<output.height).map { PoolSpan($0, of: vertical) },
            columns: (0..<output.width).map { PoolSpan($0, of: horizontal) })
    }

    /// As many windows as asked for, of about the same size: bin i of O takes the cells ⌊i·H/O⌋ ..< ⌈(i + 1)·H/O⌉.
    init(_ operation: String, input shape: [Int], outputSize: Size2D) throws(ShapeError) {
        let check = ShapeCheck(
            operation, ["input": shape, "outputSize": [outputSize.height, outputSize.width]])
        try check.imageBatch(shape)
        try check.require(
            outputSize.height >= 1 && outputSize.width >= 1, "the output must be at least 1×1, but is \(outputSize)")
        try check.count([shape[0], shape[1], outputSize.height, outputSize.width], of: "the output [N, C, OH, OW]")
        let bins = { (length: Int, count: Int) in
            (0..<count).map { PoolSpan(($0 * length / count)..<((($0 + 1) * length + count - 1) / count)) }
        }
        self.init(
            shape, rows: bins(shape[2], outputSize.height), columns: bins(shape[3], outputSize.width))
    }

    private init(_ shape: [Int], rows: [PoolSpan], columns: [PoolSpan]) {
        batch = shape[0]
        channels = shape[1]
        input = Size2D(shape[2], shape[3])
        self.rows = rows
        self.columns = columns
    }

    /// One window of one plane.
    struct Window {
        /// Where the window's result is in the output.
        let output: Int
        /// Where the window's plane begins in the input.
        let plane: Int
        let rows: PoolSpan
        let columns: PoolSpan
        let imageWidth: Int

        /// Cells inside the image.
        var count: Int { rows.count * columns.count }
        /// Cells inside the image or its padding.
        var paddedCount: Int { rows.paddedCount * columns.paddedCount }

        /// The place in the plane of each cell inside the image, row by row.
        func forEachCell(_ body: (Int) -> Void) {
            var row = rows.first * imageWidth + columns.first
            for _ in 0..<rows.count {
                var cell = row
                for _ in 0..<columns.count {
                    body(cell)
                    cell += columns.step
                }
                row += rows.step * imageWidth
            }
        }
    }

    /// All windows of all planes, in the order of the output.
    func forEachWindow(_ body: (Window) -> Void) {
        forEachWindow(planes: 0..<(batch * channels), body)
    }

    /// As the other, with planes shared out to several threads: for bodies that write their own plane only.
    func forEachWindowInParallel(_ body: (Window) -> Void) {
        let planes = batch * channels
        // About 32 pieces, so that a thread which comes late still finds some.
        let share = max(1, (planes + 31) / 32)
        let cells = rows.reduce(0) { $0 + $1.count } * columns.reduce(0) { $0 + $1.count }
        inParallel(pieces: (planes + share - 1) / share, cost: planes * cells * 4) { next in
            while let piece = next() {
                forEachWindow(planes: (piece * share)..<min((piece + 1) * share, planes), body)
            }
        }
    }

    @inline(__always)
    private func forEachWindow(planes: Range<Int>, _ body: (Window) -> Void) {
        var output = planes.lowerBound * rows.count * columns.count
        for plane in planes {
            for row in rows {
                for column in columns {
                    body(
                        Window(
                            output: output, plane: plane * input.height * input.width, rows: row, columns: column,
                            imageWidth: input.width))
                    output += 1
                }
            }
        }
    }

    /// Also checks the gradient that a backward pass starts from.
    func requireGradient(_ gradient: [Int], _ operation: String) throws(ShapeError) {
        try ShapeCheck(operation, ["gradient": gradient, "input": inputShape]).require(
            gradient == outputShape, "the gradient must have the output's shape [N, C, OH, OW] = \(outputShape)")
    }
}

extension ShapeCheck {
    /// Whether `shape` is [N, C, H, W] of images with something in them.
    func imageBatch(_ shape: [Int]) throws(ShapeError) {
        try rank(shape, is: 4, of: "the input", axes: "[N, C, H, W]")
        try count(shape, of: "the input")
        try require(!shape.dropFirst().contains(0), "C, H and W must be at least 1; only the batch may be empty")
    }
}
