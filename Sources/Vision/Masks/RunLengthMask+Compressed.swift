extension RunLengthMask {
    /// A mask by COCO's string, in which result files keep the counts.
    ///
    /// - Parameters:
    ///   - height: the image's height.
    ///   - width: the image's width.
    ///   - text: each count, from the fourth on less the one two before it, in groups of five bits, the lowest first;
    ///     a group is a character from `0` on, 32 higher if more follow; the last group's highest bit is the sign.
    /// - Throws: `MaskError` if a character is none of those, or the counts don't fill the image.
    public init(height: Int, width: Int, compressed text: String) throws(MaskError) {
        var text = text
        let result = text.withUTF8 { bytes -> Result<RunLengthMask, MaskError> in
            do throws(MaskError) {
                return .success(try RunLengthMask(height: height, width: width, compressed: bytes))
            } catch { return .failure(error) }
        }
        self = try result.get()
    }

    init(height: Int, width: Int, compressed text: UnsafeBufferPointer<UInt8>) throws(MaskError) {
        try RunLengthMask.check(height, width)
        let pixels = height * width
        var counts: [UInt32] = []
        counts.reserveCapacity(text.count / 2 + 1)
        var (sum, place) = (0, 0)
        while place < text.count {
            var (value, shift) = (0, 0)
            while true {
                guard place < text.count, shift <= 35 else { throw .unfinishedString }
                let byte = text[place]
                guard (48...111).contains(byte) else { throw .badCharacter(byte, at: place) }
                let group = Int(byte) - 48
                value |= (group & 0x1F) << shift
                shift += 5
                place += 1
                guard group & 0x20 == 0 else { continue }
                if group & 0x10 != 0 { value |= -1 << shift }
                break
            }
            if counts.count > 2 { value += Int(counts[counts.count - 2]) }
            guard value >= 0 else { throw .negativeCount(value, at: counts.count) }
            sum += value
            guard sum <= pixels else { throw .countsDoNotFill(sum: sum, height: height, width: width) }
            counts.append(UInt32(value))
        }
        guard sum == pixels else { throw .countsDoNotFill(sum: sum, height: height, width: width) }
        self.init(checked: counts, height: height, width: width)
    }

    /// The counts as COCO's string.
    public var compressed: String {
        var bytes: [UInt8] = []
        for (place, count) in counts.enumerated() {
            var value = Int(count) - (place > 2 ? Int(counts[place - 2]) : 0)
            while true {
                let group = UInt8(value & 0x1F)
                value >>= 5
                let isLast = group & 0x10 == 0 ? value == 0 : value == -1
                bytes.append(group + (isLast ? 48 : 80))
                if isLast { break }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
