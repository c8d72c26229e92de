import Foundation

/// Results by the digest of everything they depend on; one small JSON file each.
///
/// A file that can't be read is a miss, a file that can't be written is no harm: the work is done again.
package struct ResultCache: Sendable {
    /// nil: nothing is kept (no home, `--no-cache`).
    package var directory: String?

    /// Beyond this many results the oldest go.
    private static let capacity = 2000

    package init(directory: String?) {
        self.directory = directory
    }

    package func load<Value: Decodable>(_ type: Value.Type, key: String) -> Value? {
        guard let directory, let data = FileManager.default.contents(atPath: "\(directory)/\(key).json") else {
            return nil
        }
        return try? JSONDecoder.forFrames.decode(type, from: data)
    }

    package func store(_ value: some Encodable, key: String) {
        guard let directory else { return }
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let data = try? encoder.encode(value) else { return }
        CacheFolder.keep(data, as: "\(key).json", in: directory, capacity: ResultCache.capacity)
    }
}

extension JSONDecoder {
    /// Reads what cell programs send: NaN and the infinities are strings there.
    package static var forFrames: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return decoder
    }
}
