import Foundation
import Testing
import Vision

struct VOCFilesTests {
    private static func xml(_ objects: String, prefix: String = "") -> String {
        """
        \(prefix)<annotation>
        \t<filename>000001.jpg</filename>
        \t<size><width>353</width><height>500</height><depth>3</depth></size>
        \(objects)
        </annotation>
        """
    }

    private static func object(_ name: String, _ box: [String], difficult: Bool = false) -> String {
        """
        <object><name>\(name)</name><pose>Left</pose><difficult>\(difficult ? 1 : 0)</difficult>
        <bndbox><xmin>\(box[0])</xmin><ymin>\(box[1])</ymin><xmax>\(box[2])</xmax><ymax>\(box[3])</ymax></bndbox>
        <part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part></object>
        """
    }

    private func annotation(_ text: String) throws -> VOCAnnotation {
        try TemporaryFolder.with { try VOCAnnotation(contentsOf: try $0.write(text, "1.xml")) }
    }

    @Test func readsAnAnnotation() throws {
        let read = try annotation(
            VOCFilesTests.xml(
                VOCFilesTests.object("dog", ["48", "240", "195", "371"])
                    + VOCFilesTests.object("a &amp; b", ["8.5", "12", "352", "498"], difficult: true)))
        #expect(read.fileName == "000001.jpg")
        #expect(read.width == 353 && read.height == 500)
        #expect(read.objects.map(\.name) == ["dog", "a & b"])
        #expect(read.objects.map(\.box) == [Box(48, 240, 195, 371), Box(8.5, 12, 352, 498)])
        #expect(read.objects.map(\.isDifficult) == [false, true])
    }

    @Test(arguments: [
        (xml(object("dog", ["48", "240", "40", "371"])), 5, 1, "xmin ≤ xmax"),
        (xml(object("dog", ["x", "240", "40", "371"])), 5, 9, "<xmin> must be a number, but is \"x\""),
        (xml(object("dog", ["nan", "240", "40", "371"])), 5, 9, "<xmin> must be a number, but is \"nan\""),
        (xml(object("dog", ["0x8", "240", "40", "371"])), 5, 9, "<xmin> must be a number, but is \"0x8\""),
        (xml(object("dog", ["1e400", "240", "40", "371"])), 5, 9, "too large for double precision"),
        (xml("<object><name>dog</name></object>"), 4, 1, "<object> has no <bndbox>"),
        (xml("<object>"), 5, 3, "mismatched tag"),
        ("<annotation>", 1, 13, "no element found"),
        ("<html></html>", 1, 1, "begins with <annotation>, this with <html>"),
        ("hello", 1, 1, "not well-formed"),
        (
            xml("&e;", prefix: "<!DOCTYPE a [<!ENTITY e \"x\"><!ENTITY f \"&e;&e;\">]>"), 1, 25,
            "entity declarations are not allowed"
        ),
        (String(repeating: "<a>", count: 70), 1, 193, "nested more than 64 deep"),
    ])
    func saysWhereAnAnnotationIsWrong(_ text: String, _ line: Int, _ column: Int, _ message: String) throws {
        let error = #expect(throws: DataFileError.self) { try annotation(text) }
        #expect(error?.description.contains(message) == true, "\(String(describing: error))")
        #expect(error?.line == line && error?.column == column, "\(String(describing: error))")
    }

    @Test func readsNoOtherFile() throws {
        try TemporaryFolder.with { folder in
            try folder.write("<object><name>secret</name></object>", "secret.xml")
            let text = VOCFilesTests.xml(
                "&e;", prefix: "<!DOCTYPE a [<!ENTITY e SYSTEM \"\(folder.path)/secret.xml\">]>")
            let error = #expect(throws: DataFileError.self) { try annotation(text) }
            #expect(error?.description.contains("entity declarations are not allowed") == true)
        }
    }

