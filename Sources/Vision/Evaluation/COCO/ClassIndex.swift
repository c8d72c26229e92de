/// Regions ordered by class, in a class by image, in an image as given: two counting sorts, in linear time.
struct ClassIndex: Sendable {
    /// Positions in the columns.
    let order: [Int32]
    /// Where each class begins in `order`, and the end.
    let starts: [Int]

    init(_ columns: RegionColumns, classCount: Int, imageCount: Int) {
        let identity = (0..<Int32(columns.count)).map { $0 }
        let (byImage, _) = ClassIndex.sorted(identity, by: columns.images, count: imageCount)
        (order, starts) = ClassIndex.sorted(byImage, by: columns.classes, count: classCount)
    }

    /// The places in `order` of a class.
    func range(_ classIndex: Int) -> Range<Int> { starts[classIndex]..<starts[classIndex + 1] }

    private static func sorted(_ order: [Int32], by keys: [Int32], count: Int) -> ([Int32], starts: [Int]) {
        var starts = [Int](repeating: 0, count: count + 1)
        for key in keys { starts[Int(key) + 1] += 1 }
        for key in 0..<count { starts[key + 1] += starts[key] }
        var next = starts
        var sorted = [Int32](repeating: 0, count: order.count)
        for index in order {
            let key = Int(keys[Int(index)])
            sorted[next[key]] = index
            next[key] += 1
        }
        return (sorted, starts)
    }
}
