/// The chapters around one, as far as its page shows them.
struct Neighbours: Sendable {
    /// A side bar of more would be no overview, and every page of a large site would be long.
    private static let reach = 12

    /// In the order of the site, the chapter itself among them.
    let around: ArraySlice<SiteManifest.Entry>
    /// Whether those are all there are.
    let areAll: Bool
    private let index: Int

    init(of index: Int, in entries: [SiteManifest.Entry]) {
        let first = max(0, min(index - Self.reach, entries.count - 1 - 2 * Self.reach))
        around = entries[first..<min(entries.count, first + 1 + 2 * Self.reach)]
        areAll = around.count == entries.count
        self.index = index
    }

    var previous: SiteManifest.Entry? { around.indices.contains(index - 1) ? around[index - 1] : nil }
    var next: SiteManifest.Entry? { around.indices.contains(index + 1) ? around[index + 1] : nil }

    /// Everything that a page says of them.
    var titles: [String] { ["\(index - around.startIndex) \(areAll)"] + around.map { "\($0.id) \($0.title)" } }

    func isCurrent(_ place: Int) -> Bool { place == index }
}