    @Test func readsLatin1OnlyIfTheFileSaysSo() throws {
        func bytes(_ prefix: String) -> [UInt8] {
            Array(prefix.utf8) + Array("<annotation><filename>".utf8) + [0xE9] + Array("</filename></annotation>".utf8)
        }
        try TemporaryFolder.with { folder in
            let declared = try folder.write(bytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"), "a.xml")
            #expect(try VOCAnnotation(contentsOf: declared).fileName == "é")
            let silent = try folder.write(bytes(""), "b.xml")
            let error = #expect(throws: DataFileError.self) { try VOCAnnotation(contentsOf: silent) }
            #expect(error?.description.contains(":1:23: error: the byte 0xE9 is not UTF-8") == true)
        }
    }

    /// A golden case of the devkit's rules, written as the devkit's files and read back.
    @Test(arguments: goldenCases("voc").prefix(20))
    func evaluatesTheDevkitsFiles(_ golden: GoldenCase) throws {
        let images = try golden.images(isMarked: \.isDifficult)
        try TemporaryFolder.with { folder in
            var lines: [Int: [String]] = [1: [], 2: [], 3: [], 4: []]
            for (number, image) in images.enumerated() {
                let objects = image.truths.map { truth in
                    VOCFilesTests.object(
                        "c\(truth.classID)", truth.box.coordinates(as: .xyxy).map { "\($0)" },
                        difficult: truth.isDifficult)
                }
                try folder.write(VOCFilesTests.xml(objects.joined(separator: "\n")), "Annotations/im\(number).xml")
                for detection in image.detections {
                    let corners = detection.box.coordinates(as: .xyxy).map { "\($0)" }.joined(separator: " ")
                    lines[detection.classID]?.append("im\(number) \(detection.score) \(corners)")
                }
            }
            for (classID, lines) in lines {
                try folder.write(lines.joined(separator: "\n"), "results/comp4_det_test_c\(classID).txt")
            }
            try folder.write("not a result", "results/README.txt")
            let truth = try VOCDataset(contentsOf: "\(folder.path)/Annotations")
            let results = try VOCResults(contentsOf: "\(folder.path)/results", for: truth)
            for (name, rules) in [("multiples", DetectionProtocol.voc2007), ("allPoints", .voc2010)] {
                let evaluation = results.evaluation(by: rules)
                for (place, expected) in try golden.array(name).enumerated() {
                    let found = evaluation.classes.first { results.classNames[$0.classID] == "c\(place + 1)" }
                    let precision: Double = found?.averagePrecision ?? -1
                    #expect(abs(precision - expected) < 1e-9)
                }
            }
        }
    }

    /// The devkit sorts the lines of a file, so of equal scores the first line goes first, whatever its image.
    @Test func equalScoresGoInTheOrderOfTheFile() throws {
        try TemporaryFolder.with { folder in
            let object = VOCFilesTests.object("c", ["1", "1", "10", "10"])
            for name in ["a", "b"] { try folder.write(VOCFilesTests.xml(object), "Annotations/\(name).xml") }
            let truth = try VOCDataset(contentsOf: "\(folder.path)/Annotations")
            func precision(_ lines: [String]) throws -> Double? {
                let path = try folder.write(lines.joined(separator: "\r\n"), "comp4_det_test_c.txt")
                return try VOCResults(contentsOf: path, for: truth).evaluation(by: .voc2010).meanAveragePrecision
            }
            let (hit, miss) = ("b 0.5 1 1 10 10", "a 0.5 50 50 60 60")
            #expect(try precision([hit, miss]) == 0.5)
            #expect(try precision([miss, hit]) == 0.25)
            try folder.write("b  1\n", "set.txt")
            let part = try VOCDataset(contentsOf: "\(folder.path)/Annotations", imageSet: "\(folder.path)/set.txt")
            #expect(part.names == ["b"])
        }
    }

    @Test(arguments: [
        ("a 0.5 1 1 10", 1, 1, "6 words, but has 5"),
        ("a nan 1 1 10 10", 1, 3, "score must be a number, but is \"nan\""),
        ("a 0x1p-1 1 1 10 10", 1, 3, "score must be a number, but is \"0x1p-1\""),
        ("a -inf 1 1 10 10", 1, 3, "score must be a number, but is \"-inf\""),
        ("a 0.5 1 1 10 10\n\nc 0.5 1 1 10 10", 3, 1, "there is no image c"),
        ("a 0.5 11 1 10 10", 1, 7, "x1 ≤ x2"), ("a high 1 1 10 10", 1, 3, "score must be a number, but is \"high\""),
    ])
    func saysWhereAResultIsWrong(_ text: String, _ line: Int, _ column: Int, _ message: String) throws {
        try TemporaryFolder.with { folder in
            try folder.write(VOCFilesTests.xml(""), "Annotations/a.xml")
            let truth = try VOCDataset(contentsOf: "\(folder.path)/Annotations")
            let path = try folder.write(text, "comp4_det_test_c.txt")
            let error = #expect(throws: DataFileError.self) { try VOCResults(contentsOf: path, for: truth) }
            #expect(error?.description.contains(message) == true, "\(String(describing: error))")
            #expect(error?.line == line && error?.column == column, "\(String(describing: error))")
        }
    }
}
