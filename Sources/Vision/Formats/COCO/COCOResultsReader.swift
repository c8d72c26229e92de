/// Reads a file of detections in one pass; masks are drawn in a second one, over them alone.
struct COCOResultsReader {
    private let file: FileBytes
    private let truth: COCODataset
    private let progress: ((Double) -> Void)?
    private var json: JSONScanner
    private let imageIndex: [Int: Int32]
    private let categoryIndex: [Int: Int32]
    private var scores: [Double] = []
    private var columns = RegionColumns()
    /// Where the masks stand, 0 where there is none; kept only if masks are needed.
    private var segmentations: [Int] = []
    /// Whether the first detection has a box; nil before it.
    private var hasBoxes: Bool?

    private static let what = DataFileError.Text(ja: "検出結果", en: "a detection")

    init(_ file: FileBytes, _ truth: COCODataset, _ progress: ((Double) -> Void)?) {
        self.file = file
        self.truth = truth
        self.progress = progress
        json = JSONScanner(file)
        func index(_ ids: [Int]) -> [Int: Int32] {
            Dictionary(uniqueKeysWithValues: zip(ids, 0...))
        }
        imageIndex = index(truth.images.map(\.id))
        categoryIndex = index(truth.categories.map(\.id))
    }

    mutating func read() throws(Fault) -> COCOResults {
        if json.peek() == UInt8(ascii: "{") { throw Fault(json.place, .resultsAreAnObject) }
        try json.beginArray("the results")
        reserve()
        var isFirst = true
        while try json.nextElement(&isFirst) {
            if scores.count % 8192 == 0 { progress?(Double(json.place) / Double(file.count)) }
            try readDetection()
        }
        try json.finish()
        try readMasks()
        progress?(1)
        return COCOResults(scores: scores, regions: columns, truth: truth)
    }

    /// One detection takes about a hundred bytes of text; growing step by step would hold twice the memory for a moment.
    private mutating func reserve() {
        let guess = file.count / (truth.region == .masks ? 200 : 95) + 1
        scores.reserveCapacity(guess)
        columns.images.reserveCapacity(guess)
        columns.classes.reserveCapacity(guess)
        columns.areas.reserveCapacity(guess)
        columns.boxes.reserveCapacity(guess)
    }

    private mutating func readDetection() throws(Fault) {
        var (image, category, score): (Int32?, Int32?, Double?) = (nil, nil, nil)
        var box: Box?
        var segmentation = 0
        _ = json.peek()
        let place = json.place
        var isFirst = true
        try json.beginObject("a detection")
        while let key = try json.nextKey(&isFirst) {
            if json.matches(key, "bbox") {
                box = try json.box()
            } else if json.matches(key, "image_id") {
                let (at, id) = try json.placedInteger("image_id")
                image = imageIndex[id]
                guard image != nil else { throw Fault(at, .unknownImage("\(id)")) }
            } else if json.matches(key, "category_id") {
                let (at, id) = try json.placedInteger("category_id")
                category = categoryIndex[id]
                guard category != nil else { throw Fault(at, .unknownCategory("\(id)")) }
            } else if json.matches(key, "score") {
                score = try json.number("score")
            } else if json.matches(key, "segmentation") {
                _ = json.peek()
                segmentation = json.place
                try json.skipValue()
            } else {
                try json.skipValue()
            }
        }
        guard let image else { throw Fault(place, .missingKey("image_id", in: Self.what)) }
        guard let category else { throw Fault(place, .missingKey("category_id", in: Self.what)) }
        guard let score else { throw Fault(place, .missingKey("score", in: Self.what)) }
        let hasBoxes = hasBoxes ?? (box != nil)
        self.hasBoxes = hasBoxes
        guard box != nil || !hasBoxes else { throw Fault(place, .missingKey("bbox", in: Self.what)) }
        guard segmentation > 0 || hasBoxes else {
            throw Fault(place, .missingKey(truth.region == .boxes ? "bbox" : "segmentation", in: Self.what))
        }
        scores.append(score)
        columns.append(box ?? Box(.nan, 0, 0, 0), area: box?.area ?? 0, image: image, classIndex: category)
        if truth.region == .masks || !hasBoxes { segmentations.append(segmentation) }
    }

    private mutating func readMasks() throws(Fault) {
        guard !segmentations.isEmpty else { return }
        let hasBoxes = hasBoxes ?? true
        columns.masks.reserveCapacity(segmentations.count)
        for (place, segmentation) in segmentations.enumerated() {
            let image = truth.images[Int(columns.images[place])]
            let mask = segmentation > 0 ? try json.mask(at: segmentation, in: image) : try boxMask(place, in: image)
            if !hasBoxes {
                columns.areas[place] = Double(mask.area)
                if columns.boxes[place].x1.isNaN { columns.boxes[place] = mask.boundingBox }
            }
            if truth.region == .masks { columns.masks.append(mask) }
        }
    }

    /// A box drawn as a polygon, as pycocotools does for detections without a mask.
    private func boxMask(_ place: Int, in image: COCODataset.Image) throws(Fault) -> RunLengthMask {
        let box = columns.boxes[place]
        guard let height = image.height, let width = image.width else {
            throw Fault(0, .imageHasNoSize(image.id))
        }
        do throws(MaskError) {
            return try RunLengthMask(
                height: height, width: width,
                polygons: [[box.x1, box.y1, box.x1, box.y2, box.x2, box.y2, box.x2, box.y1]])
        } catch {
            throw Fault(0, .mask(error))
        }
    }
}
