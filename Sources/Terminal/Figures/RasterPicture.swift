import Display

/// A colour image in characters: two pixels each with ▀ where there are colours enough, shades where there aren't.
///
/// Boxes are drawn pixel by pixel in their group's colour, or in its letter where there is no colour, and dashed by
/// group; a list below says which is which and where.
struct RasterPicture {
    private static let maximumRows = 64
    /// Small images are enlarged to about this many columns.
    private static let comfortableColumns = 32
    private static let mostListed = 12
    private static let markers: [Character] = ["#", "o", "+", "x", "*", "@"]

    private let raster: Raster
    private let hasColors: Bool

    init(_ raster: Raster, color: ColorLevel) {
        self.raster = raster
        hasColors = color >= .palette256
    }

    /// The picture, at most `width` columns wide; nil when the raster is none or there is no room.
    func draw(width: Int) -> Picture? {
        guard raster.isDrawable else { return nil }
        let perColumn = hasColors ? 1 : 2
        let room = (width - 2) / perColumn
        guard room > 0 else { return nil }
        let mostRows = hasColors ? 2 * Self.maximumRows : Self.maximumRows
        let shrink = max(
            1, (raster.width + room - 1) / room, (raster.height + mostRows - 1) / mostRows)
        let enlarge =
            hasColors && shrink == 1
            ? max(1, min(room / raster.width, Self.comfortableColumns / raster.width, mostRows / raster.height)) : 1
        let canvas = RasterCanvas(
            raster, columns: max(1, raster.width * enlarge / shrink), rows: max(1, raster.height * enlarge / shrink))
        var body = hasColors ? colored(canvas) : shaded(canvas)
        let edge = String(repeating: "─", count: canvas.columns * perColumn)
        let side = StyledText(visible: "│", .dim)
        body = body.map { side + $0 + side }
        body.insert(StyledText(visible: "┌\(edge)┐", .dim), at: 0)
        body.append(StyledText(visible: "└\(edge)┘", .dim))
        let total = canvas.columns * perColumn + 2
        if !raster.title.isEmpty {
            body =
                StyledText(raster.title, .bold).wrapped(to: max(total, 8)).map { $0.padded(to: total, .center) } + body
        }
        body += list().flatMap { $0.wrapped(to: max(total, min(width, 28))) }
        return Picture(body)
    }

    private func colored(_ canvas: RasterCanvas) -> [StyledText] {
        stride(from: 0, to: canvas.rows, by: 2).map { row in
            var line = StyledText()
            for column in 0..<canvas.columns {
                let top = canvas.color(row, column)
                // Below the last row of an odd number the frame follows: the same pixel once more.
                let bottom = row + 1 < canvas.rows ? canvas.color(row + 1, column) : top
                line.append(visible: "▀", Attributes(.pixels(top: top, bottom: bottom)))
            }
            return line
        }
    }

    private func shaded(_ canvas: RasterCanvas) -> [StyledText] {
        (0..<canvas.rows).map { row in
            var line = StyledText()
            for column in 0..<canvas.columns {
                if let group = canvas.owner(row, column) {
                    line.append(
                        visible: String(repeating: Self.marker(group), count: 2), Attributes(.group(group), .bold))
                } else {
                    let shade = [" ", "░", "▒", "▓", "█"][min(4, (canvas.luminance(row, column) + 31) / 62)]
                    line.append(visible: shade + shade)
                }
            }
            return line
        }
    }

    private func list() -> [StyledText] {
        let labelled = raster.outlines.filter { $0.isFinite }
        var lines = labelled.prefix(Self.mostListed).map { outline in
            let corners = [outline.x1, outline.y1, outline.x2, outline.y2].map { NumberText.short(Float($0)) }
            var line = StyledText(
                visible: "\(Self.marker(outline.group)) ", Attributes(.group(outline.group), .bold))
            if !outline.label.isEmpty { line.append(outline.label + " ") }
            line.append(visible: "(\(corners[0]), \(corners[1]))–(\(corners[2]), \(corners[3]))", .dim)
            return line
        }
        if labelled.count > lines.count {
            lines.append(StyledText(visible: "… +\(labelled.count - lines.count)", .dim))
        }
        return lines
    }

    private static func marker(_ group: Int) -> Character { markers[((group % 6) + 6) % 6] }
}

/// The image at the size at which it is drawn, with its boxes.
private struct RasterCanvas {
    let columns: Int
    let rows: Int
    private let bytes: [UInt8]
    private var owners: [Int?]

    init(_ raster: Raster, columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        bytes = raster.resampled(width: columns, height: rows)
        owners = Array(repeating: nil, count: columns * rows)
        for outline in raster.outlines where outline.isFinite {
            let across = Self.span(outline.x1, outline.x2, Double(columns) / Double(raster.width), columns)
            let down = Self.span(outline.y1, outline.y2, Double(rows) / Double(raster.height), rows)
            guard let across, let down else { continue }
            for (step, column) in across.enumerated() where Self.isDrawn(step, outline.group) {
                owners[down.lowerBound * columns + column] = outline.group
                owners[down.upperBound * columns + column] = outline.group
            }
            for (step, row) in down.enumerated() where Self.isDrawn(step, outline.group) {
                owners[row * columns + across.lowerBound] = outline.group
                owners[row * columns + across.upperBound] = outline.group
            }
        }
    }

    /// The first and the last cell that an edge from `low` to `high` goes through; nil beside the image.
    private static func span(_ low: Double, _ high: Double, _ scale: Double, _ count: Int) -> ClosedRange<Int>? {
        let (start, end) = (max(low * scale, 0), min(high * scale, Double(count)))
        guard start < end else { return nil }
        let first = min(Int(start), count - 1)
        return first...max(first, min(Int(end.rounded(.up)) - 1, count - 1))
    }

    /// Group 0 is drawn through, the others by dashes of different lengths.
    private static func isDrawn(_ step: Int, _ group: Int) -> Bool {
        let kind = ((group % 6) + 6) % 6
        return kind == 0 || step % (kind + 2) <= kind / 2
    }

    func owner(_ row: Int, _ column: Int) -> Int? { owners[row * columns + column] }

    func color(_ row: Int, _ column: Int) -> RGB {
        if let group = owner(row, column) { return Palette.color(ofGroup: group) }
        let place = 3 * (row * columns + column)
        return RGB(bytes[place], bytes[place + 1], bytes[place + 2])
    }

    func luminance(_ row: Int, _ column: Int) -> Int {
        let place = 3 * (row * columns + column)
        return (299 * Int(bytes[place]) + 587 * Int(bytes[place + 1]) + 114 * Int(bytes[place + 2])) / 1000
    }
}

extension Raster.Outline {
    /// A program may give any numbers; those can be drawn.
    fileprivate var isFinite: Bool { [x1, y1, x2, y2].allSatisfy { abs($0) < 1e9 } }
}
