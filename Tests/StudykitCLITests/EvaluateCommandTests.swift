import Foundation
import Testing

@Suite("studykit evaluate, end to end")
struct EvaluateCommandTests {
    private static let truth = """
        {"images": [{"id": 1, "width": 40, "height": 40}, {"id": 2, "width": 40, "height": 40}],
         "categories": [{"id": 1, "name": "ねこ"}, {"id": 2, "name": "dog"}, {"id": 3, "name": "none"}],
         "annotations": [
          {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 10, 10], "area": 100, "iscrowd": 0,
           "segmentation": [[0, 0, 10, 0, 10, 10, 0, 10]]},
          {"id": 2, "image_id": 2, "category_id": 2, "bbox": [5, 5, 10, 10], "area": 100, "iscrowd": 0,
           "segmentation": {"size": [40, 40], "counts": [205, 10, 1385]}}]}
        """
    private static let results = """
        [{"image_id": 1, "category_id": 1, "bbox": [0, 0, 10, 10], "score": 0.9},
         {"image_id": 1, "category_id": 2, "bbox": [0, 0, 10, 10], "score": 0.8}]
        """

    private func evaluate(_ tool: Tool, _ more: String...) throws -> Tool.Result {
        try tool.write(EvaluateCommandTests.truth, to: "truth.json")
        try tool.write(EvaluateCommandTests.results, to: "results.json")
        var arguments = ["evaluate", "coco", "--truth", "truth.json", "--results", "results.json"]
        arguments += more
        return try tool.run(arguments)
    }

    @Test("one JSON document with the twelve numbers, for all classes and each, and the curves if asked")
    func json() throws {
        try Tool.with { tool in
            for type in ["bbox", "segm"] {
                let result = try evaluate(tool, "--format", "json", "--type", type, "--curves")
                #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
                let report = try result.json()
                #expect(report["schemaVersion"] as? Int == 1 && report["protocol"] as? String == "COCO")
                #expect(report["type"] as? String == type)
                #expect(report["images"] as? Int == 2 && report["objects"] as? Int == 2)
                #expect(report["detections"] as? Int == 2)
                let metrics = try #require(report["metrics"] as? [String: Any])
                #expect(metrics.count == 12)
                let precision = try #require(metrics["AP"] as? Double)
                #expect(abs(precision - 0.5) < 1e-12)
                #expect(metrics["APl"] is NSNull)
                let classes = try #require(report["classes"] as? [[String: Any]])
                #expect(classes.map { $0["name"] as? String } == ["ねこ", "dog", "none"])
                #expect((classes[2]["metrics"] as? [String: Any])?["AP"] is NSNull)
                let curve = try #require(classes[0]["curve"] as? [String: [Double]])
                #expect(curve == ["score": [0.9], "recall": [1], "precision": [1], "envelope": [1]])
            }
        }
    }

    @Test("text in both languages; nothing on standard error, which is no terminal here")
    func text() throws {
        try Tool.with { tool in
            let japanese = try evaluate(tool, "--classes")
            #expect(japanese.status == 0 && japanese.errors.isEmpty)
            #expect(japanese.output.contains("COCO（bbox）: 画像 2、物体 2、検出 2"))
            #expect(japanese.output.contains("AP     0.5000"))
            #expect(japanese.output.contains("ねこ"))
            let english = try evaluate(tool, "--lang", "en", "--grid", "fractions")
            #expect(english.output.contains("2 images, 2 objects, 2 detections"))
            #expect(!english.output.contains("ねこ"))
        }
    }

