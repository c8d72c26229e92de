/// A few rows of windows of one image and one group, and the memory for their columns.
struct ColumnBlock {
    /// The group's channels of the image.
    let walk: PatchWalk
    /// The output rows.
    let rows: Range<Int>
    /// The number of windows in them.
    let width: Int
    /// `patchLength` rows of `width` numbers; what the block before left in it is still there.
    let columns: UnsafeMutablePointer<Float>
    /// Where the group's channels of the image begin.
    let inputOffset: Int
    /// Where the group's weights begin.
    let weightOffset: Int
    /// Where the first of `rows` begins in the group's output channels.
    let outputOffset: Int
}

extension Conv2dSizes {
    /// Walks over a convolution in blocks of output rows, small enough for the cache.
    func forEachColumnBlock(_ body: (ColumnBlock) -> Void) {
        // About 1 MB of columns, but at least one row of windows.
        let rowSize = patchLength * output.width
        let blockRows = min(output.height, max(1, 262_144 / rowSize))
        let columns = UnsafeMutablePointer<Float>.allocate(capacity: blockRows * rowSize)
        defer { columns.deallocate() }
        let walk = PatchWalk(channels: groupInChannels, input: input, output: output, geometry: geometry)
        for n in 0..<batch {
            for group in 0..<groups {
                for first in stride(from: 0, to: output.height, by: blockRows) {
                    let rows = first..<min(first + blockRows, output.height)
                    body(
                        ColumnBlock(
                            walk: walk, rows: rows, width: rows.count * output.width, columns: columns,
                            inputOffset: (n * inChannels + group * groupInChannels) * input.height * input.width,
                            weightOffset: group * groupOutChannels * patchLength,
                            outputOffset: (n * outChannels + group * groupOutChannels) * positions
                                + first * output.width))
                }
            }
        }
    }
}
