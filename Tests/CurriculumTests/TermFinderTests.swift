import Testing

@testable import Curriculum

@Suite("Finding terms")
struct TermFinderTests {
    private static let finder = TermFinder(
        Glossary(terms: [
            .init(term: "プーリング", reading: "ぷーりんぐ", english: "pooling", chapter: "c"),
            .init(term: "平均プーリング", reading: "へいきんぷーりんぐ", english: "average pooling", chapter: "c"),
            .init(term: "R-CNN", reading: "あーるしーえぬえぬ", english: "regions with CNN features", chapter: "c"),
            .init(term: "Fast R-CNN", reading: "ふぁすと", english: "Fast R-CNN", chapter: "c"),
            .init(term: "平均適合率の平均", reading: "へいきん", english: "mean average precision (mAP)", chapter: "c"),
            .init(term: "特徴マップ", reading: "とくちょうまっぷ", english: "feature map", chapter: "c"),
            .init(
                term: "クラス活性化マップ", reading: "くらす", english: "class activation map (CAM)", chapter: "c", also: ["CAM 法"]),
        ]))

    @Test(
        "the longest spelling, at the ends of words, with the capitals of an abbreviation",
        arguments: [
            ("平均プーリングとプーリング", ["平均プーリング": 1, "プーリング": 1]),
            ("Fast R-CNN は R-CNN より速い", ["Fast R-CNN": 1, "R-CNN": 1]),
            ("the feature map, Feature Map and mAP; map", ["特徴マップ": 2, "平均適合率の平均": 1]),
            ("camera, Cam, CAM法, CAMERA, CAM 法", ["クラス活性化マップ": 2]), ("spooling pooling2 pooling", ["プーリング": 1]),
            ("ｆｅａｔｕｒｅ ｍａｐ", ["特徴マップ": 1]), ("feature\nmap", ["特徴マップ": 1]), ("class activation map", ["クラス活性化マップ": 1]),
            ("", [:]), ("プーリン", [:]), ("R-CN", [:]),
        ])
    func counts(text: String, expected: [String: Int]) {
        let found = Self.finder.counts(in: text)
        let named = Dictionary(uniqueKeysWithValues: found.map { (Self.finder.terms[$0.key].term, $0.value) })
        #expect(named == expected)
    }

    @Test("where they are, and whether they are words of their own")
    func places() {
        let text = "プーリング層、平均プーリングと最大プーリング値。プーリングｓと🙂プーリングー"
        let scalars = Array(text.unicodeScalars)
        let found = Self.finder.matches(in: text)
        let texts = found.map { String(String.UnicodeScalarView(scalars[$0.range])) }
        #expect(texts == ["プーリング", "平均プーリング", "プーリング", "プーリング", "プーリング"])
        #expect(found.map(\.isWhole) == [true, true, true, true, false])
        #expect(Self.finder.matches(in: "特徴マップ図と全特徴マップ").map(\.isWhole) == [true, false])
    }
}
