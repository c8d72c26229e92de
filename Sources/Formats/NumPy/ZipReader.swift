internal import Deflate

/// The members of a ZIP archive, unpacked.
enum ZipReader {
    /// Each member's name and bytes, in the order of the directory.
    ///
    /// Members may not overlap: an archive that uses the same compressed bytes many times is a bomb. What all of them
    /// inflate to is bounded, and each is held against its size and its CRC-32.
    static func members(
        _ bytes: ArraySlice<UInt8>, file: String
    ) throws(FormatError) -> [(name: String, bytes: ArraySlice<UInt8>)] {
        var reader = ByteReader(bytes, file: file)
        let directory = try ZipDirectory.read(&reader)
        var taken: [(range: Range<Int>, name: String)] = []
        var ranges: [Range<Int>] = []
        var total = 0
        for member in directory {
            let data = try dataRange(member, &reader)
            ranges.append(data)
            taken.append((member.headerOffset..<data.upperBound, member.name))
            total += member.size
            guard total <= FormatLimits.fileBytes else {
                throw reader.error(
                    "all members together hold more than \(FormatLimits.fileBytes) bytes", at: member.entryOffset)
            }
        }
        taken.sort { $0.range.lowerBound < $1.range.lowerBound }
        for (one, next) in zip(taken, taken.dropFirst()) where next.range.lowerBound < one.range.upperBound {
            throw reader.error("\(next.name) and \(one.name) share bytes", at: next.range.lowerBound)
        }
        var result: [(name: String, bytes: ArraySlice<UInt8>)] = []
        for (member, range) in zip(directory, ranges) {
            try reader.move(to: range.lowerBound, member.name)
            let data = try reader.take(range.count, member.name)
            result.append((member.name, try unpacked(member, data, reader, at: range.lowerBound)))
        }
        return result
    }

    /// Where a member's data is: behind a header of its own, which must tell the same.
    private static func dataRange(
        _ member: ZipMember, _ reader: inout ByteReader
    ) throws(FormatError) -> Range<Int> {
        let place = member.headerOffset
        try reader.move(to: place, "the header of \(member.name)")
        guard try reader.little(UInt32.self, "the header of \(member.name)") == 0x0403_4B50 else {
            throw reader.error("the header of \(member.name) is damaged", at: place)
        }
        _ = try reader.take(4, "flags")
        let method = try reader.little(UInt16.self, "the method")
        _ = try reader.take(16, "times and sizes")
        let nameLength = Int(try reader.little(UInt16.self, "the name's length"))
        let extraLength = Int(try reader.little(UInt16.self, "the extra field's length"))
        let name = try reader.take(nameLength, "the name")
        _ = try reader.take(extraLength, "the extra field")
        guard method == member.method, name.elementsEqual(member.name.utf8) else {
            throw reader.error("the header and the directory differ about \(member.name)", at: place)
        }
        let start = reader.offset
        _ = try reader.take(member.compressedSize, member.name)
        return start..<reader.offset
    }

    private static func unpacked(
        _ member: ZipMember, _ data: ArraySlice<UInt8>, _ reader: ByteReader, at place: Int
    ) throws(FormatError) -> ArraySlice<UInt8> {
        let help = "Copy or download it again"
        var result = data
        switch member.method {
        case 0: break
        case 8:
            guard member.size <= min(inflatedBound(data.count), FormatLimits.inflatedBytes) else {
                throw reader.error(
                    "\(member.name): \(data.count) bytes can't become \(member.size)", at: member.entryOffset)
            }
            do {
                let (output, consumed) = try inflate(data, .raw, limit: member.size)
                guard consumed == data.count else {
                    throw reader.error("\(member.name): the compressed data ends early", at: place + consumed)
                }
                result = output[...]
            } catch let failure as InflateFailure {
                throw reader.error("\(member.name): \(failure.text)", at: place, help: help)
            } catch let error as FormatError {
                throw error
            } catch {
                throw reader.error("\(member.name): \(error)", at: place)
            }
        default:
            throw reader.error(
                "\(member.name) is compressed by method \(member.method); only stored and deflated are read",
                at: member.entryOffset, help: "Save it with numpy.savez or numpy.savez_compressed")
        }
        guard result.count == member.size else {
            throw reader.error("\(member.name) has \(result.count) bytes, not \(member.size)", at: place, help: help)
        }
        guard crc32(result) == member.checksum else {
            throw reader.error("the checksum of \(member.name) is another: it was changed", at: place, help: help)
        }
        return result
    }
}

extension InflateFailure {
    /// For a message.
    var text: String {
        switch self {
        case .truncated: "the compressed data is cut off"
        case .damaged(let reason): "the compressed data is damaged (\(reason))"
        case .tooLarge: "more comes out of the compressed data than should"
        }
    }
}
