import Chapters
import Foundation
import Quiz

/// What is in each chapter file, kept between runs.
struct CatalogueCache: Codable {
    struct Entry: Codable {
        fileprivate var size: Int
        fileprivate var modified: Double
        var id: String
        var title: String
        var items: [Catalogue.Item]

        fileprivate init(size: Int, modified: Double, _ chapter: Chapter) {
            self.size = size
            self.modified = modified
            id = chapter.id
            title = chapter.title
            items = Catalogue([chapter]).items
        }

        private enum CodingKeys: String, CodingKey {
            case size, modified, id, title, columns
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            size = try container.decode(Int.self, forKey: .size)
            modified = try container.decode(Double.self, forKey: .modified)
            id = try container.decode(String.self, forKey: .id)
            title = try container.decode(String.self, forKey: .title)
            let columns = try container.decode(CatalogueColumns.self, forKey: .columns)
            guard let items = columns.items(chapter: id) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .columns, in: container, debugDescription: "columns of different length")
            }
            self.items = items
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(size, forKey: .size)
            try container.encode(modified, forKey: .modified)
            try container.encode(id, forKey: .id)
            try container.encode(title, forKey: .title)
            try container.encode(CatalogueColumns(items), forKey: .columns)
        }
    }

    /// Another number forgets what an older program wrote.
    private static let currentVersion = 5
    private var version = currentVersion
    private var entries: [String: Entry] = [:]
    private var isChanged = false

    private enum CodingKeys: String, CodingKey {
        case version, entries
    }

    private static var path: String? {
        let environment = ProcessInfo.processInfo.environment
        let folder =
            environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? environment["HOME"].flatMap { $0.isEmpty ? nil : "\($0)/.cache" }
        return folder.map { "\($0)/studykit/catalogue.json" }
    }

    /// An unreadable one is an empty one: it can be made again.
    static func load() -> CatalogueCache {
        guard let path, let data = FileManager.default.contents(atPath: path),
            let cache = try? JSONDecoder().decode(CatalogueCache.self, from: data), cache.version == currentVersion
        else { return CatalogueCache() }
        return cache
    }

    mutating func entry(_ path: String) throws -> Entry {
        let key = URL(fileURLWithPath: path).standardizedFileURL.path
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        let size = attributes?[.size] as? Int ?? -1
        let modified = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        if let known = entries[key], known.size == size, known.modified == modified { return known }
        let chapter = try ChapterParser.parse(ChapterLocator.read(path), path: path)
        let entry = Entry(size: size, modified: modified, chapter)
        entries[key] = entry
        isChanged = true
        return entry
    }

    /// Not being able to keep it costs time, nothing else.
    func save() {
        guard isChanged, let path = CatalogueCache.path, let data = try? JSONEncoder().encode(self) else { return }
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try? data.write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
