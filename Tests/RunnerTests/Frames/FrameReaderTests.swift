import Testing

@testable import Runner

@Suite("Frames in a stream")
struct FrameReaderTests {
    private let stream = Array("a\u{1E}b\u{1E}N begin 0 0\nout\n\u{1E}N table 3 5\nx\u{1E}N yrest".utf8)

    @Test("come out the same however the stream is cut")
    func cuts() {
        let whole = read([stream])
        #expect(
            whole == [
                .text(Array("a\u{1E}b".utf8)), .frame(Frame(kind: "begin", argument: 0, payload: [])),
                .text(Array("out\n".utf8)),
                .frame(Frame(kind: "table", argument: 3, payload: Array("x\u{1E}N y".utf8))), .text(Array("rest".utf8)),
            ])
        for first in 0...stream.count {
            for second in stride(from: first, through: stream.count, by: 3) {
                let parts = [Array(stream[..<first]), Array(stream[first..<second]), Array(stream[second...])]
                #expect(read(parts) == whole)
            }
        }
    }

    @Test("with another nonce, a wrong header or a missing payload are text")
    func imitations() {
        for text in [
            "\u{1E}M begin 0 0\n", "\u{1E}N begin x 0\n", "\u{1E}N begin 0\n", "\u{1E}N begin 0 -1\n",
            "\u{1E}N begin 0 9\nshort",
        ] {
            #expect(read([Array(text.utf8)]) == [.text(Array(text.utf8))])
        }
    }

    /// All pieces, neighbouring texts as one.
    private func read(_ parts: [[UInt8]]) -> [FrameReader.Piece] {
        var reader = FrameReader(nonce: "N")
        var pieces: [FrameReader.Piece] = []
        for piece in parts.flatMap({ reader.read($0) }) + reader.finish() {
            if case .text(let more) = piece, case .text(let before)? = pieces.last {
                pieces[pieces.count - 1] = .text(before + more)
            } else {
                pieces.append(piece)
            }
        }
        return pieces
    }
}
