/// YOLO's text files: one a picture, one line an object, `class cx cy width height` in parts of the picture's sides.
///
/// Predictions have the score as a sixth number. Numbers are in 0...1, which is why the picture's size is needed to
/// come back to pixels.
///
/// ```swift
/// let objects = try YOLOLabels.truths(contentsOf: "labels/1.txt", width: 640, height: 480)
/// let text = YOLOLabels.text(objects, width: 640, height: 480)
/// ```
public enum YOLOLabels {
    /// The objects of a file, in pixels.
    ///
    /// - Parameters:
    ///   - path: the file; an empty one is a picture without objects.
    ///   - width: the picture's width in pixels.
    ///   - height: the picture's height in pixels.
    ///   - classCount: how many classes there are, if that is known; a class that is not one of them is an error.
    /// - Returns: the objects, in the order of the file.
    /// - Throws: `DataFileError` with the place in the file.
    public static func truths(
        contentsOf path: String, width: Int, height: Int, classCount: Int? = nil
    ) throws(DataFileError) -> [TruthBox] {
        try read(path, width, height, classCount, words: 5).map { TruthBox($0.box, classID: $0.classID) }
    }

    /// The detections of a file, in pixels; see `truths` for the parameters.
    ///
    /// - Throws: `DataFileError` with the place in the file.
    public static func detections(
        contentsOf path: String, width: Int, height: Int, classCount: Int? = nil
    ) throws(DataFileError) -> [Detection] {
        try read(path, width, height, classCount, words: 6)
    }

    /// The text of a file of objects, with as many digits as it takes to come back to the same numbers.
    public static func text(_ truths: [TruthBox], width: Int, height: Int) -> String {
        truths.map { line($0.classID, $0.box, width, height) + "\n" }.joined()
    }

    /// The text of a file of detections, the score behind the box.
    public static func text(_ detections: [Detection], width: Int, height: Int) -> String {
        detections.map { line($0.classID, $0.box, width, height) + " \($0.score)\n" }.joined()
    }

    private static func line(_ classID: Int, _ box: Box, _ width: Int, _ height: Int) -> String {
        let numbers = box.coordinates(as: .cxcywh)
        let sides = [Double(width), Double(height), Double(width), Double(height)]
        return zip(numbers, sides).reduce("\(classID)") { "\($0) \($1.0 / $1.1)" }
    }

    private static func read(
        _ path: String, _ width: Int, _ height: Int, _ classCount: Int?, words wanted: Int
    ) throws(DataFileError) -> [Detection] {
        let file = try FileBytes(path: path, isEmptyAllowed: true)
        var detections: [Detection] = []
        do throws(Fault) {
            try TextLines.forEach(file) { line throws(Fault) in
                let words = line.words
                guard words.count == wanted else {
                    throw Fault(
                        line.offset,
                        .count(
                            wanted == 5 ? "class cx cy width height" : "class cx cy width height score", words.count,
                            mustBe: .init(ja: " \(wanted) 個", en: "\(wanted) numbers")))
                }
                let classID = try words[0].integer("class")
                guard classID >= 0, classCount.map({ classID < $0 }) ?? true else {
                    let range = classCount.map { "0…\($0 - 1)" } ?? "0…"
                    throw Fault(words[0].offset, .outOfRange("class", "\(classID)", mustBe: range))
                }
                var parts: [Double] = []
                for (word, name) in zip(words[1...4], ["cx", "cy", "width", "height"]) {
                    let part = try word.number(name)
                    guard (0...1).contains(part) else {
                        throw Fault(word.offset, .outOfRange(name, String(word.text), mustBe: "0…1"))
                    }
                    parts.append(part)
                }
                let box = Box(
                    parts[0] * Double(width), parts[1] * Double(height), parts[2] * Double(width),
                    parts[3] * Double(height), as: .cxcywh)
                let score = wanted == 6 ? try words[5].number("score") : 1
                detections.append(Detection(box, score: score, classID: classID))
            }
        } catch {
            throw file.error(error)
        }
        return detections
    }
}
