internal import Deflate

/// Makes a ZIP archive.
///
/// The same members give the same bytes: the time in it is always ZIP's first, 1 January 1980, as NumPy writes it.
struct ZipWriter {
    private(set) var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0
    let file: String

    init(file: String) { self.file = file }

    mutating func add(_ name: String, _ content: [UInt8], compressed: Bool) throws(FormatError) {
        guard let data = compressed ? deflate(content[...], .raw) : content else {
            throw FormatError(file: file, problem: "there is no memory to compress \(name)")
        }
        guard bytes.count + data.count + directory.count < Int(UInt32.max) - 65536, count < 0xFFFE,
            content.count < Int(UInt32.max)
        else {
            throw FormatError(
                file: file, problem: "the archive would be larger than 4 GB", help: "Use safetensors, or several files")
        }
        let offset = bytes.count
        var common: [UInt8] = []
        common.appendLittle(UInt16(20))
        common.appendLittle(UInt16(name.utf8.allSatisfy { $0 < 0x80 } ? 0 : 0x800))
        common.appendLittle(UInt16(compressed ? 8 : 0))
        common += [0, 0, 0x21, 0]
        common.appendLittle(crc32(content[...]))
        common.appendLittle(UInt32(data.count))
        common.appendLittle(UInt32(content.count))
        common.appendLittle(UInt16(name.utf8.count))
        common += [0, 0]

        bytes += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + data
        // Made on Unix, a file that its owner may read and write.
        directory += [0x50, 0x4B, 1, 2, 20, 3] + common + [0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x81]
        directory.appendLittle(UInt32(offset))
        directory += name.utf8
        count += 1
    }

    /// The archive, its directory at the end.
    func finished() -> [UInt8] {
        var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        end.appendLittle(UInt16(count))
        end.appendLittle(UInt16(count))
        end.appendLittle(UInt32(directory.count))
        end.appendLittle(UInt32(bytes.count))
        return bytes + directory + end + [0, 0]
    }
}
