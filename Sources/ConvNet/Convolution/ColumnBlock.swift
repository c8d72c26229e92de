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
    /// The multiplications of a forward pass.
    private var cost: Int { batch * outChannels * patchLength * positions }

    /// Rows of output that make about 1 MB of columns, but at least one.
    private var blockRows: Int { min(output.height, max(1, 262_144 / (patchLength * output.width))) }

    /// The blocks of one image and group.
    private var blocksPerGroup: Int { (output.height + blockRows - 1) / blockRows }

    /// Walks over a convolution in blocks of output rows, small enough for the cache, on several threads.
    ///
    /// For bodies that write their own rows of output only.
    func forEachColumnBlock(_ body: (ColumnBlock) -> Void) {
        inParallel(pieces: batch * groups * blocksPerGroup, cost: cost) { next in
            withColumns { columns in
                while let piece = next() {
                    body(block(piece % blocksPerGroup, of: piece / blocksPerGroup, columns))
                }
            }
        }
    }

    /// As the other, but all blocks of an image and group are one thread's, in their order: their windows overlap, and
    /// what they add to the image is its own.
    func forEachColumnBlockByImage(_ body: (ColumnBlock) -> Void) {
        inParallel(pieces: batch * groups, cost: cost) { next in
            withColumns { columns in
                while let piece = next() {
                    for index in 0..<blocksPerGroup { body(block(index, of: piece, columns)) }
                }
            }
        }
    }

    /// As the other, but for sums over the whole batch: the batch is cut into parts, of which each has a number.
    func forEachColumnBlockByPart(_ body: (_ part: Int, ColumnBlock) -> Void) {
        inParallel(pieces: batchParts.count, cost: cost) { next in
            withColumns { columns in
                while let part = next() {
                    for image in batchParts[part] {
                        for group in 0..<groups {
                            for index in 0..<blocksPerGroup {
                                body(part, block(index, of: image * groups + group, columns))
                            }
                        }
                    }
                }
            }
        }
    }

    /// The batch in at most 8 parts of neighbouring images, as equal as can be.
    ///
    /// By the batch alone: the order of additions must not depend on the number of threads.
    var batchParts: [Range<Int>] {
        let parts = min(8, batch)
        return (0..<parts).map { ($0 * batch / parts)..<(($0 + 1) * batch / parts) }
    }

    private func withColumns(_ body: (UnsafeMutablePointer<Float>) -> Void) {
        let columns = UnsafeMutablePointer<Float>.allocate(capacity: blockRows * patchLength * output.width)
        defer { columns.deallocate() }
        body(columns)
    }

    /// Block number `index` of image and group number n·groups + g.
    private func block(_ index: Int, of imageGroup: Int, _ columns: UnsafeMutablePointer<Float>) -> ColumnBlock {
        let (n, group) = imageGroup.quotientAndRemainder(dividingBy: groups)
        let first = index * blockRows
        let rows = first..<min(first + blockRows, output.height)
        return ColumnBlock(
            walk: PatchWalk(channels: groupInChannels, input: input, output: output, geometry: geometry), rows: rows,
            width: rows.count * output.width, columns: columns,
            inputOffset: (n * inChannels + group * groupInChannels) * input.height * input.width,
            weightOffset: group * groupOutChannels * patchLength,
            outputOffset: (n * outChannels + group * groupOutChannels) * positions + first * output.width)
    }
}
