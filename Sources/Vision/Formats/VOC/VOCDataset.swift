/// The ground truth of Pascal VOC: a folder of annotations, all of them or those of an image set.
public struct VOCDataset: Sendable {
    /// The images' names, which are those of the files without `.xml`, in ascending order.
    public let names: [String]
    /// What is in each.
    public let annotations: [VOCAnnotation]
    /// The classes of all objects, in ascending order.
    public let classNames: [String]

    /// Reads a folder of XML files (VOC's `Annotations`), or a single file.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - imageSet: a file with a name a line (VOC's `ImageSets/Main/test.txt`): only those images are read. What
    ///     stands behind the name on its line is left alone.
    ///   - progress: called now and then with the part that is done, in 0...1.
    /// - Throws: `DataFileError` with the place in the file.
    public init(
        contentsOf path: String, imageSet: String? = nil, progress: ((Double) -> Void)? = nil
    ) throws(DataFileError) {
        let isFolder = FolderListing.isFolder(path)
        var names: [String]
        if let imageSet {
            names = try VOCDataset.names(in: imageSet)
        } else if isFolder {
            names = try FolderListing.names(in: path).filter { $0.hasSuffix(".xml") }.map { String($0.dropLast(4)) }
        } else {
            names = [FolderListing.stem(of: path)]
        }
        names.sort()
        var annotations: [VOCAnnotation] = []
        for (place, name) in names.enumerated() {
            if place % 64 == 0 { progress?(Double(place) / Double(names.count)) }
            annotations.append(try VOCAnnotation(contentsOf: isFolder ? "\(path)/\(name).xml" : path))
        }
        guard !names.isEmpty else {
            throw DataFileError(
                path: path, line: 1, column: 1,
                problem: .syntax("フォルダに XML ファイルがありません", "there is no XML file in this folder"))
        }
        self.names = names
        self.annotations = annotations
        classNames = Set(annotations.flatMap { $0.objects.map(\.name) }).sorted()
    }

    private static func names(in path: String) throws(DataFileError) -> [String] {
        let file = try FileBytes(path: path)
        var seen: [String: Int] = [:]
        do throws(Fault) {
            try TextLines.forEach(file) { line throws(Fault) in
                guard let name = line.words.first else { return }
                guard !name.text.contains("/") else {
                    throw Fault(name.offset, .syntax("画像の名前に / は使えません", "an image's name has no /"))
                }
                if let first = seen.updateValue(line.offset, forKey: String(name.text)) {
                    let what = DataFileError.Text(ja: "画像", en: "the image")
                    throw Fault(
                        name.offset, .duplicate(what, String(name.text), firstLine: file.line(of: first)))
                }
            }
        } catch {
            throw file.error(error)
        }
        return Array(seen.keys)
    }
}
