import ConvNet
import Foundation
import Testing
import Vision

struct COCOFilesTests {
    private static let truth = """
        {"info": {"year": 2026, "deep": [[{"a": null}], true, -0.5e-3]},
         "annotations": [
          {"id": 1, "image_id": 7, "category_id": 3, "bbox": [1, 2, 3.5, 4], "area": 14, "iscrowd": 0,
           "segmentation": [[1, 2, 4.5, 2, 4.5, 6, 1, 6]]},
          {"id": 2, "image_id": 5, "category_id": 9, "bbox": [0, 0, 2, 2], "iscrowd": 1,
           "segmentation": {"size": [10, 20], "counts": [0, 2, 198]}}],
         "images": [{"id": 7, "width": 20, "height": 10, "file_name": "\\u3042\\\\\\".jpg"}, {"id": 5, "width": 20.0, "height": 10}],
         "categories": [{"id": 9, "name": "b"}, {"id": 3, "name": "いぬ"}]}
        """

    private static let results = """
        [{"image_id": 7, "category_id": 3, "bbox": [1, 2, 3, 4], "score": 0.5},
         {"image_id": 5, "category_id": 9, "bbox": [0, 0, 1, 1], "score": 0.25}]
        """

    private func error(
        truth: String = truth, results: String = results, region: COCORegion = .boxes
    ) throws -> DataFileError? {
        try error(truth: Array(truth.utf8), results: Array(results.utf8), region: region)
    }

    private func error(truth: [UInt8], results: [UInt8], region: COCORegion) throws -> DataFileError? {
        try TemporaryFolder.with { folder in
            let (truth, results) = (try folder.write(truth, "truth.json"), try folder.write(results, "results.json"))
            do throws(DataFileError) {
                _ = try COCOResults(contentsOf: results, for: COCODataset(contentsOf: truth, region: region))
                return nil
            } catch { return error }
        }
    }

    @Test func readsWhatIsThere() throws {
        try TemporaryFolder.with { folder in
            let path = try folder.write(COCOFilesTests.truth, "truth.json")
            let truth = try COCODataset(contentsOf: path, region: .masks)
            #expect(truth.images.map(\.id) == [5, 7])
            #expect(truth.images.map(\.fileName) == ["", "あ\\\".jpg"])
            #expect(truth.images[0].width == 20 && truth.images[0].height == 10)
            #expect(truth.categories.map(\.name) == ["いぬ", "b"])
            let annotations = truth.annotations
            #expect(annotations.map(\.id) == [1, 2])
            #expect(annotations.map(\.imageID) == [7, 5])
            #expect(annotations.map(\.categoryID) == [3, 9])
            #expect(annotations.map(\.isCrowd) == [false, true])
            #expect(annotations[0].box == Box(1, 2, 3.5, 4, as: .xywh))
            #expect(annotations.map(\.area) == [14, 2], "given, and that of the mask")
            #expect(annotations[1].mask?.counts == [0, 2, 198])
            #expect(try COCODataset(contentsOf: path).annotations.map(\.area) == [14, 4], "given, and that of the box")
            let results = try COCOResults(
                contentsOf: try folder.write("\u{FEFF}" + COCOFilesTests.results, "results.json"), for: truth)
            #expect(results.scores == [0.5, 0.25])
            #expect(results[1] == Detection(Box(0, 0, 1, 1), score: 0.25, classID: 9))
            #expect(results.imageID(of: 1) == 5)
            #expect(try COCOResults(contentsOf: try folder.write("[]", "empty.json"), for: truth).count == 0)
        }
    }

