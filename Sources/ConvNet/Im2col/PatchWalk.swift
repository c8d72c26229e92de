/// The windows of one image, for the fast operators.
///
/// A *tap* is a position (c, fh, fw) in the window. The column matrix has a row for each tap and a column for each
/// output position (oh, ow), so one row is one tap seen from every window: a shifted, strided piece of the image plane,
/// which can be copied run by run. PyTorch's `unfold` has this layout.
struct PatchWalk {
    let channels: Int
    let input: Size2D
    let output: Size2D
    let geometry: ConvolutionGeometry

    /// C·FH·FW, the rows of the column matrix.
    var patchLength: Int { channels * geometry.kernel.height * geometry.kernel.width }

    /// Fills the columns of the output rows `outputRows`.
    ///
    /// - Parameters:
    ///   - outputRows: Which rows of windows.
    ///   - image: `channels` planes of `input`.
    ///   - columns: `patchLength` rows; the first column belongs to the first window of `outputRows`.
    ///   - rowStride: The numbers from one row of `columns` to the next.
    ///   - paddingValue: What the cells outside the image hold.
    func copy(
        _ outputRows: Range<Int>, of image: UnsafePointer<Float>, into columns: UnsafeMutablePointer<Float>,
        rowStride: Int, paddingValue: Float
    ) {
        forEachRun(outputRows) { run in
            let target = columns + (run.tap * rowStride + run.column)
            guard let inside = run.inside else {
                target.update(repeating: paddingValue, count: output.width)
                return
            }
            let source = image + run.imageStart
            for ow in 0..<inside.lowerBound { target[ow] = paddingValue }
            for ow in inside { target[ow] = source[(ow - inside.lowerBound) * geometry.stride.width] }
            for ow in inside.upperBound..<output.width { target[ow] = paddingValue }
        }
    }

    /// Adds the columns of the output rows `outputRows` to where `copy` took them from: the adjoint of `copy`.
    ///
    /// What would land in the padding is dropped; where windows overlap, all their numbers are summed.
    func add(
        _ outputRows: Range<Int>, of columns: UnsafePointer<Float>, rowStride: Int,
        to image: UnsafeMutablePointer<Float>
    ) {
        forEachRun(outputRows) { run in
            guard let inside = run.inside else { return }
            let source = columns + (run.tap * rowStride + run.column)
            let target = image + run.imageStart
            for ow in inside { target[(ow - inside.lowerBound) * geometry.stride.width] += source[ow] }
        }
    }

    /// One tap along one row of windows.
    private struct Run {
        /// The tap's row in the column matrix.
        let tap: Int
        /// The column of the row's first window.
        let column: Int
        /// The windows for which the tap is inside the image; nil for none.
        let inside: Range<Int>?
        /// The image cell of the first of them.
        let imageStart: Int
    }

    private func forEachRun(_ outputRows: Range<Int>, _ body: (Run) -> Void) {
        var tap = 0
        for c in 0..<channels {
            for fh in 0..<geometry.kernel.height {
                for fw in 0..<geometry.kernel.width {
                    let inside = windowsInside(tap: fw)
                    for oh in outputRows {
                        let column = (oh - outputRows.lowerBound) * output.width
                        let y = oh * geometry.stride.height - geometry.padding.height + fh * geometry.dilation.height
                        guard 0 <= y, y < input.height, !inside.isEmpty else {
                            body(Run(tap: tap, column: column, inside: nil, imageStart: 0))
                            continue
                        }
                        let x =
                            inside.lowerBound * geometry.stride.width - geometry.padding.width
                            + fw * geometry.dilation.width
                        body(
                            Run(
                                tap: tap, column: column, inside: inside,
                                imageStart: (c * input.height + y) * input.width + x))
                    }
                    tap += 1
                }
            }
        }
    }

    /// The ow with 0 ≤ ow·S − P + fw·D < W.
    private func windowsInside(tap fw: Int) -> Range<Int> {
        let shift = geometry.padding.width - fw * geometry.dilation.width
        let stride = geometry.stride.width
        // shift ≤ ow·S < shift + W; both bounds are rounded up, and never below 0.
        let lower = shift <= 0 ? 0 : (shift - 1) / stride + 1
        let end = shift + input.width
        let upper = end <= 0 ? 0 : (end - 1) / stride + 1
        return min(lower, output.width)..<max(min(lower, output.width), min(upper, output.width))
    }
}
