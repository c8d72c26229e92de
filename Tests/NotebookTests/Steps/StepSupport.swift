import ConvNet
import Display
import Testing

extension Figure.Step {
    /// The grid with this title, or the only one whose title begins with it.
    func grid(_ title: String) throws -> Grid {
        let found = panels.compactMap { panel -> Grid? in
            guard case .grid(let grid) = panel, grid.title.hasPrefix(title) else { return nil }
            return grid
        }
        return try #require(found.first, "no grid \(title)")
    }

    var chart: Chart? {
        for case .chart(let chart) in panels { return chart }
        return nil
    }

    var images: [Raster] {
        panels.compactMap { if case .image(let raster) = $0 { raster } else { nil } }
    }
}

extension Grid {
    /// The numbers that a region covers, row by row.
    func values(in region: Region) -> [Float] {
        (region.row..<(region.row + region.height)).flatMap { row in
            (region.column..<(region.column + region.width)).map { values[row * columns + $0] }
        }
    }

    /// How many cells hold a number.
    var filledCount: Int { values.count { !$0.isNaN } }

    func region(_ group: Int) throws -> Region {
        try #require(regions.first { $0.group == group })
    }
}

/// Whole numbers from −4 to 4, so that sums are exact.
func wholeNumbers(_ shape: [Int], seed: UInt64) -> Tensor {
    Tensor.randomUniform(shape: shape, in: -4...4, seed: seed).map { $0.rounded() }
}