    /// Every number is the nearest `Double`, however many digits it is written with.
    @Test func numbersAreRoundedCorrectly() throws {
        var random = SeededGenerator(seed: 13)
        var texts = ["0", "-0.0", "1e3", "1E-5", "0.1", "9007199254740993", "0.30000000000000004", "1e-320", "1.7e308"]
        texts += ["123456789012345678901234567890", "0.000012345678901234567", "5e-324", "2.2250738585072011e-308"]
        for _ in 0..<3000 {
            let value = random.unit() * [1, 640, 1e-4, 1e9][random.below(4)]
            texts.append("\(value)")
            // The same with digits added or taken.
            texts.append("\(value)".contains("e") ? "1" : "\(value)\(random.below(100_000))")
            texts.append(String("\(random.unit())".prefix(2 + random.below(17))) + "1")
            texts.append("\(random.below(1 << 40)).\(random.below(1 << 40))\(random.below(1 << 20))")
        }
        let rows = texts.map { #"{"image_id": 7, "category_id": 3, "bbox": [0, 0, 1, 1], "score": \#($0)}"# }
        try TemporaryFolder.with { folder in
            let truth = try COCODataset(contentsOf: try folder.write(COCOFilesTests.truth, "truth.json"))
            let path = try folder.write("[" + rows.joined(separator: ",") + "]", "results.json")
            let scores = try COCOResults(contentsOf: path, for: truth).scores
            #expect(scores.count == texts.count)
            for (score, text) in zip(scores, texts) { #expect(score == Double(text), "\(text)") }
        }
    }

    /// Reads data of which one part was changed; ¶ in `new` is where the error must be found, and not in the file.
    private func check(_ text: String, _ old: String, _ new: String, _ message: String, isTruth: Bool) throws {
        let marked = text.replacing(old, with: new, maxReplacements: 1)
        let parts = marked.split(separator: "¶", omittingEmptySubsequences: false)
        try #require(parts.count == 2)
        let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
        let damaged = parts.joined()
        let error = try #require(try isTruth ? error(truth: damaged) : error(results: damaged))
        #expect(error.path.hasSuffix(isTruth ? "truth.json" : "results.json"))
        #expect(error.line == lines.count && error.column == (lines.last?.utf8.count ?? 0) + 1, "\(error)")
        #expect(error.description.contains(message), "\(error)")
    }

    /// What, what instead, part of the message.
    @Test(arguments: [
        (#""image_id": 7"#, #""image_id": ¶8"#, "there is no image 8"),
        (#""category_id": 3"#, #""category_id": ¶4"#, "there is no category 4"),
        ("[1, 2, 3.5, 4]", "[1, 2, ¶-3.5, 4]", "must not be negative, but is -3.5"),
        ("[1, 2, 3.5, 4]", "¶[1, 2, 3.5]", "4 numbers, but has 3"),
        ("[1, 2, 3.5, 4]", "¶[1, 2, 3.5, 4, 5]", "4 numbers, but has 5"),
        ("[1, 2, 3.5, 4]", "[1, 2, 3.5, ¶NaN]", "NaN is no number"),
        ("[1, 2, 3.5, 4]", "[1, 2, 3.5 ¶4]", "expected ',' or ']', found '4'"),
        ("[1, 2, 3.5, 4]", "¶\"1 2 3 4\"", "bbox must be an array, but is a string"),
        ("[1, 2, 3.5, 4], ", "[1, 2, 3.5, 4, ¶", "bbox must be a number, but is a string"),
        (
            #"{"id": 1, "image_id": 7, "category_id": 3, "bbox": [1, 2, 3.5, 4], "#,
            #"{"id": ¶1, "image_id": 7, "category_id": 3, "#, "an annotation has no bbox"
        ),
        (#"{"id": 1, "#, #"¶{"#, "an annotation has no id"),
        (#""id": 2, "#, #""id": ¶1, "#, "the annotation id 1 is there twice, first on line 3"),
        (#""id": 1, "#, #""id": ¶"1", "#, "id must be a number, but is a string"),
        (#""id": 1, "#, #""id": ¶1.5, "#, "id must be a whole number, but is 1.5"),
        (#""id": 1, "#, #""id": ¶01, "#, "not how JSON writes numbers"),
        (#""id": 1, "#, #""id": ¶-, "#, "not how JSON writes numbers"),
        (#""area": 14"#, #""area": ¶-14"#, "area must not be negative"),
        (#""iscrowd": 0"#, #""iscrowd": ¶2"#, "must be in 0…1, but is 2"),
        (#"{"id": 5"#, #"{"id": ¶7"#, "the image id 7 is there twice, first on line 7"),
        (#""width": 20,"#, #""width": ¶-20,"#, "must be in 1…"),
        (#"{"id": 3, "name""#, #"{"id": ¶9, "name""#, "the category id 9 is there twice"),
        (#"{"info""#, #"¶{"info""#, "no categories"),
        (#"[{"a": null}]"#, #"[{"a": ¶nul}]"#, "expected a value, found 'n'"),
        (#""name": "b""#, #""name": "b¶\q""#, "no escape"),
        (#""name": "b""#, #""name": "b¶\#n""#, "control character 10"),
    ])
    func saysWhereTheTruthIsWrong(_ old: String, _ new: String, _ message: String) throws {
        var text = COCOFilesTests.truth
        if message == "no categories" { text = text.replacing(#""categories""#, with: #""classes""#) }
        try check(text, old, new, message, isTruth: true)
    }

    @Test(arguments: [
        (#""image_id": 5"#, #""image_id": ¶6"#, "there is no image 6"),
        (#""category_id": 9"#, #""category_id": ¶1"#, "there is no category 1"),
        (#""score": 0.25"#, #""score": ¶NaN"#, "NaN is no number"),
        (#""score": 0.25"#, #""score": ¶-Infinity"#, "-Infinity is no number"),
        (#""score": 0.25"#, #""score": ¶1e999"#, "too large"),
        (#""score": 0.25"#, #""score": ¶null"#, "score must be a number, but is null"),
        (
            #"{"image_id": 5, "category_id": 9, "bbox": [0, 0, 1, 1], "score": 0.25}"#,
            #"¶{"image_id": 5, "category_id": 9, "bbox": [0, 0, 1, 1]}"#, "a detection has no score"
        ),
        (
            #"{"image_id": 5, "category_id": 9, "bbox": [0, 0, 1, 1], "#,
            #"¶{"image_id": 5, "category_id": 9, "#, "a detection has no bbox"
        ),
        ("}]", "}¶", "the JSON ends too early"), ("}]", "}] ¶x", "expected the end of the file, found 'x'"),
        ("}]", ",¶}]", "expected a key"), ("}]", "},¶]", "expected a value"), ("[{", "¶{", "results must be an array"),
        (#"{"image_id": 5"#, "¶7", "a detection must be an object, but is a number"),
    ])
    func saysWhereTheResultsAreWrong(_ old: String, _ new: String, _ message: String) throws {
        try check(COCOFilesTests.results, old, new, message, isTruth: false)
    }

    @Test(arguments: [
        ("[0, 2, 198]", "[0, 2, 197]", "RLE counts must add up to 10·20 = 200, but make 199"),
        ("[0, 2, 198]", "[0, -2, 202]", "must not be negative"),
        ("[0, 2, 198]", "\"02 \"", "character 2 of the compressed RLE"),
        ("[0, 2, 198]", "7", "counts must be an array or a string"),
        ("[10, 20]", "[20, 10]", "does not fit"),
        ("[10, 20]", "[10]", "2 numbers, but has 1"),
        ("[1, 2, 4.5, 2, 4.5, 6, 1, 6]", "[1, 2, 4.5]", "three or more pairs"),
        ("[1, 2, 4.5, 2, 4.5, 6, 1, 6]", "", "no polygon"),
        (#""width": 20, "#, "", "image 7 has no width and height"),
    ])
    func saysWhereAMaskIsWrong(_ old: String, _ new: String, _ message: String) throws {
        let text = COCOFilesTests.truth.replacing(old, with: new, maxReplacements: 1)
        try #require(text != COCOFilesTests.truth)
        let error = try #require(try error(truth: text, region: .masks))
        #expect(error.description.contains(message), "\(error)")
        #expect([4, 6, 7].contains(error.line))
    }

    @Test func saysWhatKindOfFileItIs() throws {
        let good = Array(COCOFilesTests.results.utf8)
        func message(_ bytes: [UInt8]) throws -> String {
            try #require(try error(truth: bytes, results: good, region: .boxes)).description
        }
        #expect(try message([]).contains(":1:1: error: the file is empty"))
        #expect(try message([0x1F, 0x8B, 8, 0]).contains("compressed"))
        #expect(try message([0xFF, 0xFE, 0x7B, 0]).contains("UTF-16"))
        let latin = Array(COCOFilesTests.truth.utf8).split(
            separator: UInt8(ascii: "b"), omittingEmptySubsequences: false)
        #expect(try message(Array(latin.joined(separator: [0xE9]))).contains("the byte 0xE9 is not UTF-8"))
        #expect(try message(Array("[]".utf8)).contains("ground truth must be an object"))
        #expect(try message([UInt8](repeating: UInt8(ascii: "["), count: 100_000)).contains("must be an object"))
        let deep = #"{"x": "# + String(repeating: "[", count: 100_000)
        #expect(try message(Array(deep.utf8)).contains("nested too deeply"))
        let missing = #expect(throws: DataFileError.self) { try COCODataset(contentsOf: "/nowhere/at/all.json") }
        #expect(missing?.isMissingFile == true)
        let folder = #expect(throws: DataFileError.self) { try COCODataset(contentsOf: "/") }
        #expect(folder?.isMissingFile == false)
    }

    /// Refused by its size, before anything is read.
    @Test func refusesHugeFiles() throws {
        try TemporaryFolder.with { folder in
            let path = try folder.write("{", "huge.json")
            // Sparse: it takes no room.
            try #require(FileHandle(forWritingAtPath: path)).truncate(atOffset: 5 << 30)
            let error = #expect(throws: DataFileError.self) { try COCODataset(contentsOf: path) }
            #expect(
                error?.description.contains(":1:1: error: the file is too large: 5120 MB, the limit is 4096 MB") == true
            )
        }
    }

    /// Numbers of nineteen digits, as hashes are, stay apart.
    @Test func longIdentifiersStayWhole() throws {
        let (one, other) = ("9223372036854775806", "9223372036854775807")
        let text = COCOFilesTests.truth.replacing("7", with: one).replacing(#""id": 5"#, with: #""id": \#(other)"#)
            .replacing(#""image_id": 5"#, with: #""image_id": \#(other)"#)
        try TemporaryFolder.with { folder in
            let truth = try COCODataset(contentsOf: try folder.write(text, "truth.json"))
            #expect(truth.images.map(\.id) == [.max - 1, .max])
            #expect(truth.annotations.map(\.imageID) == [.max - 1, .max])
        }
        let error = try #require(try error(truth: COCOFilesTests.truth.replacing("7", with: "9223372036854775808")))
        #expect(error.description.contains("must be a whole number"))
    }

    /// Whatever is cut off or changed, there is an answer: no crash, no endless loop.
    @Test func survivesDamage() throws {
        let (truth, results) = (Array(COCOFilesTests.truth.utf8), Array(COCOFilesTests.results.utf8))
        var random = SeededGenerator(seed: 14)
        for length in stride(from: 0, to: truth.count, by: 13) {
            #expect(try error(truth: Array(truth[..<length]), results: results, region: .masks) != nil)
        }
        for _ in 0..<150 {
            var (a, b) = (truth, results)
            for _ in 0...random.below(4) {
                a[random.below(a.count)] = UInt8(random.below(256))
                b[random.below(b.count)] = Array("[]{}\",:0-9eE.tfnu\\ ".utf8)[random.below(19)]
            }
            _ = try error(truth: a, results: results, region: .masks)
            _ = try error(truth: truth, results: b, region: .boxes)
        }
    }
}
