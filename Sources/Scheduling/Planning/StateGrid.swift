import Foundation

/// A grid over memory states: stability on a logarithmic axis, difficulty on a linear one.
struct StateGrid: Sendable {
    /// A place on one axis: the grid line below it, and how far it is to the next one (0 to 1).
    struct Place: Sendable {
        var line: Int
        var share: Float

        /// `place` counts from the first line; what is beyond the last one counts as just before it.
        init(_ place: Double, of lines: Int) {
            let place = min(max(place, 0), Double(lines) - 1.001)
            line = Int(place)
            share = Float(place - place.rounded(.down))
        }
    }

    /// Four grid points and their weights, that stand for a state between them.
    struct Point: Sendable {
        var base: Int32
        /// To the next stability and to the next difficulty, 0 to 1.
        var stability: Float
        var difficulty: Float

        init(stability: Place, difficulty: Place) {
            base = Int32(stability.line * difficulties + difficulty.line)
            self.stability = stability.share
            self.difficulty = difficulty.share
        }
    }

    static let stabilities = 48
    static let difficulties = 6
    static let count = stabilities * difficulties
    private static let lowest = 0.05
    private static let highest = 20_000.0
    private static let step = log(highest / lowest) / Double(stabilities - 1)
    private static let difficultyStep = 9.0 / Double(difficulties - 1)

    static func stability(_ line: Int) -> Double { lowest * exp(step * Double(line)) }

    static func state(_ index: Int) -> MemoryState {
        MemoryState(
            stability: stability(index / difficulties),
            difficulty: Double(index % difficulties) * difficultyStep + 1)
    }

    static func place(ofStability stability: Double) -> Place { Place(log(stability / lowest) / step, of: stabilities) }

    static func place(ofDifficulty difficulty: Double) -> Place {
        Place((difficulty - 1) / difficultyStep, of: difficulties)
    }

    static func point(_ state: MemoryState) -> Point {
        Point(stability: place(ofStability: state.stability), difficulty: place(ofDifficulty: state.difficulty))
    }

    /// The value between the four grid points.
    static func value(_ table: UnsafePointer<Float>, _ point: Point) -> Float {
        let corner = table + Int(point.base)
        let low = corner[0] + (corner[1] - corner[0]) * point.difficulty
        let high = corner[difficulties] + (corner[difficulties + 1] - corner[difficulties]) * point.difficulty
        return low + (high - low) * point.stability
    }
}
