/// A message from a cell program; see `Notebook.Channel`.
package struct Frame: Sendable, Equatable {
    package var kind: String
    package var argument: Int
    package var payload: [UInt8]

    package var text: String { String(decoding: payload, as: UTF8.self) }
}

/// Splits a program's standard output into what it printed and the frames between.
struct FrameReader {
    enum Piece: Equatable {
        case text([UInt8])
        case frame(Frame)
    }

    /// A frame's header is short; what looks like one and is longer is text.
    private static let maximumHeaderLength = 128

    private let mark: [UInt8]
    private var buffer: [UInt8] = []

    init(nonce: String) {
        mark = Array("\u{1E}\(nonce) ".utf8)
    }

    /// Takes the next bytes and gives every piece that is now complete.
    mutating func read(_ bytes: some Sequence<UInt8>) -> [Piece] {
        buffer.append(contentsOf: bytes)
        return drain(isAtEnd: false)
    }

    /// What is left when the program has ended.
    mutating func finish() -> [Piece] { drain(isAtEnd: true) }

    private mutating func drain(isAtEnd: Bool) -> [Piece] {
        var pieces: [Piece] = []
        var start = 0
        var position = 0
        func flush(to end: Int) {
            if end > start { pieces.append(.text(Array(buffer[start..<end]))) }
        }
        scan: while let candidate = buffer[position...].firstIndex(of: 0x1E) {
            let available = buffer.count - candidate
            if available < mark.count, mark.starts(with: buffer[candidate...]), !isAtEnd {
                flush(to: candidate)
                start = candidate
                break scan
            }
            guard buffer[candidate...].starts(with: mark) else {
                position = candidate + 1
                continue
            }
            let headerStart = candidate + mark.count
            guard let lineEnd = buffer[headerStart...].prefix(FrameReader.maximumHeaderLength).firstIndex(of: 0x0A)
            else {
                if !isAtEnd, available < mark.count + FrameReader.maximumHeaderLength {
                    flush(to: candidate)
                    start = candidate
                    break scan
                }
                position = candidate + 1
                continue
            }
            let fields = String(decoding: buffer[headerStart..<lineEnd], as: UTF8.self).split(separator: " ")
            guard fields.count == 3, let argument = Int(fields[1]), let length = Int(fields[2]), length >= 0 else {
                position = candidate + 1
                continue
            }
            let payloadStart = lineEnd + 1
            guard buffer.count - payloadStart >= length else {
                flush(to: candidate)
                start = candidate
                break scan
            }
            flush(to: candidate)
            let payload = Array(buffer[payloadStart..<(payloadStart + length)])
            pieces.append(.frame(Frame(kind: String(fields[0]), argument: argument, payload: payload)))
            position = payloadStart + length
            start = position
        }
        if buffer[start...].firstIndex(of: 0x1E) == nil || isAtEnd {
            flush(to: buffer.count)
            start = buffer.count
        }
        buffer.removeFirst(start)
        return pieces
    }
}
