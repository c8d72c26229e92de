import ConvNet
import Foundation

/// A tensor in double precision, for references that are independent of the engine and of `Float`.
struct Numbers {
    var shape: [Int]
    var values: [Double]

    init(_ tensor: Tensor) { (shape, values) = (tensor.shape, tensor.values.map(Double.init)) }

    init(_ shape: [Int], _ make: ([Int]) -> Double) {
        self.shape = shape
        values = []
        var index = [Int](repeating: 0, count: shape.count)
        for _ in 0..<shape.reduce(1, *) {
            values.append(make(index))
            for axis in shape.indices.reversed() {
                index[axis] += 1
                if index[axis] < shape[axis] { break }
                index[axis] = 0
            }
        }
    }

    subscript(_ index: Int...) -> Double { values[zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 }] }

    /// 0 outside the image.
    func padded(_ n: Int, _ c: Int, _ y: Int, _ x: Int) -> Double {
        0 <= y && y < shape[2] && 0 <= x && x < shape[3] ? self[n, c, y, x] : 0
    }

    func map(_ function: (Double) -> Double) -> Numbers {
        var result = self
        result.values = values.map(function)
        return result
    }
}

/// The gradient of Σ δ·f(x) for every input of `function` by central differences in double precision.
func numericGradients(
    of function: ([Numbers]) -> Numbers, at inputs: [Tensor], delta: Tensor, step: Double = 1e-4
) -> [Tensor] {
    let points = inputs.map(Numbers.init)
    func value(_ points: [Numbers]) -> Double {
        zip(function(points).values, delta.values).reduce(0.0) { $0 + $1.0 * Double($1.1) }
    }
    return points.indices.map { input in
        var gradient: [Float] = []
        for place in points[input].values.indices {
            var probe = points
            probe[input].values[place] = points[input].values[place] + step
            let upper = value(probe)
            probe[input].values[place] = points[input].values[place] - step
            gradient.append(Float((upper - value(probe)) / (2 * step)))
        }
        return Tensor(shape: points[input].shape, gradient)
    }
}

/// Definitions in double precision; options as the engine's.
enum DoubleReference {
    static func conv2d(
        _ x: Numbers, _ w: Numbers, _ b: Numbers, stride: Size2D, padding: Size2D, dilation: Size2D, groups: Int,
        shape: [Int]
    ) -> Numbers {
        Numbers(shape) { at in
            var sum = b[at[1]]
            let first = at[1] / (shape[1] / groups) * w.shape[1]
            for c in 0..<w.shape[1] {
                for i in 0..<w.shape[2] {
                    for j in 0..<w.shape[3] {
                        let y = at[2] * stride.height - padding.height + i * dilation.height
                        let column = at[3] * stride.width - padding.width + j * dilation.width
                        sum += w[at[1], c, i, j] * x.padded(at[0], first + c, y, column)
                    }
                }
            }
            return sum
        }
    }

    /// From the other side: which inputs send something to this output.
    static func convTranspose2d(
        _ x: Numbers, _ w: Numbers, _ b: Numbers, stride: Size2D, padding: Size2D, dilation: Size2D, groups: Int,
        shape: [Int]
    ) -> Numbers {
        Numbers(shape) { at in
            var sum = b[at[1]]
            let group = at[1] / w.shape[1]
            for c in 0..<(x.shape[1] / groups) {
                let channel = group * (x.shape[1] / groups) + c
                for i in 0..<w.shape[2] {
                    for j in 0..<w.shape[3] {
                        let y = at[2] + padding.height - i * dilation.height
                        let column = at[3] + padding.width - j * dilation.width
                        guard y % stride.height == 0, column % stride.width == 0 else { continue }
                        sum +=
                            w[channel, at[1] % w.shape[1], i, j]
                            * x.padded(at[0], channel, y / stride.height, column / stride.width)
                    }
                }
            }
            return sum
        }
    }

    /// The cells inside the image of each window, and how many are inside the padded one, made into a number.
    static func pool(
        _ x: Numbers, kernel: Size2D, stride: Size2D, padding: Size2D, dilation: Size2D, shape: [Int],
        combine: ([Double], _ padded: Int) -> Double
    ) -> Numbers {
        Numbers(shape) { at in
            var (cells, padded): ([Double], Int) = ([], 0)
            for i in 0..<kernel.height {
                for j in 0..<kernel.width {
                    let y = at[2] * stride.height - padding.height + i * dilation.height
                    let column = at[3] * stride.width - padding.width + j * dilation.width
                    if y < x.shape[2] + padding.height, column < x.shape[3] + padding.width { padded += 1 }
                    guard 0 <= y, y < x.shape[2], 0 <= column, column < x.shape[3] else { continue }
                    cells.append(x[at[0], at[1], y, column])
                }
            }
            return combine(cells, padded)
        }
    }

    static func linear(_ x: Numbers, _ w: Numbers, _ b: Numbers) -> Numbers {
        Numbers([x.shape[0], w.shape[0]]) { at in
            (0..<w.shape[1]).reduce(b[at[1]]) { $0 + w[at[1], $1] * x[at[0], $1] }
        }
    }

    /// γ·(x − μ) / √(σ² + ε) + β over sets of numbers; both functions are of an index.
    static func normalise(
        _ x: Numbers, _ weight: Numbers, _ bias: Numbers, set: ([Int]) -> Int, parameter: ([Int]) -> Int
    ) -> Numbers {
        var sets: [Int: [Double]] = [:]
        _ = Numbers(x.shape) { at in
            let value = x.values[zip(at, x.shape).reduce(0) { $0 * $1.1 + $1.0 }]
            sets[set(at), default: []].append(value)
            return value
        }
        let statistics = sets.mapValues { numbers in
            let mean = numbers.reduce(0, +) / Double(numbers.count)
            let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
            return (mean: mean, deviation: (variance + 1e-5).squareRoot())
        }
        return Numbers(x.shape) { at in
            let value = x.values[zip(at, x.shape).reduce(0) { $0 * $1.1 + $1.0 }]
            let own = statistics[set(at)] ?? (0, 1)
            return weight.values[parameter(at)] * (value - own.mean) / own.deviation + bias.values[parameter(at)]
        }
    }

    static func softmax(_ x: Numbers) -> Numbers {
        Numbers(x.shape) { at in
            exp(x[at[0], at[1]]) / (0..<x.shape[1]).reduce(0) { $0 + exp(x[at[0], $1]) }
        }
    }

    static func attention(_ q: Numbers, _ k: Numbers, _ v: Numbers, _ mask: Numbers) -> Numbers {
        let scores = Numbers([q.shape[0], k.shape[0]]) { at in
            (0..<q.shape[1]).reduce(0) { $0 + q[at[0], $1] * k[at[1], $1] } / Double(q.shape[1]).squareRoot()
                + mask[at[0], at[1]]
        }
        let weights = softmax(scores)
        return Numbers([q.shape[0], v.shape[1]]) { at in
            (0..<k.shape[0]).reduce(0) { $0 + weights[at[0], $1] * v[$1, at[1]] }
        }
    }
}
