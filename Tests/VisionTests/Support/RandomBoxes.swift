import ConvNet
import Vision

extension SeededGenerator {
    /// A box with whole corners in 0...size; about one in ten without an area.
    mutating func box(size: Int = 20) -> Box {
        let (x, y) = (below(size), below(size))
        let width = below(10) == 0 ? 0 : 1 + below(size - x)
        return Box(Double(x), Double(y), Double(width), Double(1 + below(size - y)), as: .xywh)
    }

    /// A box with fractional corners and an area.
    mutating func solidBox() -> Box {
        let (x, y) = (unit() * 9, unit() * 9)
        return Box(x, y, x + 0.1 + unit() * 9, y + 0.1 + unit() * 9)
    }

    /// Detections of three classes, many with equal scores.
    mutating func detections(_ count: Int) -> [Detection] {
        (0..<count).map { _ in Detection(box(), score: Double(below(8)) / 8, classID: below(3)) }
    }
}
