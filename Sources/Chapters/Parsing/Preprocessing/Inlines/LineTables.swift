/// Which `[` and `(` of a line is closed where: found in one pass, however deep they are nested.
struct BracketPairs {
    /// By the opening bracket: the index after the one that closes it, 0 when none does.
    private var ends: [Int32]

    init(in bytes: [UInt8]) {
        ends = Array(repeating: 0, count: bytes.count)
        var square: [Int] = []
        var round: [Int] = []
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "["): square.append(index)
            case UInt8(ascii: "("): round.append(index)
            case UInt8(ascii: "]"): if let start = square.popLast() { ends[start] = Int32(index + 1) }
            case UInt8(ascii: ")"): if let start = round.popLast() { ends[start] = Int32(index + 1) }
            default: break
            }
            index += 1
        }
    }

    /// The index after the bracket that closes the one at `start`.
    func end(from start: Int) -> Int? {
        ends.indices.contains(start) && ends[start] > 0 ? Int(ends[start]) : nil
    }
}

/// The runs of backticks of a line, by their length.
struct BacktickRuns {
    /// Where the runs of a length end, and how many of them have been passed.
    private var ends: [Int: (places: [Int], passed: Int)] = [:]

    init(in bytes: [UInt8]) {
        BacktickRuns.forEach(in: bytes) { length, end in ends[length, default: ([], 0)].places.append(end) }
    }

    /// The index after the next run of exactly `length` backticks; places only ever move forward.
    mutating func end(ofRun length: Int, from start: Int) -> Int? {
        guard let known = ends[length] else { return nil }
        var passed = known.passed
        while passed < known.places.count, known.places[passed] - length < start { passed += 1 }
        ends[length]?.passed = passed
        return passed < known.places.count ? known.places[passed] : nil
    }

    static func lengths(in line: String) -> Set<Int> {
        var lengths: Set<Int> = []
        forEach(in: Array(line.utf8)) { length, _ in lengths.insert(length) }
        return lengths
    }

    private static func forEach(in bytes: [UInt8], _ body: (_ length: Int, _ end: Int) -> Void) {
        var length = 0
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "`") {
                length += 1
            } else if length > 0 {
                body(length, index)
                length = 0
            }
        }
        if length > 0 { body(length, bytes.count) }
    }
}
