/// Open Images' tables of boxes: ground truth and detections, as comma-separated values with a header.
///
/// ```swift
/// let data = try OpenImagesFiles(truth: "validation-annotations-bbox.csv", results: "predictions.csv")
/// let result = try DetectionEvaluation(data.images, by: .openImages)
/// ```
///
/// Columns are found by their names, so their order does not matter: `ImageID`, `LabelName`, `XMin`, `XMax`, `YMin`,
/// `YMax`, and for the truth `IsGroupOf`, for detections `Score`, `Conf` or `Confidence`. Coordinates are parts of the
/// picture's sides, in 0...1, and stay so: overlaps don't depend on the unit, where both sides have the same.
public struct OpenImagesFiles: Sendable {
    /// The classes by their names in the files, in ascending order; a class's number is its position here.
    public let classNames: [String]
    /// The images' names, in ascending order.
    public let imageIDs: [String]
    /// What is in each image.
    public let images: [EvaluationImage]

    /// Reads the two files; images are those of the ground truth.
    ///
    /// - Throws: `DataFileError` with the place in the file.
    public init(truth truthPath: String, results resultsPath: String) throws(DataFileError) {
        let truths = try BoxTable.read(truthPath, needsScores: false)
        let results = try BoxTable.read(resultsPath, needsScores: true)
        imageIDs = Set(truths.rows.map(\.image)).sorted()
        classNames = Set(truths.rows.map(\.label)).union(results.rows.map(\.label)).sorted()
        let imageIndex = Dictionary(uniqueKeysWithValues: zip(imageIDs, 0...))
        let classIndex = Dictionary(uniqueKeysWithValues: zip(classNames, 0...))
        var images = [EvaluationImage](repeating: EvaluationImage(truths: [], detections: []), count: imageIDs.count)
        for row in truths.rows {
            guard let image = imageIndex[row.image], let classID = classIndex[row.label] else { continue }
            images[image].truths.append(TruthBox(row.box, classID: classID, isGroup: row.isGroup))
        }
        for row in results.rows {
            guard let image = imageIndex[row.image], let classID = classIndex[row.label] else {
                throw results.file.error(Fault(row.offset, .unknownImage(row.image)))
            }
            images[image].detections.append(Detection(row.box, score: row.score, classID: classID))
        }
        self.images = images
    }
}

/// The rows of one file.
private struct BoxTable {
    struct Row {
        var image: String
        var label: String
        var box: Box
        var isGroup: Bool
        var score: Double
        var offset: Int
    }

    let file: FileBytes
    var rows: [Row] = []

    static func read(_ path: String, needsScores: Bool) throws(DataFileError) -> BoxTable {
        var table = BoxTable(file: try FileBytes(path: path))
        do throws(Fault) {
            var header: Header?
            try TextLines.forEach(table.file) { line throws(Fault) in
                let fields = line.commaSeparated
                guard let header else {
                    header = try Header(fields, needsScores: needsScores)
                    return
                }
                table.rows.append(try header.row(fields, line.offset))
            }
        } catch {
            throw table.file.error(error)
        }
        return table
    }

    /// Where each column is.
    struct Header {
        private let count: Int
        private let image: Int
        private let label: Int
        private let corners: [Int]
        private let group: Int?
        private let score: Int?

        init(_ fields: [TextLines.Word], needsScores: Bool) throws(Fault) {
            let names = fields.map { String($0.text) }
            func place(_ name: String) throws(Fault) -> Int {
                guard let place = names.firstIndex(of: name) else {
                    throw Fault(
                        fields.first?.offset ?? 0,
                        .missingKey(name, in: .init(ja: "表の見出し", en: "the table's header")))
                }
                return place
            }
            count = names.count
            image = try place("ImageID")
            label = try place("LabelName")
            corners = [try place("XMin"), try place("YMin"), try place("XMax"), try place("YMax")]
            group = names.firstIndex(of: "IsGroupOf")
            let scoreName = ["Score", "Conf", "Confidence"].first(where: names.contains) ?? "Score"
            score = needsScores ? try place(scoreName) : nil
        }

        func row(_ fields: [TextLines.Word], _ offset: Int) throws(Fault) -> Row {
            guard fields.count == count else {
                let wanted = DataFileError.Text(ja: " \(count) 個", en: "\(count) fields")
                throw Fault(offset, .count("a row", fields.count, mustBe: wanted))
            }
            var numbers: [Double] = []
            for (corner, name) in zip(corners, ["XMin", "YMin", "XMax", "YMax"]) {
                numbers.append(try fields[corner].number(name))
            }
            let box = Box(numbers[0], numbers[1], numbers[2], numbers[3])
            guard box.isValid else {
                throw Fault(
                    fields[corners[0]].offset,
                    .syntax(
                        "XMin ≤ XMax、YMin ≤ YMax でなければなりませんが、\(box) です",
                        "a box must have XMin ≤ XMax and YMin ≤ YMax, but is \(box)"))
            }
            return Row(
                image: String(fields[image].text), label: String(fields[label].text), box: box,
                isGroup: group.map { fields[$0].text == "1" } ?? false,
                score: try score.map { place throws(Fault) in try fields[place].number("score") } ?? 0, offset: offset)
        }
    }
}
