// The values that COCO's files are made of.

extension JSONScanner {
    /// A whole number and where it stands.
    mutating func placedInteger(_ what: StaticString) throws(Fault) -> (place: Int, value: Int) {
        _ = peek()
        let place = place
        return (place, try integer(what))
    }

    /// A box: `[x, y, width, height]`; nil for `[]`, which some tools write where there is none.
    mutating func box() throws(Fault) -> Box? {
        try beginArray("bbox")
        let start = place - 1
        var numbers = SIMD4<Double>(repeating: 0)
        var (count, isFirst) = (0, true)
        while try nextElement(&isFirst) {
            _ = peek()
            let at = place
            let value = try number("bbox")
            if count >= 2, value < 0 {
                throw Fault(
                    at,
                    .negative(
                        count == 2 ? "the width in bbox" : "the height in bbox", value,
                        help: .init(ja: "COCO の bbox は [x, y, 幅, 高さ] です。", en: "COCO's bbox is [x, y, width, height]")))
            }
            if count < 4 { numbers[count] = value }
            count += 1
        }
        if count == 0 { return nil }
        guard count == 4 else {
            throw Fault(start, .count("bbox", count, mustBe: .init(ja: " 4 個", en: "4 numbers")))
        }
        let box = Box(numbers[0], numbers[1], numbers[2], numbers[3], as: .xywh)
        guard box.isValid, box.area.isFinite else { throw Fault(start, .numberTooLarge) }
        return box
    }

    /// An area, which is not negative.
    mutating func area() throws(Fault) -> Double {
        _ = peek()
        let at = place
        let value = try number("area")
        guard value >= 0 else { throw Fault(at, .negative("area", value)) }
        return value
    }

    /// 0, 1, true or false.
    mutating func flag(_ what: StaticString) throws(Fault) -> Bool {
        _ = peek()
        if take("true") { return true }
        if take("false") { return false }
        let (place, value) = try placedInteger(what)
        guard value == 0 || value == 1 else { throw Fault(place, .outOfRange("\(what)", "\(value)", mustBe: "0…1")) }
        return value == 1
    }

    /// The mask that stands at `start`: polygons, or RLE as counts or as a string.
    ///
    /// The text was stepped over before, so what is checked now is its meaning.
    func mask(at start: Int, in image: COCODataset.Image) throws(Fault) -> RunLengthMask {
        var json = self
        json.place = start
        if json.peek() == UInt8(ascii: "[") {
            guard let height = image.height, let width = image.width else {
                throw Fault(start, .imageHasNoSize(image.id))
            }
            let polygons = try json.polygons()
            return try located(start) { () throws(MaskError) in
                try RunLengthMask(height: height, width: width, polygons: polygons)
            }
        }
        let mask = try json.runs()
        return try located(start) { () throws(MaskError) in
            let (height, width) = (image.height ?? mask.height, image.width ?? mask.width)
            guard mask.height == height, mask.width == width else {
                throw .sizesDiffer(height: mask.height, width: mask.width, otherHeight: height, otherWidth: width)
            }
            return mask
        }
    }

    private mutating func polygons() throws(Fault) -> [[Double]] {
        var polygons: [[Double]] = []
        var isFirst = true
        try beginArray("segmentation")
        while try nextElement(&isFirst) {
            var (numbers, isFirstNumber) = ([Double](), true)
            try beginArray("a polygon")
            while try nextElement(&isFirstNumber) { numbers.append(try number("a polygon's coordinate")) }
            polygons.append(numbers)
        }
        return polygons
    }

    /// RLE: `{"size": [height, width], "counts": …}`.
    private mutating func runs() throws(Fault) -> RunLengthMask {
        let start = place
        let what = DataFileError.Text(ja: "RLE", en: "the RLE")
        var (size, counts, isFirst): ([Int]?, Int?, Bool) = (nil, nil, true)
        try beginObject("segmentation")
        while let key = try nextKey(&isFirst) {
            if matches(key, "size") {
                size = try integers("size")
                guard size?.count == 2 else {
                    throw Fault(start, .count("size", size?.count ?? 0, mustBe: .init(ja: " 2 個", en: "2 numbers")))
                }
            } else if matches(key, "counts") {
                _ = peek()
                counts = place
                try skipValue()
            } else {
                try skipValue()
            }
        }
        guard let size else { throw Fault(start, .missingKey("size", in: what)) }
        guard let counts else { throw Fault(start, .missingKey("counts", in: what)) }
        place = counts
        if peek() == UInt8(ascii: "[") {
            let runs = try integers("counts")
            return try located(counts) { () throws(MaskError) in
                try RunLengthMask(height: size[0], width: size[1], counts: runs)
            }
        }
        guard peek() == UInt8(ascii: "\"") else { throw wrongType("counts", "配列か文字列", "an array or a string") }
        return try withStringBytes("counts") { bytes throws(Fault) in
            try located(counts) { () throws(MaskError) in
                try RunLengthMask(height: size[0], width: size[1], compressed: bytes)
            }
        }
    }

    private mutating func integers(_ what: StaticString) throws(Fault) -> [Int] {
        var (numbers, isFirst) = ([Int](), true)
        try beginArray(what)
        while try nextElement(&isFirst) { numbers.append(try integer(what)) }
        return numbers
    }
}

/// Gives a mask's error its place.
private func located<Value>(
    _ place: Int, _ body: () throws(MaskError) -> Value
) throws(Fault) -> Value {
    do throws(MaskError) { return try body() } catch { throw Fault(place, .mask(error)) }
}
