/// Round values along an axis, and the range that the axis covers.
struct Ticks {
    var values: [Double]
    var range: ClosedRange<Double>
    var step: Double

    /// About `count` ticks at 1, 2 or 5 times a power of ten; the range ends on ticks.
    init(over data: [Double], about count: Int) {
        var low = data.min() ?? 0
        var high = data.max() ?? 1
        if low == high {
            let room = low == 0 ? 1 : abs(low) / 2
            (low, high) = (low - room, high + room)
        }
        var power = 1.0
        let rough = (high - low) / Double(count)
        while power * 10 <= rough { power *= 10 }
        while power > rough { power /= 10 }
        let step = ([1, 2, 5, 10].first { $0 * power >= rough } ?? 10) * power
        let first = (low / step).rounded(.down)
        let last = (high / step).rounded(.up)
        self.step = step
        values = stride(from: first, through: last, by: 1).map { $0 * step }
        range = first * step...last * step
    }

    /// One tick a bar, thinned out when there are many; half a bar of room on both sides.
    init(categories data: [Double]) {
        let sorted = Set(data).sorted()
        let gaps = zip(sorted.dropFirst(), sorted).map { $0 - $1 }
        let step = gaps.min() ?? 1
        let every = max(1, (sorted.count + 11) / 12)
        self.step = step
        values = sorted.indices.filter { $0 % every == 0 }.map { sorted[$0] }
        range = (sorted.first ?? 0) - step / 2...(sorted.last ?? 0) + step / 2
    }
}
