import Chapters
import Display

/// A matrix as numbers in a frame, or as shades when it shows no numbers or they don't fit.
///
/// Regions are marked twice: by brackets beside their cells, which need no colour, and by colour.
struct GridPicture {
    /// A taller picture is made smaller.
    private static let maximumRows = 64
    private static let brackets: [(open: Character, close: Character)] = [
        ("[", "]"), ("(", ")"), ("{", "}"), ("<", ">"), ("«", "»"),
    ]

    private let grid: Grid
    private let isColored: Bool
    private let hasGrays: Bool
    private let language: Language
    private let rows: Int
    private let columns: Int

    init(_ grid: Grid, isColored: Bool, hasGrays: Bool, language: Language) {
        self.grid = grid
        self.isColored = isColored
        self.hasGrays = hasGrays
        self.language = language
        // The figure comes from a program: believe only as many cells as there are values.
        columns = max(0, min(grid.columns, grid.values.count))
        rows = columns == 0 ? 0 : max(0, min(grid.rows, grid.values.count / columns))
    }

    /// The picture, at most `width` columns wide; nil for a grid without cells or a terminal without room.
    func draw(width: Int) -> Picture? {
        guard rows > 0, columns > 0 else { return nil }
        if grid.showsValues, rows <= Self.maximumRows, columns <= width / 2, let picture = numbers(width: width) {
            return picture
        }
        return shades(width: width)
    }

    private func value(_ row: Int, _ column: Int) -> Float { grid.values[row * columns + column] }

    // MARK: Numbers

    private func numbers(width: Int) -> Picture? {
        let texts = cellTexts()
        let cellWidth = texts.map { DisplayWidth.of($0) }.max() ?? 1
        let slot: Slot
        if columns * (cellWidth + 2) + 2 <= width {
            slot = .both
        } else if columns * (cellWidth + 1) + 3 <= width {
            slot = .shared
        } else {
            return nil
        }
        return framed(cellWidth: cellWidth, slot: slot) { row, column, tone in
            let text = texts[row * columns + column]
            let look = tone.map { Attributes($0, .bold) } ?? (text == "·" ? .dim : .plain)
            return StyledText(text, look).padded(to: cellWidth, .right)
        }
    }

    /// Every number with the same count of decimals, so that the points stand below one another.
    private func cellTexts() -> [String] {
        let shown = grid.values.prefix(rows * columns)
        let finite = shown.filter(\.isFinite)
        let largest = finite.map(\.magnitude).max() ?? 0
        if largest >= 1e6 { return shown.map(NumberText.short) }
        if finite.allSatisfy({ $0 == $0.rounded() }) {
            return shown.map { $0.isFinite ? NumberText.fixed($0, decimals: 0) : NumberText.short($0) }
        }
        if largest < 0.01 { return shown.map(NumberText.short) }
        let isShort = finite.allSatisfy { ($0 * 1000) == ($0 * 1000).rounded() && largest < 100 }
        let decimals = largest >= 1000 ? 1 : largest < 0.1 ? 4 : isShort ? Self.decimals(of: finite) : 2
        return shown.map { $0.isFinite ? NumberText.fixed($0, decimals: decimals) : NumberText.short($0) }
    }

    /// The fewest decimals, up to three, that lose nothing.
    private static func decimals(of values: [Float]) -> Int {
        if values.allSatisfy({ ($0 * 10) == ($0 * 10).rounded() }) { return 1 }
        return values.allSatisfy { ($0 * 100) == ($0 * 100).rounded() } ? 2 : 3
    }

    // MARK: Shades

    private func shades(width: Int) -> Picture? {
        let room = (width - 2) / 2
        guard room > 0 else { return nil }
        let hasSlots = !grid.regions.isEmpty && columns * 4 + 2 <= width && rows <= Self.maximumRows
        let factor = max(1, (columns + room - 1) / room, (rows + Self.maximumRows - 1) / Self.maximumRows)
        let finite = grid.values.prefix(rows * columns).filter(\.isFinite)
        let low = finite.min() ?? 0
        let high = finite.max() ?? 0
        var picture: Picture
        if factor == 1 {
            picture = framed(cellWidth: 2, slot: hasSlots ? .both : .none) { row, column, tone in
                shade(value(row, column), low, high, tone)
            }
        } else {
            let small = reduced(by: factor)
            picture = GridPicture(small, isColored: isColored, hasGrays: hasGrays, language: language)
                .framed(cellWidth: 2, slot: .none) { row, column, tone in
                    shade(small.values[row * small.columns + column], low, high, tone)
                }
        }
        var notes = ["\(NumberText.short(low)) ░▒▓█ \(NumberText.short(high))"]
        if factor > 1 { notes.append("1/\(factor)") }
        if !hasSlots {
            for region in grid.regions.prefix(4) {
                let last = (region.row &+ max(0, region.height - 1), region.column &+ max(0, region.width - 1))
                notes.append("\(Words.region(language)) (\(region.row),\(region.column))–(\(last.0),\(last.1))")
            }
        }
        picture.lines += notes.flatMap { StyledText($0, .dim).wrapped(to: max(picture.width, min(width, 24))) }
        return Picture(picture.lines)
    }

