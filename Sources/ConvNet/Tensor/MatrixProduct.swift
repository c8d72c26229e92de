/// The matrix product: (m, k) times (k, n) is (m, n).
///
/// cᵢⱼ = Σₗ aᵢₗ·bₗⱼ, summed in `Float` by blocks.
///
/// ```swift
/// matmul(Tensor([[1, 2], [3, 4]]), Tensor([[10], [1]]))   // [[12], [34]]
/// ```
///
/// Traps unless both are matrices and the inner lengths agree; see `matmulShape`. PyTorch: `torch.mm`.
public func matmul(_ a: Tensor, _ b: Tensor) -> Tensor {
    var result = Tensor.zeros(orTrap { () throws(ShapeError) in try matmulShape(a.shape, b.shape) })
    let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
    a.values.withUnsafeBufferPointer { a in
        b.values.withUnsafeBufferPointer { b in
            result.values.withUnsafeMutableBufferPointer { c in
                guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
                // Strips of the longer side. Each number is the same sum in the same order, whatever the strip.
                let byRows = m >= n
                let strip = max(64, ((byRows ? m : n) + 15) / 16)
                inParallel(pieces: ((byRows ? m : n) + strip - 1) / strip, cost: m * n * k) { next in
                    while let piece = next() {
                        let start = piece * strip
                        let (row, column) = byRows ? (start, 0) : (0, start)
                        multiplyAdd(
                            m: byRows ? min(strip, m - start) : m, n: byRows ? n : min(strip, n - start), k: k,
                            MatrixView(a + row * k, width: k), MatrixView(b + column, width: n),
                            to: c + (row * n + column), cWidth: n)
                    }
                }
            }
        }
    }
    return result
}

/// The shape of the matrix product of two shapes: [m, n] of [m, k] and [k, n].
///
/// - Throws: `ShapeError` unless both have two axes and the inner lengths agree.
public func matmulShape(_ a: [Int], _ b: [Int]) throws(ShapeError) -> [Int] {
    let check = ShapeCheck("matmul", ["left": a, "right": b])
    try check.rank(a, is: 2, of: "the left matrix", axes: "[m, k]")
    try check.rank(b, is: 2, of: "the right matrix", axes: "[k, n]")
    try check.require(
        a[1] == b[0],
        "the inner lengths must agree: [m, k]·[k, n], but k = \(a[1]) columns on the left and "
            + "\(b[0]) rows on the right")
    try check.count([a[0], b[1]], of: "the product")
    return [a[0], b[1]]
}