    @Test("65 with the place of what is wrong, 66 where there is no file; JSON is one document all the same")
    func malformed() throws {
        try Tool.with { tool in
            try tool.write(EvaluateCommandTests.truth, to: "truth.json")
            try tool.write(#"[{"image_id": 9}]"#, to: "bad.json")
            let arguments = ["evaluate", "coco", "--truth", "truth.json", "--results"]
            let bad = try tool.run(arguments + ["bad.json", "--format", "json", "--lang", "en"])
            #expect(bad.status == 65)
            #expect(bad.errors.hasPrefix("bad.json:1:15: error: there is no image 9 in the ground truth\n"))
            let diagnostic = try #require((try bad.json()["diagnostics"] as? [[String: Any]])?.first)
            #expect(diagnostic["code"] as? String == "data-reference" && diagnostic["column"] as? Int == 15)
            let missing = try tool.run(arguments + ["nowhere.json"])
            #expect(missing.status == 66 && missing.output.isEmpty)
            #expect(missing.errors.contains("nowhere.json:1:1: error: ファイルがありません"))
            #expect(try tool.run(["evaluate", "coco", "--truth", "truth.json"]).status == 64)
            #expect(try tool.run(arguments + ["bad.json", "--type", "mask"]).status == 64)
        }
    }

    @Test("an annotation 0 counts as in pycocotools, with a warning")
    func annotationZero() throws {
        try Tool.with { tool in
            try tool.write(
                EvaluateCommandTests.truth.replacing("\"id\": 1, \"image_id\"", with: "\"id\": 0, \"image_id\""),
                to: "t.json")
            try tool.write(EvaluateCommandTests.results, to: "r.json")
            let result = try tool.run([
                "evaluate", "coco", "--truth", "t.json", "--results", "r.json", "--format", "json",
            ])
            #expect(result.status == 0 && result.errors.contains("t.json:1:1: warning: "))
            let metrics = try #require(try result.json()["metrics"] as? [String: Any])
            #expect(metrics["AP"] as? Double == 0)
        }
    }

    @Test("a cell can evaluate too, and draw the curve")
    func cell() throws {
        try Tool.with { tool in
            let chapter = """
                ```swift
                import Vision
                let box = Box(0, 0, 10, 10)
                let image = EvaluationImage(
                    truths: [TruthBox(box), TruthBox(Box(20, 0, 30, 10))],
                    detections: [Detection(Box(50, 0, 60, 10), score: 0.9), Detection(box, score: 0.8)])
                let evaluation = try COCOEvaluation([image])
                if let curve = evaluation.curve(categoryID: 0) {
                    figure(.precisionRecall(curve, title: "ねこ"), caption: "PR", alt: "適合率と再現率")
                }
                ```
                """
            try tool.write(chapter, to: "a.md")
            let result = try tool.run("run", "./a.md", "--format", "json")
            #expect(result.status == 0, "\(result.errors)")
            let example = try #require(
                ((try result.json()["chapters"] as? [[String: Any]])?.first?["examples"] as? [[String: Any]])?.first)
            let text = String(
                decoding: try JSONSerialization.data(withJSONObject: try #require(example["figures"])), as: UTF8.self)
            #expect(text.contains(#""x":[0,0.5]"#) && text.contains(#""y":[0,0.5]"#), "the points: \(text)")
            #expect(text.contains(#""x":[0,0,0.5]"#) && text.contains(#""y":[0.5,0.5,0.5]"#), "the envelope: \(text)")
        }
    }

    @Test("Pascal VOC from XML and the devkit's files")
    func voc() throws {
        try Tool.with { tool in
            func object(_ name: String) -> String {
                "<object><name>\(name)</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>10</xmax><ymax>10</ymax></bndbox></object>"
            }
            try tool.write("<annotation>\(object("cat"))\(object("dog"))</annotation>", to: "Annotations/1.xml")
            try tool.write("1 0.9 1 1 10 10\n", to: "results/comp4_det_test_cat.txt")
            let arguments = ["evaluate", "voc", "--truth", "Annotations", "--results", "results"]
            let report = try tool.run(arguments + ["--format", "json"]).json()
            #expect(report["protocol"] as? String == "VOC 2010")
            #expect((report["metrics"] as? [String: Any])?["mAP"] as? Double == 0.5)
            let classes = try #require(report["classes"] as? [[String: Any]])
            #expect(classes.map { $0["name"] as? String } == ["cat", "dog"])
            let old = try tool.run(arguments + ["--year", "2007", "--grid", "matlab"])
            #expect(old.status == 0 && old.output.contains("VOC 2007") && old.output.contains("cat"))
            try tool.write("1 0.9 1 1 10\n", to: "results/comp4_det_test_dog.txt")
            let bad = try tool.run(arguments)
            #expect(bad.status == 65 && bad.errors.hasPrefix("results/comp4_det_test_dog.txt:1:1: error: "))
            #expect(try tool.run(["evaluate", "voc", "--truth", "none", "--results", "results"]).status == 66)
        }
    }
}
