import Foundation

/// A grid over memory states: stability on a logarithmic axis, difficulty on a linear one.
struct StateGrid: Sendable {
    /// Four grid points and their weights, that stand for a state between them.
    struct Point: Sendable {
        var base: Int32
        /// To the next stability and to the next difficulty, 0 to 1.
        var stability: Float
        var difficulty: Float
    }

    static let stabilities = 48
    static let difficulties = 6
    static let count = stabilities * difficulties
    private static let lowest = 0.05
    private static let highest = 20_000.0
    private static let step = log(highest / lowest) / Double(stabilities - 1)
    private static let difficultyStep = 9.0 / Double(difficulties - 1)

    static func state(_ index: Int) -> MemoryState {
        MemoryState(
            stability: lowest * exp(step * Double(index / difficulties)),
            difficulty: Double(index % difficulties) * difficultyStep + 1)
    }

    static func point(_ state: MemoryState) -> Point {
        let x = min(max(log(state.stability / lowest) / step, 0), Double(stabilities) - 1.001)
        let y = min(max((state.difficulty - 1) / difficultyStep, 0), Double(difficulties) - 1.001)
        return Point(
            base: Int32(Int(x) * difficulties + Int(y)), stability: Float(x - x.rounded(.down)),
            difficulty: Float(y - y.rounded(.down)))
    }

    /// The value between the four grid points.
    static func value(_ table: UnsafePointer<Float>, _ point: Point) -> Float {
        let corner = table + Int(point.base)
        let low = corner[0] + (corner[1] - corner[0]) * point.difficulty
        let high = corner[difficulties] + (corner[difficulties + 1] - corner[difficulties]) * point.difficulty
        return low + (high - low) * point.stability
    }
}
