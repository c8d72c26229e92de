internal import CZlib

/// The CRC-32 of ZIP, gzip and PNG.
package func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return 0 }
        var sum = CZlib.crc32(0, nil, 0)
        var done = 0
        while done < buffer.count {
            let count = min(buffer.count - done, 1 << 30)
            sum = CZlib.crc32(sum, start + done, UInt32(count))
            done += count
        }
        return UInt32(truncatingIfNeeded: sum)
    }
}
