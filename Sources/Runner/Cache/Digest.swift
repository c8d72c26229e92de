import CNettle
import Foundation

/// SHA-256, as lower-case hexadecimal digits.
package enum Digest {
    /// The digest of several parts; their lengths count, so that moving text from one to the next changes it.
    package static func of(_ parts: [String]) -> String {
        var context = sha256_ctx()
        nettle_sha256_init(&context)
        for part in parts {
            var part = part
            let length = Array("\(part.utf8.count):".utf8)
            nettle_sha256_update(&context, length.count, length)
            part.withUTF8 { bytes in
                if let start = bytes.baseAddress { nettle_sha256_update(&context, bytes.count, start) }
            }
        }
        return hexadecimal(&context)
    }

    /// The digest of a file's bytes.
    static func of(_ bytes: some ContiguousBytes) -> String {
        var context = sha256_ctx()
        nettle_sha256_init(&context)
        bytes.withUnsafeBytes { bytes in
            if let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress {
                nettle_sha256_update(&context, bytes.count, start)
            }
        }
        return hexadecimal(&context)
    }

    private static func hexadecimal(_ context: inout sha256_ctx) -> String {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
        nettle_sha256_digest(&context, digest.count, &digest)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
