/// What PNG does to a row before compressing it: each byte less a guess from its neighbours.
///
/// Source: the PNG specification, chapter 9.
enum PNGFilter: UInt8, CaseIterable {
    case none, sub, up, average, paeth

    /// The guess from the bytes to the left, above, and above left.
    func prediction(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
        switch self {
        case .none: return 0
        case .sub: return left
        case .up: return above
        case .average: return UInt8((Int(left) + Int(above)) / 2)
        case .paeth:
            let estimate = Int(left) + Int(above) - Int(corner)
            let distances = (
                abs(estimate - Int(left)), abs(estimate - Int(above)), abs(estimate - Int(corner))
            )
            if distances.0 <= distances.1, distances.0 <= distances.2 { return left }
            return distances.1 <= distances.2 ? above : corner
        }
    }

    /// Takes the filter back, in place; `previous` is the row above, taken back already, or zeros.
    func restore(_ row: inout [UInt8], previous: [UInt8], step: Int) {
        guard self != .none else { return }
        for index in row.indices {
            let left = index >= step ? row[index - step] : 0
            let corner = index >= step ? previous[index - step] : 0
            row[index] &+= prediction(left, previous[index], corner)
        }
    }

    /// The row through the filter.
    func apply(_ row: [UInt8], previous: [UInt8], step: Int) -> [UInt8] {
        row.indices.map { index in
            let left = index >= step ? row[index - step] : 0
            let corner = index >= step ? previous[index - step] : 0
            return row[index] &- prediction(left, previous[index], corner)
        }
    }
}
