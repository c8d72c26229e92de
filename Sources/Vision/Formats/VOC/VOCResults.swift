/// Detections in the form that Pascal VOC's devkit reads: a file a class, a line a detection.
///
/// A file is called `comp4_det_test_CLASS.txt` (the class is what follows the last underscore), and a line is
/// `image score x1 y1 x2 y2`, with pixels from 1 and the last one included.
///
/// ```swift
/// let truth = try VOCDataset(contentsOf: "VOC2007/Annotations", imageSet: "VOC2007/ImageSets/Main/test.txt")
/// let results = try VOCResults(contentsOf: "results/VOC2007/Main", for: truth)
/// results.evaluation(by: .voc2007).meanAveragePrecision
/// ```
public struct VOCResults: Sendable {
    /// The data set that they are for.
    public let truth: VOCDataset
    /// The classes of objects and detections, in ascending order; a class's number is its position here.
    public let classNames: [String]
    /// How many detections there are.
    public let count: Int
    /// The images of the data set, with objects and detections.
    public let images: [EvaluationImage]
    /// For each detection of each image, how many lines stand before it: equal scores go in that order.
    private let sequence: [[Int]]

    /// Reads a folder of such files, or one file.
    ///
    /// In a folder, files that are not called `…_det_…_CLASS.txt` are left alone.
    ///
    /// - Parameters:
    ///   - path: the folder or the file.
    ///   - truth: the data set whose images the lines name.
    ///   - progress: called now and then with the part that is done, in 0...1.
    /// - Throws: `DataFileError` with the place in the file.
    public init(
        contentsOf path: String, for truth: VOCDataset, progress: ((Double) -> Void)? = nil
    ) throws(DataFileError) {
        var files = [path]
        if FolderListing.isFolder(path) {
            files = try FolderListing.names(in: path).filter { $0.hasSuffix(".txt") && $0.contains("_det_") }
                .map { "\(path)/\($0)" }
            guard !files.isEmpty else {
                throw DataFileError(
                    path: path, line: 1, column: 1,
                    problem: .syntax(
                        "フォルダに comp4_det_test_CLASS.txt の形のファイルがありません",
                        "there is no file called like comp4_det_test_CLASS.txt in this folder"))
            }
        }
        let found = files.map { ($0, VOCResults.className(of: $0)) }
        let classNames = Set(truth.classNames + found.map(\.1)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(classNames, 0...))
        let imageIndex = Dictionary(uniqueKeysWithValues: zip(truth.names, 0...))
        var images = truth.annotations.map { annotation in
            EvaluationImage(
                truths: annotation.objects.map {
                    TruthBox($0.box, classID: numbers[$0.name] ?? 0, isDifficult: $0.isDifficult)
                }, detections: [])
        }
        var sequence = [[Int]](repeating: [], count: images.count)
        var count = 0
        for (place, (path, name)) in found.enumerated() {
            progress?(Double(place) / Double(found.count))
            let file = try FileBytes(path: path, isEmptyAllowed: true)
            do throws(Fault) {
                try TextLines.forEach(file) { line throws(Fault) in
                    let (image, detection) = try VOCResults.parse(line, imageIndex, numbers[name] ?? 0)
                    images[image].detections.append(detection)
                    sequence[image].append(count)
                    count += 1
                }
            } catch {
                throw file.error(error)
            }
        }
        self.truth = truth
        self.classNames = classNames
        self.count = count
        self.images = images
        self.sequence = sequence
    }

    /// Evaluates them, a result for each class that has an object or a detection; `classNames` names the classes.
    public func evaluation(by rules: DetectionProtocol) -> DetectionEvaluation {
        DetectionEvaluation(checked: images, by: rules, sequence: sequence)
    }

    private static func className(of path: String) -> String {
        let stem = FolderListing.stem(of: path)
        return stem.lastIndex(of: "_").map { String(stem[stem.index(after: $0)...]) } ?? stem
    }

    private static func parse(
        _ line: TextLines.Line, _ images: [String: Int], _ classID: Int
    ) throws(Fault) -> (image: Int, Detection) {
        let words = line.words
        guard words.count == 6 else {
            throw Fault(
                line.offset,
                .count("image score x1 y1 x2 y2", words.count, mustBe: .init(ja: " 6 個", en: "6 words")))
        }
        guard let image = images[String(words[0].text)] else {
            throw Fault(words[0].offset, .unknownImage(String(words[0].text)))
        }
        let score = try words[1].number("score")
        let box = Box(
            try words[2].number("x1"), try words[3].number("y1"), try words[4].number("x2"),
            try words[5].number("y2"))
        guard box.isValid else {
            throw Fault(
                words[2].offset,
                .syntax(
                    "ボックスは x1 ≤ x2、y1 ≤ y2 でなければなりませんが、\(box) です",
                    "a box must have x1 ≤ x2 and y1 ≤ y2, but is \(box)"))
        }
        return (image, Detection(box, score: score, classID: classID))
    }
}
