import ConvNet
import Formats
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Damaged files")
struct DamageTests {
    @Test("there are files of every format")
    func files() {
        let extensions = Set(goldenFiles.map { ($0 as NSString).pathExtension })
        #expect(extensions == ["npy", "npz", "safetensors", "png", "pbm", "pgm", "ppm", "idx", "gz", "bin"])
    }

    @Test("a file that is cut off anywhere is an error with the file's name", arguments: goldenFiles)
    func truncation(name: String) throws {
        let bytes = try golden(name)
        try readAny(name, bytes)
        for length in 0..<bytes.count {
            // Two cuts leave a whole file: between CIFAR's records, and inside the last number of a text.
            if name.hasSuffix(".bin"), length > 0, length % (bytes.count / 3) == 0 { continue }
            if name.hasPrefix("text."), length > bytes.count - 3 { continue }
            let error = try failure { () throws(FormatError) in try readAny(name, Array(bytes[..<length])) }
            #expect(error.file.hasPrefix(name) && !error.problem.isEmpty, "\(length): \(error)")
        }
    }

    @Test(
        "bytes behind the end are an error; behind a PNG's IEND and a gzip they are none of ours",
        arguments: goldenFiles)
    func longer(name: String) throws {
        let bytes = try golden(name) + [0x41]
        if name.hasSuffix(".png") {
            try readAny(name, bytes)
        } else {
            _ = try failure { () throws(FormatError) in try readAny(name, bytes) }
        }
    }

    @Test("thousands of mutations a format end in a value or an error, within 256 MB")
    func mutations() async {
        await #expect(processExitsWith: .success) {
            // What is mapped already counts as well; beyond it an allocation fails, and with it the process.
            let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").first
            let mapped = pages.flatMap { Int($0) }.map { $0 * 4096 } ?? 1 << 40
            var limit = rlimit(rlim_cur: rlim_t(mapped + 256 << 20), rlim_max: rlim_t(mapped + 256 << 20))
            precondition(mapped < 1 << 40 && setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
            var random = SeededGenerator(seed: 20)
            var counts: [String: (values: Int, errors: Int)] = [:]
            for name in goldenFiles {
                let format = (name as NSString).pathExtension
                let original = try golden(name)
                // As many for each format, however many files it has.
                let files = goldenFiles.count { ($0 as NSString).pathExtension == format }
                for _ in 0..<(20000 / files) {
                    var bytes = original
                    for _ in 0...Int.random(in: 0...2, using: &random) { mutate(&bytes, &random) }
                    if format == "png", Bool.random(using: &random) { mendChecksums(&bytes) }
                    do throws(FormatError) {
                        try readAny(name, bytes)
                        counts[format, default: (0, 0)].values += 1
                    } catch {
                        counts[format, default: (0, 0)].errors += 1
                    }
                }
            }
            // A fuzzer that only ever hits the first check proves nothing.
            for (format, count) in counts {
                precondition(count.errors > 100 && (count.values > 10 || format == "gz"), "\(format): \(count)")
            }
        }
    }
}

/// Changes, inserts, removes or repeats something.
func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard bytes.count > 8 else { return }
    // Headers decide most, so half of the changes go there.
    let reach = Bool.random(using: &random) ? min(bytes.count, 200) : bytes.count
    let place = Int.random(in: 0..<(reach - 8), using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 2: for index in place..<(place + 4) { bytes[index] = 0xFF }
    case 3:
        for index in place..<(place + 8) { bytes[index] = [0x7F, 0x80, 0xFF, 0].randomElement(using: &random) ?? 0 }
    case 4: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 5: bytes.removeSubrange(place..<(place + Int.random(in: 1...8, using: &random)))
    case 6: bytes.insert(contentsOf: bytes[place..<min(place + 40, bytes.count)], at: place)
    default: bytes[place] = Array("0123456789-[]{}()'\",:<>|".utf8).randomElement(using: &random) ?? 0
    }
}

/// Gives every chunk of a PNG file the checksum that it should have, so that a change gets past it.
func mendChecksums(_ bytes: inout [UInt8]) {
    var place = 8
    while place + 12 <= bytes.count {
        let length = bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
        guard length <= bytes.count - place - 12 else { return }
        let end = place + 8 + length
        let sum = slowCRC32(bytes[(place + 4)..<end])
        for (index, shift) in [24, 16, 8, 0].enumerated() {
            bytes[end + index] = UInt8(truncatingIfNeeded: sum >> shift)
        }
        place = end + 4
    }
}

/// CRC-32 by its definition, a bit at a time.
func slowCRC32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
}
