import Foundation

/// Keeps a cache's folder from growing without end.
package enum CacheFolder {
    /// Beyond `capacity` files, the oldest go until half are left.
    package static func prune(_ directory: String, capacity: Int) {
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
