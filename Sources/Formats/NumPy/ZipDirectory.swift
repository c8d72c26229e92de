/// One file in a ZIP archive, as the archive's directory tells of it.
struct ZipMember {
    var name: String
    /// 0: stored; 8: deflated.
    var method: UInt16
    var checksum: UInt32
    var compressedSize: Int
    var size: Int
    /// Where its own header begins.
    var headerOffset: Int
    /// Where the directory speaks of it.
    var entryOffset: Int
}

/// The directory at the end of a ZIP archive, ZIP64 included.
///
/// Source: PKWARE's APPNOTE.TXT, sections 4.3 and 4.5.3.
enum ZipDirectory {
    static func read(_ reader: inout ByteReader) throws(FormatError) -> [ZipMember] {
        let end = try findEnd(reader)
        try reader.move(to: end + 4, "the end of the directory")
        let disks = (try reader.little(UInt16.self, "a disk number"), try reader.little(UInt16.self, "a disk number"))
        let onDisk = try reader.little(UInt16.self, "the number of members")
        var count = UInt64(try reader.little(UInt16.self, "the number of members"))
        var size = UInt64(try reader.little(UInt32.self, "the directory's size"))
        var start = UInt64(try reader.little(UInt32.self, "the directory's place"))
        guard disks == (0, 0) || disks == (0xFFFF, 0xFFFF), UInt64(onDisk) == count else {
            throw reader.error("it is a part of an archive on several disks", at: end)
        }
        var limit = end
        if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF,
            let large = try readEnd64(&reader, before: end)
        {
            (count, size, start, limit) = large
        }
        guard count <= FormatLimits.members else {
            throw reader.error("\(count) members are more than \(FormatLimits.members)", at: end)
        }
        guard start <= limit, size == UInt64(limit) - start else {
            throw reader.error("the directory's place (\(start)) and size (\(size)) don't fit the file", at: end)
        }
        try reader.move(to: Int(start), "the directory")
        var members: [ZipMember] = []
        for _ in 0..<count { members.append(try entry(&reader, limit: limit)) }
        guard reader.offset == limit else { throw reader.error("the directory is longer than its members") }
        return members
    }

    /// The last place where the end's signature stands and the comment behind it fills the file.
    private static func findEnd(_ reader: ByteReader) throws(FormatError) -> Int {
        let bytes = reader.bytes
        let last = bytes.count - 22
        if last >= 0 {
            for place in stride(from: last, through: max(0, last - 0xFFFF), by: -1) {
                let start = bytes.startIndex + place
                guard bytes[start] == 0x50, bytes[start...].starts(with: [0x50, 0x4B, 5, 6]) else { continue }
                let comment = Int(bytes[start + 20]) | Int(bytes[start + 21]) << 8
                if place + 22 + comment == bytes.count { return place }
            }
        }
        let isArchive = bytes.starts(with: [0x50, 0x4B])
        throw reader.error(
            isArchive
                ? "the archive's directory is missing: the file is cut off" : "it is no ZIP archive, as an NPZ file is",
            at: isArchive ? bytes.count : 0, help: isArchive ? "Copy or download it again" : "Save it with numpy.savez")
    }

    private static func readEnd64(
        _ reader: inout ByteReader, before end: Int
    ) throws(FormatError) -> (count: UInt64, size: UInt64, start: UInt64, limit: Int)? {
        guard end >= 20 else { return nil }
        try reader.move(to: end - 20, "the ZIP64 locator")
        guard try reader.little(UInt32.self, "a signature") == 0x0706_4B50 else { return nil }
        _ = try reader.little(UInt32.self, "a disk number")
        let place = try reader.little(UInt64.self, "the place of the ZIP64 end")
        guard place <= end - 20 else {
            throw reader.error("the ZIP64 end would be at byte \(place), behind its locator", at: end - 20)
        }
        try reader.move(to: Int(place), "the ZIP64 end")
        guard try reader.little(UInt32.self, "a signature") == 0x0606_4B50 else {
            throw reader.error("the ZIP64 end is not where its locator says", at: Int(place))
        }
        let length = try reader.little(UInt64.self, "the ZIP64 end's size")
        _ = try reader.take(4, "versions")
        guard length >= 44, length == UInt64(end - 20 - Int(place) - 12),
            try reader.little(UInt64.self, "disk numbers") == 0
        else { throw reader.error("the ZIP64 end is damaged", at: Int(place)) }
        let onDisk = try reader.little(UInt64.self, "the number of members")
        let count = try reader.little(UInt64.self, "the number of members")
        guard onDisk == count else { throw reader.error("it is a part of an archive on several disks", at: Int(place)) }
        let size = try reader.little(UInt64.self, "the directory's size")
        return (count, size, try reader.little(UInt64.self, "the directory's place"), Int(place))
    }

    private static func entry(_ reader: inout ByteReader, limit: Int) throws(FormatError) -> ZipMember {
        let place = reader.offset
        guard try reader.little(UInt32.self, "a member's entry") == 0x0201_4B50 else {
            throw reader.error("a member's entry in the directory is damaged", at: place)
        }
        _ = try reader.take(4, "versions")
        let flags = try reader.little(UInt16.self, "flags")
        let method = try reader.little(UInt16.self, "the method")
        _ = try reader.take(4, "the time")
        let checksum = try reader.little(UInt32.self, "the checksum")
        var compressed = UInt64(try reader.little(UInt32.self, "the compressed size"))
        var size = UInt64(try reader.little(UInt32.self, "the size"))
        let nameLength = Int(try reader.little(UInt16.self, "the name's length"))
        let extraLength = Int(try reader.little(UInt16.self, "the extra field's length"))
        let commentLength = Int(try reader.little(UInt16.self, "the comment's length"))
        _ = try reader.take(8, "attributes")
        var header = UInt64(try reader.little(UInt32.self, "the place"))
        let nameBytes = try reader.take(nameLength, "the name")
        guard let name = String(validating: nameBytes, as: UTF8.self) else {
            throw reader.error("a name is not UTF-8", at: place)
        }
        var extra = ByteReader(try reader.take(extraLength, "the extra field"), file: reader.file)
        _ = try reader.take(commentLength, "the comment")
        while extra.remaining >= 4 {
            let (id, length) = (try extra.little(UInt16.self, "a field"), try extra.little(UInt16.self, "a field"))
            let base = place + 46 + nameLength + extra.offset
            guard Int(length) <= extra.remaining else { throw reader.error("an extra field is too long", at: base) }
            var field = ByteReader(try extra.take(Int(length), "a field"), file: reader.file)
            guard id == 1 else { continue }
            if size == 0xFFFF_FFFF { size = try field.little(UInt64.self, "the ZIP64 size") }
            if compressed == 0xFFFF_FFFF { compressed = try field.little(UInt64.self, "the ZIP64 compressed size") }
            if header == 0xFFFF_FFFF { header = try field.little(UInt64.self, "the ZIP64 place") }
        }
        guard flags & 1 == 0 else {
            throw reader.error("\(name) is encrypted", at: place, help: "Save it without a password")
        }
        guard reader.offset <= limit, compressed <= limit, header < limit, size <= FormatLimits.fileBytes else {
            throw reader.error("the place and the sizes of \(name) don't fit the file", at: place)
        }
        return ZipMember(
            name: name, method: method, checksum: checksum, compressedSize: Int(compressed), size: Int(size),
            headerOffset: Int(header), entryOffset: place)
    }
}
