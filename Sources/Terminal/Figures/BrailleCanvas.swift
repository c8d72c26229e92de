/// Dots in a field of braille characters, two across and four down in each.
struct BrailleCanvas {
    let columns: Int
    let rows: Int
    private var dots: [UInt8]
    private var owners: [Int]
    private var markers: [Character?]

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        dots = Array(repeating: 0, count: columns * rows)
        owners = Array(repeating: 0, count: columns * rows)
        markers = Array(repeating: nil, count: columns * rows)
    }

    var dotColumns: Int { columns * 2 }
    var dotRows: Int { rows * 4 }

    /// Sets one dot; outside the field nothing happens.
    mutating func set(_ x: Int, _ y: Int, owner: Int) {
        guard x >= 0, y >= 0, x < dotColumns, y < dotRows else { return }
        let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
        let cell = y / 4 * columns + x / 2
        dots[cell] |= bits[y % 4][x % 2]
        owners[cell] = owner
    }

    mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), owner: Int) {
        let steps = max(abs(end.x - start.x), abs(end.y - start.y))
        guard steps > 0 else { return set(start.x, start.y, owner: owner) }
        for step in 0...steps {
            let x = start.x + Self.share(end.x - start.x, step, of: steps)
            let y = start.y + Self.share(end.y - start.y, step, of: steps)
            set(x, y, owner: owner)
        }
    }

    /// The whole number nearest to `delta * step / steps`.
    private static func share(_ delta: Int, _ step: Int, of steps: Int) -> Int {
        let twice = abs(delta) * step * 2
        let size = (twice + steps) / (2 * steps)
        return delta < 0 ? -size : size
    }

    /// Puts a letter over the character that holds a dot.
    mutating func mark(_ x: Int, _ y: Int, _ character: Character, owner: Int) {
        guard x >= 0, y >= 0, x < dotColumns, y < dotRows else { return }
        markers[y / 4 * columns + x / 2] = character
        owners[y / 4 * columns + x / 2] = owner
    }

    func line(_ row: Int) -> StyledText {
        var result = StyledText()
        for column in 0..<columns {
            let cell = row * columns + column
            if let marker = markers[cell] {
                result.append(visible: String(marker), Attributes(.group(owners[cell]), .bold))
            } else if dots[cell] == 0 {
                result.append(visible: " ")
            } else if let scalar = Unicode.Scalar(0x2800 + UInt32(dots[cell])) {
                result.append(visible: String(Character(scalar)), Attributes(.group(owners[cell])))
            }
        }
        return result
    }
}
