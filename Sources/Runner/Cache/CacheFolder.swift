import Foundation

/// The files of a cache.
package enum CacheFolder {
    /// Keeps a file, whole or not at all, and not more than `capacity` of them; what can't be written is no harm.
    package static func keep(_ data: Data, as name: String, in directory: String, capacity: Int) {
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            try data.write(to: URL(fileURLWithPath: "\(directory)/\(name)"), options: .atomic)
        } catch {
            return
        }
        prune(directory, capacity: capacity)
    }

    /// Beyond `capacity` files, the oldest go until half are left.
    private static func prune(_ directory: String, capacity: Int) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory), names.count > capacity
        else { return }
        func age(_ name: String) -> Date {
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(directory)/\(name)")
            return attributes?[.modificationDate] as? Date ?? .distantPast
        }
        let oldest = names.map { ($0, age($0)) }.sorted { $0.1 < $1.1 }.prefix(names.count - capacity / 2)
        for (name, _) in oldest { try? FileManager.default.removeItem(atPath: "\(directory)/\(name)") }
    }
}
