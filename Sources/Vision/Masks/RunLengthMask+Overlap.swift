extension RunLengthMask {
    /// Intersection over union, in [0, 1]; 0 if nothing is in both.
    ///
    /// - Throws: `MaskError` if the masks are of images of different sizes.
    public func iou(_ other: RunLengthMask) throws(MaskError) -> Double {
        try checkSize(of: other)
        let (shared, union) = overlap(other)
        return shared == 0 ? 0 : Double(shared) / Double(union)
    }

    /// Intersection over this mask's area, in [0, 1]: how much of it lies in `region`; 0 if nothing is in both.
    ///
    /// COCO measures detections against crowds by it.
    ///
    /// - Throws: `MaskError` if the masks are of images of different sizes.
    public func coverage(by region: RunLengthMask) throws(MaskError) -> Double {
        try checkSize(of: region)
        let (shared, _) = overlap(region)
        return shared == 0 ? 0 : Double(shared) / Double(area)
    }

    /// What is inside both.
    ///
    /// - Throws: `MaskError` if the masks are of images of different sizes.
    public func intersection(_ other: RunLengthMask) throws(MaskError) -> RunLengthMask {
        try checkSize(of: other)
        return merged(other) { $0 && $1 }
    }

    /// What is inside either.
    ///
    /// - Throws: `MaskError` if the masks are of images of different sizes.
    public func union(_ other: RunLengthMask) throws(MaskError) -> RunLengthMask {
        try checkSize(of: other)
        return merged(other) { $0 || $1 }
    }

    private func checkSize(of other: RunLengthMask) throws(MaskError) {
        guard height == other.height, width == other.width else {
            throw .sizesDiffer(
                height: height, width: width, otherHeight: other.height, otherWidth: other.width)
        }
    }

    /// Pixels in both and pixels in either, of two masks of one size.
    func overlap(_ other: RunLengthMask) -> (shared: Int, union: Int) {
        var (shared, union) = (0, 0)
        walk(other) { count, isMine, isOthers in
            if isMine || isOthers { union += count }
            if isMine && isOthers { shared += count }
        }
        return (shared, union)
    }

    /// The mask of the pixels for which `isInside` holds, given whether they are in this one and in the other.
    func merged(_ other: RunLengthMask, _ isInside: (Bool, Bool) -> Bool) -> RunLengthMask {
        var (runs, run, state) = ([UInt32](), UInt32(0), false)
        walk(other) { count, isMine, isOthers in
            if isInside(isMine, isOthers) != state {
                runs.append(run)
                run = 0
                state.toggle()
            }
            run += UInt32(count)
        }
        runs.append(run)
        return RunLengthMask(checked: runs, height: height, width: width)
    }

    /// Goes through both at once, stretch by stretch on which neither changes.
    @inline(__always)
    private func walk(_ other: RunLengthMask, _ body: (_ count: Int, _ isMine: Bool, _ isOthers: Bool) -> Void) {
        counts.withUnsafeBufferPointer { mine in
            other.counts.withUnsafeBufferPointer { others in
                var (a, b) = (0, 0)
                var (leftA, leftB) = (UInt32(0), UInt32(0))
                while true {
                    // Runs of no pixels only change the side.
                    while leftA == 0, a < mine.count {
                        leftA = mine[a]
                        a += 1
                    }
                    while leftB == 0, b < others.count {
                        leftB = others[b]
                        b += 1
                    }
                    let count = min(leftA, leftB)
                    guard count > 0 else { return }
                    // The run that was taken last has an odd number if it is inside.
                    body(Int(count), a % 2 == 0, b % 2 == 0)
                    leftA -= count
                    leftB -= count
                }
            }
        }
    }
}
