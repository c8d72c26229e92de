/// Orders scores from the highest to the lowest, equal ones as given, in linear time.
///
/// The same order as `descendingOrder`, for numbers that are not NaN, by a radix sort: eight bits at a time of a key
/// that goes up where the score goes down. Buffers are kept between calls.
struct ScoreOrder {
    private var keys: [UInt64] = []
    private var positions: [Int32] = []
    private var otherKeys: [UInt64] = []
    private var otherPositions: [Int32] = []

    /// The positions in `indices` by the scores that they stand for.
    mutating func sort(_ indices: [Int32], _ scores: [Double]) -> [Int32] {
        let count = indices.count
        if keys.count < count {
            keys = [UInt64](repeating: 0, count: count)
            positions = [Int32](repeating: 0, count: count)
            otherKeys = keys
            otherPositions = positions
        }
        for (position, index) in indices.enumerated() {
            // Adding 0 makes −0 and 0 one key. Of two positive numbers the one with the larger bits is larger, of two
            // negative ones the smaller.
            let bits = (scores[Int(index)] + 0).bitPattern
            keys[position] = bits >> 63 == 0 ? ~bits & ~(1 << 63) : bits
            positions[position] = Int32(position)
        }
        for shift in stride(from: 0, to: 64, by: 8) { pass(shift, count) }
        return Array(positions[..<count])
    }

    /// A stable counting sort by one byte of the keys; nothing moves where all have the same.
    private mutating func pass(_ shift: Int, _ count: Int) {
        guard count > 1 else { return }
        var starts = [Int](repeating: 0, count: 256)
        for place in 0..<count { starts[Int(keys[place] >> UInt64(shift) & 0xFF)] += 1 }
        if starts[Int(keys[0] >> UInt64(shift) & 0xFF)] == count { return }
        var sum = 0
        for value in 0..<256 { (starts[value], sum) = (sum, sum + starts[value]) }
        for place in 0..<count {
            let value = Int(keys[place] >> UInt64(shift) & 0xFF)
            otherKeys[starts[value]] = keys[place]
            otherPositions[starts[value]] = positions[place]
            starts[value] += 1
        }
        swap(&keys, &otherKeys)
        swap(&positions, &otherPositions)
    }
}
