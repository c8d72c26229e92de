import Chapters
import Foundation
import Grading
import Testing

/// The chapters as a whole: enough of everything, the whole syllabus, nobody else's text.
@Suite("The chapters together")
struct ContentTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private static let chapters: [Chapter] = ShippedChaptersTests.paths.compactMap { path in
        (try? Data(contentsOf: URL(fileURLWithPath: path))).flatMap { try? ChapterParser.parse(Array($0), path: path) }
    }

    private static var syllabus: Syllabus? {
        get throws { try Syllabus.load(besideChapter: "\(root)/chapters/chapter01.md") }
    }

    @Test("fourteen chapters with enough exercises of every kind")
    func counts() {
        let exercises = Self.chapters.flatMap(\.exercises)
        var kinds: [String: Int] = [:]
        for exercise in exercises {
            switch exercise.kind {
            case .choice: kinds["choice", default: 0] += 1
            case .numeric: kinds["numeric", default: 0] += 1
            case .fill: kinds["fill", default: 0] += 1
            case .code: kinds["code", default: 0] += 1
            }
        }
        print(
            "chapters \(Self.chapters.count), exercises \(exercises.count), \(kinds), sets \(Self.chapters.flatMap(\.sets).count)"
        )
        #expect(Self.chapters.count == 14)
        #expect(exercises.count >= 190)
        #expect(kinds["numeric", default: 0] >= 90)
        #expect(kinds["fill", default: 0] >= 25)
        #expect(kinds["code", default: 0] >= 30)
        #expect(Self.chapters.flatMap(\.sets).count >= 12)
    }

    @Test("every row of the curriculum has at least two exercises, every topic is listed")
    func curriculum() throws {
        let syllabus = try #require(try Self.syllabus)
        var counts: [String: Int] = [:]
        for exercise in Self.chapters.flatMap(\.exercises) {
            let topic = try #require(syllabus.topic(exercise.topic), "\(exercise.id): \(exercise.topic)")
            for system in topic.systems { counts[system, default: 0] += 1 }
        }
        for row in 1...23 { #expect(counts["S\(row)", default: 0] >= 2, "S\(row)") }
    }

    @Test("every circulating error is drilled by at least two exercises that exist")
    func circulatingErrors() throws {
        let errors = try #require(try Self.syllabus).errors
        #expect(errors.map(\.number) == Array(1...22))
        let known = Set(Self.chapters.flatMap { chapter in chapter.exercises.map { "\(chapter.id)/\($0.id)" } })
        for error in errors {
            #expect(Set(error.exercises).intersection(known).count >= 2, "\(error.number) \(error.name)")
            #expect(known.isSuperset(of: error.exercises), "\(error.number)")
        }
    }

    @Test("every keyword of the curriculum is in the text of a chapter")
    func keywords() throws {
        let text = try ShippedChaptersTests.paths.map { try String(contentsOfFile: $0, encoding: .utf8) }.joined()
            .lowercased()
        let words = [
            "受容野", "単純型細胞", "複雑型細胞", "カーネル", "フィルタ", "チャネル", "特徴マップ", "合成性", "移動不変性", "pointwise", "depthwise",
            "グループ化畳み込み",
            "アップサンプリング", "逆畳み込み", "混同行列", "適合率", "再現率", "RandAugment", "MixUp", "Random Flip", "Random Erasing",
            "Random Crop",
            "Contrast", "Brightness", "Batch Normalization", "Layer Normalization", "Instance Normalization",
            "Group Normalization", "ファインチューニング", "ドメイン適応", "ResNet", "Skip connection", "Residual Block", "ボトルネック",
            "WideResNet", "Vision Transformer", "CLS トークン", "Position Embedding", "Shifted window", "Selective Search",
            "R-CNN", "Fast R-CNN", "Faster R-CNN", "RoI Pooling", "RPN", "アンカー", "RoI Align", "Mask R-CNN",
            "インスタンスセグメンテーション", "YOLO",
            "SSD", "デフォルトボックス", "ハードネガティブマイニング", "FCOS", "センターネス", "FPN", "FCN", "SegNet", "U-Net", "パノプティックセグメンテーション",
            "CAM",
            "Grad-CAM", "im2col", "col2im", "Global Average Pooling", "条件付き確率場", "転移学習", "データ拡張", "Attention",
        ]
        let missing = words.filter { !text.contains($0.lowercased()) }
        #expect(missing == [])
    }

    @Test("no sentence is somebody else's: at most 39 characters in common with the articles at hand")
    func originality() throws {
        let folder = "\(Self.root)/../shared/data/zenn-articles"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard !names.isEmpty else {
            print("skipped: ../shared/data/zenn-articles is not there")
            return
        }
        // White space aside; a window of 40 characters is looked up in a set of all the articles' windows.
        func essence(_ text: String) -> [Character] { text.filter { !$0.isWhitespace } }
        var theirs: Set<Int> = []
        for name in names where name.hasSuffix(".md") {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            let text = essence(String(decoding: data, as: UTF8.self))
            guard text.count >= 40 else { continue }
            for start in 0...(text.count - 40) { theirs.insert(text[start..<start + 40].hashValue) }
        }
        for path in ShippedChaptersTests.paths {
            let text = essence(try String(contentsOfFile: path, encoding: .utf8))
            guard text.count >= 40 else { continue }
            let common = (0...(text.count - 40)).first { theirs.contains(text[$0..<$0 + 40].hashValue) }
            #expect(common.map { String(text[$0..<$0 + 40]) } == nil, "\(path)")
        }
    }
}
