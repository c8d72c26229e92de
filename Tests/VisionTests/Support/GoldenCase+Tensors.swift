import ConvNet
import Testing
import Vision

extension GoldenCase {
    /// Numbers as a tensor; the shape is as the test knows it.
    func tensor(_ name: String, _ shape: [Int]) throws -> Tensor {
        let numbers = try array(name)
        try #require(numbers.count == shape.reduce(1, *), "\(self.name): \(name)")
        return Tensor(shape: shape, numbers.map(Float.init))
    }

    /// An option of the form `height,width`.
    func size(_ option: String) throws -> Size2D {
        let numbers = try #require(options[option], "\(name) has no \(option)").split(separator: ",").compactMap {
            Int($0)
        }
        try #require(numbers.count == 2)
        return Size2D(numbers[0], numbers[1])
    }

    /// Numbers two by two.
    func sizes(_ name: String) throws -> [Size2D] {
        let numbers = try integers(name)
        return stride(from: 0, to: numbers.count, by: 2).map { Size2D(numbers[$0], numbers[$0 + 1]) }
    }

    /// The arrays `name0`, `name1` and so on.
    func lists(_ name: String) -> [[Double]] {
        (0...).lazy.map { self.arrays["\(name)\($0)"] }.prefix { $0 != nil }.compactMap { $0 }
    }
}

/// The largest |a − b| over the largest |b| (or over 1, if all are 0), b being the true values; infinite if the counts
/// differ.
func relativeError(_ actual: [Double], _ expected: [Double]) -> Double {
    guard actual.count == expected.count else { return .infinity }
    let magnitude = expected.map(abs).max() ?? 1
    let differences = zip(actual, expected).map { abs($0 - $1) }
    guard !differences.contains(where: \.isNaN) else { return .infinity }
    return (differences.max() ?? 0) / (magnitude == 0 ? 1 : magnitude)
}

extension Tensor {
    var doubles: [Double] { values.map(Double.init) }
}

extension Box {
    var corners: [Double] { coordinates(as: .xyxy) }
}
