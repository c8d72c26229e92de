/// A mask that can't be one, with the numbers that don't fit.
public enum MaskError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A side that is negative, or an area of 2³² pixels and more, which counts could not tell.
    case badSize(height: Int, width: Int)
    /// Counts that don't add up to the pixels of the image.
    case countsDoNotFill(sum: Int, height: Int, width: Int)
    /// A count below 0, at its position from 0.
    case negativeCount(Int, at: Int)
    /// A character outside of 0 … o, in which COCO's strings are written, at its position from 0.
    case badCharacter(UInt8, at: Int)
    /// A string that ends in the middle of a number.
    case unfinishedString
    /// A polygon with an odd number of coordinates, or fewer than three points.
    case badPolygon(coordinates: Int)
    /// A coordinate that is not finite or far outside of any image.
    case badCoordinate(Double)
    /// A boundary of more pixels than anybody's polygon has.
    case boundaryTooLong(pixels: Int)
    /// No polygon at all, where at least one is needed.
    case noPolygon
    /// Two masks of different images.
    case sizesDiffer(height: Int, width: Int, otherHeight: Int, otherWidth: Int)
    /// Values that are not as many as there are pixels.
    case bitmapDoesNotFit(values: Int, height: Int, width: Int)

    /// What is wrong.
    public var description: String { text.en }

    /// The same in both languages.
    public var text: DataFileError.Text {
        switch self {
        case .badSize(let h, let w):
            .init(
                ja: "画像の大きさ \(h)×\(w) は使えません（面積は 0 以上 2³² 未満）",
                en: "an image of \(h)×\(w) pixels can't be: the area must be from 0 to below 2³²")
        case .countsDoNotFill(let sum, let h, let w):
            .init(
                ja: "RLE の counts の合計は \(h)·\(w) = \(h * w) でなければなりませんが、\(sum) です",
                en: "RLE counts must add up to \(h)·\(w) = \(h * w), but make \(sum)")
        case .negativeCount(let count, let place):
            .init(
                ja: "RLE の counts[\(place)] が負です（\(count)）",
                en: "RLE counts[\(place)] must not be negative, but is \(count)")
        case .badCharacter(let byte, let place):
            .init(
                ja: "圧縮 RLE の \(place) 文字目が範囲外です（コード \(byte)、48 から 111）",
                en: "character \(place) of the compressed RLE has code \(byte), but must be in 48…111")
        case .unfinishedString: .init(ja: "圧縮 RLE が数の途中で終わっています", en: "the compressed RLE ends inside a number")
        case .badPolygon(let count):
            .init(
                ja: "多角形は x と y の組が 3 つ以上必要ですが、数が \(count) 個です",
                en: "a polygon needs three or more pairs of x and y, but has \(count) numbers")
        case .badCoordinate(let value):
            .init(
                ja: "多角形の座標 \(value) は画像からかけ離れています",
                en: "the coordinate \(value) of a polygon is far outside of any image")
        case .boundaryTooLong(let pixels):
            .init(ja: "多角形の周が長すぎます（\(pixels) 画素）", en: "a polygon's boundary is too long: \(pixels) pixels")
        case .noPolygon: .init(ja: "多角形が 1 つもありません", en: "there is no polygon")
        case .sizesDiffer(let h, let w, let otherHeight, let otherWidth):
            .init(
                ja: "マスクの大きさ \(h)×\(w) が \(otherHeight)×\(otherWidth) と違います",
                en: "a mask of \(h)×\(w) pixels does not fit one of \(otherHeight)×\(otherWidth)")
        case .bitmapDoesNotFit(let values, let h, let w):
            .init(
                ja: "値は \(h)·\(w) = \(h * w) 個でなければなりませんが、\(values) 個です",
                en: "there must be \(h)·\(w) = \(h * w) values, but there are \(values)")
        }
    }
}
