/// A matrix somewhere in memory: element (i, j) is `start[i * rowStride + j * columnStride]`.
///
/// A transposed matrix is the same memory with the strides exchanged.
struct MatrixView {
    let start: UnsafePointer<Float>
    let rowStride: Int
    let columnStride: Int

    /// Rows one after the other, `width` numbers apart.
    init(_ start: UnsafePointer<Float>, width: Int) {
        self.init(start: start, rowStride: width, columnStride: 1)
    }

    private init(start: UnsafePointer<Float>, rowStride: Int, columnStride: Int) {
        self.start = start
        self.rowStride = rowStride
        self.columnStride = columnStride
    }

    var transposed: MatrixView {
        MatrixView(start: start, rowStride: columnStride, columnStride: rowStride)
    }

    func at(_ row: Int, _ column: Int) -> UnsafePointer<Float> {
        start + (row * rowStride + column * columnStride)
    }
}

/// Adds A·B to C: A is m×k, B is k×n, C is m×n with `cWidth` numbers from row to row.
///
/// The shape of every fast matrix product (Goto and van de Geijn 2008, "Anatomy of high-performance matrix
/// multiplication"): cut A and B into blocks that stay in the cache, copy ("pack") each block into the order in which it
/// will be read, and let a small kernel keep a `tileRows`×8 tile of C in registers while it walks along k.
/// The order of additions depends on the sizes alone, so results are the same from run to run.
func multiplyAdd(
    m: Int, n: Int, k: Int, _ a: MatrixView, _ b: MatrixView, to c: UnsafeMutablePointer<Float>, cWidth: Int
) {
    guard m > 0, n > 0, k > 0 else { return }
    let blockM = min(roundUp(m, to: tileRows), 64)
    let blockN = min(roundUp(n, to: tileColumns), 512)
    let blockK = min(k, 256)
    let packedA = UnsafeMutablePointer<Float>.allocate(capacity: blockM * blockK)
    let packedB = UnsafeMutablePointer<SIMD8<Float>>.allocate(capacity: blockN / tileColumns * blockK)
    defer {
        packedA.deallocate()
        packedB.deallocate()
    }
    for column in stride(from: 0, to: n, by: blockN) {
        let columns = min(blockN, n - column)
        for depth in stride(from: 0, to: k, by: blockK) {
            let depths = min(blockK, k - depth)
            packColumns(b, row: depth, rows: depths, column: column, columns: columns, into: packedB)
            for row in stride(from: 0, to: m, by: blockM) {
                let rows = min(blockM, m - row)
                packRows(a, row: row, rows: rows, column: depth, columns: depths, into: packedA)
                for tileColumn in stride(from: 0, to: columns, by: tileColumns) {
                    for tileRow in stride(from: 0, to: rows, by: tileRows) {
                        addTile(
                            packedA + tileRow * depths, packedB + tileColumn / tileColumns * depths, depth: depths,
                            to: c + ((row + tileRow) * cWidth + column + tileColumn), cWidth: cWidth,
                            rows: min(tileRows, rows - tileRow), columns: min(tileColumns, columns - tileColumn))
                    }
                }
            }
        }
    }
}

/// The tile of C in registers: 4 rows of 8 are 8 of the 16 registers that every x86-64 has.
private let tileRows = 4
private let tileColumns = 8

private func roundUp(_ value: Int, to multiple: Int) -> Int {
    (value + multiple - 1) / multiple * multiple
}

/// Strips of `tileRows` rows, each column by column; missing rows are zeros.
private func packRows(
    _ a: MatrixView, row: Int, rows: Int, column: Int, columns: Int, into target: UnsafeMutablePointer<Float>
) {
    var target = target
    for strip in stride(from: 0, to: rows, by: tileRows) {
        for inner in 0..<columns {
            for lane in 0..<tileRows {
                target[lane] = strip + lane < rows ? a.at(row + strip + lane, column + inner).pointee : 0
            }
            target += tileRows
        }
    }
}

/// Strips of `tileColumns` columns, each row by row; missing columns are zeros.
private func packColumns(
    _ b: MatrixView, row: Int, rows: Int, column: Int, columns: Int, into target: UnsafeMutablePointer<SIMD8<Float>>
) {
    var target = UnsafeMutableRawPointer(target).assumingMemoryBound(to: Float.self)
    for strip in stride(from: 0, to: columns, by: tileColumns) {
        for inner in 0..<rows {
            let source = b.at(row + inner, column + strip)
            for lane in 0..<tileColumns {
                target[lane] = strip + lane < columns ? source[lane * b.columnStride] : 0
            }
            target += tileColumns
        }
    }
}

/// Adds the product of a strip of A and a strip of B to one tile of C.
///
/// `sum + a * b` and not `addingProduct`: without the instruction in the baseline the latter calls the C library for
/// every number.
private func addTile(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<SIMD8<Float>>, depth: Int, to c: UnsafeMutablePointer<Float>,
    cWidth: Int, rows: Int, columns: Int
) {
    var sum0 = SIMD8<Float>.zero
    var sum1 = SIMD8<Float>.zero
    var sum2 = SIMD8<Float>.zero
    var sum3 = SIMD8<Float>.zero
    for inner in 0..<depth {
        let right = b[inner]
        let left = a + inner * tileRows
        sum0 += left[0] * right
        sum1 += left[1] * right
        sum2 += left[2] * right
        sum3 += left[3] * right
    }
    addRow(sum0, to: c, columns: columns)
    if rows > 1 { addRow(sum1, to: c + cWidth, columns: columns) }
    if rows > 2 { addRow(sum2, to: c + 2 * cWidth, columns: columns) }
    if rows > 3 { addRow(sum3, to: c + 3 * cWidth, columns: columns) }
}

private func addRow(_ sum: SIMD8<Float>, to c: UnsafeMutablePointer<Float>, columns: Int) {
    for lane in 0..<columns {
        c[lane] += sum[lane]
    }
}