    private func shade(_ value: Float, _ low: Float, _ high: Float, _ tone: Tone?) -> StyledText {
        guard value.isFinite else { return StyledText(visible: "· ", .dim) }
        let range = Double(high) - Double(low)
        let part = range > 0 ? (Double(value) - Double(low)) / range : 0.5
        if hasGrays && tone == nil && grid.regions.isEmpty {
            return StyledText(visible: "██", Attributes(.gray(Int((part * 23).rounded()))))
        }
        let index = min(4, max(0, Int((part * 4).rounded())))
        let character: Character = [" ", "░", "▒", "▓", "█"][index]
        return StyledText(visible: String(repeating: character, count: 2), Attributes(tone))
    }

    /// The means of squares of `factor` × `factor` cells.
    private func reduced(by factor: Int) -> Grid {
        let smallRows = (rows + factor - 1) / factor
        let smallColumns = (columns + factor - 1) / factor
        var sums = Array(repeating: Double(0), count: smallRows * smallColumns)
        var counts = Array(repeating: 0.0, count: smallRows * smallColumns)
        for row in 0..<rows {
            for column in 0..<columns where value(row, column).isFinite {
                sums[row / factor * smallColumns + column / factor] += Double(value(row, column))
                counts[row / factor * smallColumns + column / factor] += 1
            }
        }
        let values = zip(sums, counts).map { $1 > 0 ? Float($0 / $1) : .nan }
        return Grid(title: grid.title, rows: smallRows, columns: smallColumns, values: values, showsValues: false)
    }

    // MARK: Frame

    /// The room for brackets between two cells.
    private enum Slot {
        case none
        /// One column: an opening bracket takes the place of a closing one.
        case shared
        case both
    }

    /// The cells in a frame, with the regions' brackets in the slots between them.
    private func framed(
        cellWidth: Int, slot: Slot, _ cell: (_ row: Int, _ column: Int, _ tone: Tone?) -> StyledText
    ) -> Picture {
        let regions = RegionMap(grid.regions, rows: rows, columns: columns)
        let inner =
            switch slot {
            case .none: columns * cellWidth
            case .shared: columns * (cellWidth + 1) + 1
            case .both: columns * (cellWidth + 2)
            }
        let edge = String(repeating: "─", count: inner)
        var lines: [StyledText] = []
        if !grid.title.isEmpty {
            lines += StyledText(grid.title, .bold).wrapped(to: max(inner + 2, 8)).map {
                $0.padded(to: inner + 2, .center)
            }
        }
        lines.append(StyledText(visible: "┌\(edge)┐", .dim))
        for row in 0..<rows {
            var line = StyledText(visible: "│", .dim)
            for column in 0..<columns {
                let opening = regions.opening(row, column)
                if slot == .shared, opening == nil, column > 0 {
                    line.append(bracket(regions.closing(row, column - 1), isOpening: false))
                } else if slot != .none {
                    line.append(bracket(opening, isOpening: true))
                }
                line.append(cell(row, column, regions.group(row, column).map(Tone.group)))
                if slot == .both || slot == .shared && column == columns - 1 {
                    line.append(bracket(regions.closing(row, column), isOpening: false))
                }
            }
            line.append(visible: "│", .dim)
            lines.append(line)
        }
        lines.append(StyledText(visible: "└\(edge)┘", .dim))
        return Picture(lines)
    }

    private func bracket(_ group: Int?, isOpening: Bool) -> StyledText {
        guard let group else { return StyledText(visible: " ") }
        let pair = Self.brackets[((group % 5) + 5) % 5]
        return StyledText(visible: String(isOpening ? pair.open : pair.close), Attributes(.group(group), .bold))
    }
}

/// Which region each cell belongs to, and where its brackets stand.
private struct RegionMap {
    private var groups: [Int: Int] = [:]
    private var openings: [Int: Int] = [:]
    private var closings: [Int: Int] = [:]
    private let columns: Int

    init(_ regions: [Grid.Region], rows: Int, columns: Int) {
        self.columns = columns
        for region in regions {
            let rowRange = Self.clipped(region.row, region.height, to: rows)
            let columnRange = Self.clipped(region.column, region.width, to: columns)
            guard !rowRange.isEmpty, !columnRange.isEmpty else { continue }
            for row in rowRange {
                for column in columnRange { groups[row * columns + column] = region.group }
                openings[row * columns + columnRange.lowerBound] = region.group
                closings[row * columns + columnRange.upperBound - 1] = region.group
            }
        }
    }

    private static func clipped(_ start: Int, _ length: Int, to limit: Int) -> Range<Int> {
        let end = start.addingReportingOverflow(max(0, length))
        let lower = min(max(0, start), limit)
        return lower..<max(lower, min(limit, end.overflow ? limit : end.partialValue))
    }

    func group(_ row: Int, _ column: Int) -> Int? { groups[row * columns + column] }
    func opening(_ row: Int, _ column: Int) -> Int? { openings[row * columns + column] }
    func closing(_ row: Int, _ column: Int) -> Int? { closings[row * columns + column] }
}
