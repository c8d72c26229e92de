internal import CZlib

/// Deflates `input`; nil only if zlib can't get the memory for it.
package func deflate(_ input: ArraySlice<UInt8>, _ container: CompressedContainer) -> [UInt8]? {
    input.withUnsafeBufferPointer { bytes in
        // As in inflate: the stream must not move.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        let status = deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, container.rawValue, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { return nil }
        defer { deflateEnd(stream) }
        return run(stream, bytes)
    }
}

private func run(_ stream: UnsafeMutablePointer<z_stream>, _ input: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var output: [UInt8] = []
    let chunk = 128 << 10
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: chunk)
    defer { buffer.deallocate() }
    var fed = 0
    while true {
        if stream.pointee.avail_in == 0, fed < input.count, let start = input.baseAddress {
            let count = min(input.count - fed, 1 << 30)
            stream.pointee.next_in = UnsafeMutablePointer(mutating: start + fed)
            stream.pointee.avail_in = UInt32(count)
            fed += count
        }
        stream.pointee.next_out = buffer
        stream.pointee.avail_out = UInt32(chunk)
        let status = CZlib.deflate(stream, fed == input.count ? Z_FINISH : Z_NO_FLUSH)
        output.append(contentsOf: UnsafeBufferPointer(start: buffer, count: chunk - Int(stream.pointee.avail_out)))
        if status == Z_STREAM_END { return output }
        guard status == Z_OK || status == Z_BUF_ERROR else { return nil }
    }
}
