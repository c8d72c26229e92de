import Runner

/// The digests that tell what changed since the site was last published.
struct SiteKeys {
    /// Of each chapter's own file.
    let sources: [String]
    /// Of the glossary, with which chapters are read.
    let glossary: String
    /// Of everything that the site is made from.
    let site: String

    private let shared: [String]

    init(_ sources: [SitePublisher.Source], _ options: SitePublisher.Options) {
        self.sources = sources.map { Digest.of([$0.id, $0.path, String(decoding: $0.bytes, as: UTF8.self)]) }
        glossary = Digest.of(options.glossary.map { ["glossary"] + $0.identity } ?? [])
        let around = [options.environment, options.baseURL ?? "", glossary]
        let syllabus = Digest.of(options.syllabus.map { ["syllabus"] + $0.identity } ?? [])
        site = Digest.of(["site 3", syllabus] + around + self.sources)
        shared = ["page 3", "\(options.syllabus != nil)"] + around
    }

    /// Of everything that the page of a chapter is made from: its own file, and what it shows of others.
    func page(_ index: Int, _ entries: [SiteManifest.Entry]) -> String {
        let titles = Neighbours(of: index, in: entries).titles
        let references = Set(entries[index].references)
        let targets = references.isEmpty ? [] : entries.filter { references.contains($0.id) }.map(\.targets)
        return Digest.of(shared + [sources[index]] + titles + targets)
    }
}
