internal import CZlib

/// Why compressed data did not become what it should.
@frozen package enum InflateFailure: Error, Equatable {
    /// The input ends before the data does.
    case truncated
    /// It is no such data, or a checksum says that it was changed; zlib's own words.
    case damaged(String)
    /// More comes out than the caller takes.
    case tooLarge
}

/// What surrounds the deflated data, as zlib numbers it.
@frozen package enum CompressedContainer: Int32 {
    /// Nothing: as in a ZIP archive.
    case raw = -15
    /// Two bytes before, Adler-32 behind: as in PNG.
    case zlib = 15
    /// A header before, CRC-32 and length behind: as in `.gz`.
    case gzip = 31
}

/// Inflates one stream from the start of `input`.
///
/// Memory grows with what really comes out, never with what a header promises, and not beyond `limit` bytes.
///
/// - Returns: What came out, and how many bytes of the input it took.
package func inflate(
    _ input: ArraySlice<UInt8>, _ container: CompressedContainer, limit: Int
) throws(InflateFailure) -> (output: [UInt8], consumed: Int) {
    var output: [UInt8] = []
    let (outcome, consumed) = input.withUnsafeBufferPointer { bytes in
        run(bytes, container, limit: limit, into: &output)
    }
    if let failure = outcome { throw failure }
    return (output, consumed)
}

/// The most that deflated data can grow: 258 bytes from 2 bits, so 1032 times, by the format's own limits.
///
/// - Returns: A bound for what `count` bytes inflate to.
package func inflatedBound(_ count: Int) -> Int {
    let (product, overflow) = count.multipliedReportingOverflow(by: 1032)
    return overflow ? .max : max(product, 1032)
}

private func run(
    _ input: UnsafeBufferPointer<UInt8>, _ container: CompressedContainer, limit: Int, into output: inout [UInt8]
) -> (InflateFailure?, Int) {
    // zlib's state points back at the stream, which must therefore not move.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    guard inflateInit2_(stream, container.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        return (.damaged("zlib can't start"), 0)
    }
    defer { inflateEnd(stream) }

    let chunk = 128 << 10
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: chunk)
    defer { buffer.deallocate() }
    var fed = 0
    while true {
        if stream.pointee.avail_in == 0, fed < input.count, let start = input.baseAddress {
            let count = min(input.count - fed, 1 << 30)
            // zlib only reads from next_in; its declaration is older than const.
            stream.pointee.next_in = UnsafeMutablePointer(mutating: start + fed)
            stream.pointee.avail_in = UInt32(count)
            fed += count
        }
        stream.pointee.next_out = buffer
        stream.pointee.avail_out = UInt32(chunk)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        let produced = chunk - Int(stream.pointee.avail_out)
        if produced > limit - output.count { return (.tooLarge, 0) }
        output.append(contentsOf: UnsafeBufferPointer(start: buffer, count: produced))
        switch status {
        case Z_STREAM_END: return (nil, fed - Int(stream.pointee.avail_in))
        case Z_OK where produced > 0 || fed < input.count || stream.pointee.avail_in > 0: continue
        case Z_OK, Z_BUF_ERROR: return (.truncated, 0)
        default: return (.damaged(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)"), 0)
        }
    }
}
