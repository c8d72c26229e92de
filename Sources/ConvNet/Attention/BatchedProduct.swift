/// The matrix product of each pair of matrices of two stacks: (…, m, k) times (…, k, n) is (…, m, n).
///
/// For shapes that were checked before. Either stack may be read as its transpose, without being copied.
func batchedProduct(
    _ a: Tensor, _ b: Tensor, aTransposed: Bool = false, bTransposed: Bool = false
) -> Tensor {
    let (aRows, aColumns) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let (bRows, bColumns) = (b.shape[b.rank - 2], b.shape[b.rank - 1])
    let (m, k) = aTransposed ? (aColumns, aRows) : (aRows, aColumns)
    let n = bTransposed ? bRows : bColumns
    let stacks = a.shape.dropLast(2)
    var result = Tensor.zeros(stacks + [m, n])
    a.values.withUnsafeBufferPointer { a in
        b.values.withUnsafeBufferPointer { b in
            result.values.withUnsafeMutableBufferPointer { c in
                guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
                for index in 0..<stacks.reduce(1, *) {
                    let left = MatrixView(a + index * aRows * aColumns, width: aColumns)
                    let right = MatrixView(b + index * bRows * bColumns, width: bColumns)
                    multiplyAdd(
                        m: m, n: n, k: k, aTransposed ? left.transposed : left, bTransposed ? right.transposed : right,
                        to: c + index * m * n, cWidth: n)
                }
            }
        }
    }
    return result
}
