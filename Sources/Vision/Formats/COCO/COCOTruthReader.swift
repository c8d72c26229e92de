/// Reads a file of ground truth in one pass; what refers to other parts of the file is resolved at its end, since
/// annotations may stand before the images that they are in.
struct COCOTruthReader {
    private let file: FileBytes
    private let region: COCORegion
    private let progress: ((Double) -> Void)?
    private var json: JSONScanner
    private var images = Records<COCODataset.Image>(what: .init(ja: "画像 id", en: "the image id"))
    private var categories = Records<COCODataset.Category>(what: .init(ja: "カテゴリ id", en: "the category id"))
    private var annotations: [Annotation] = []

    /// An annotation as it stands, and where.
    private struct Annotation {
        var place = 0
        var id = 0
        var image = 0
        var imagePlace = 0
        var category = 0
        var categoryPlace = 0
        var box: Box?
        var area: Double?
        var isCrowd = false
        /// Where its mask stands; 0 if it has none.
        var segmentation = 0
    }

    init(_ file: FileBytes, _ region: COCORegion, _ progress: ((Double) -> Void)?) {
        self.file = file
        self.region = region
        self.progress = progress
        json = JSONScanner(file)
    }

    mutating func read() throws(Fault) -> COCODataset {
        if json.peek() == UInt8(ascii: "[") { throw Fault(json.place, .truthIsAnArray) }
        let start = json.place
        var (isFirst, hasImages, hasCategories, hasAnnotations) = (true, false, false, false)
        try json.beginObject("the ground truth")
        while let key = try json.nextKey(&isFirst) {
            if json.matches(key, "images") {
                hasImages = true
                try readImages()
            } else if json.matches(key, "categories") {
                hasCategories = true
                try readCategories()
            } else if json.matches(key, "annotations") {
                hasAnnotations = true
                try readAnnotations()
            } else {
                try json.skipValue()
            }
        }
        try json.finish()
        let what = DataFileError.Text(ja: "正解データ", en: "the ground truth")
        guard hasImages else { throw Fault(start, .missingKey("images", in: what)) }
        guard hasCategories else { throw Fault(start, .missingKey("categories", in: what)) }
        guard hasAnnotations else { throw Fault(start, .missingKey("annotations", in: what)) }
        return try resolve()
    }

    // MARK: The three lists

    private mutating func readImages() throws(Fault) {
        let what = DataFileError.Text(ja: "画像", en: "an image")
        var isFirst = true
        try json.beginArray("images")
        while try json.nextElement(&isFirst) {
            var (id, width, height, name): (Int?, Int?, Int?, String) = (nil, nil, nil, "")
            let place = json.place
            var idPlace = place
            var isFirstKey = true
            try json.beginObject("an image")
            while let key = try json.nextKey(&isFirstKey) {
                if json.matches(key, "id") {
                    (idPlace, id) = try json.placedInteger("id")
                } else if json.matches(key, "width") {
                    width = try side("width")
                } else if json.matches(key, "height") {
                    height = try side("height")
                } else if json.matches(key, "file_name") {
                    name = try json.string("file_name")
                } else {
                    try json.skipValue()
                }
            }
            guard let id else { throw Fault(place, .missingKey("id", in: what)) }
            guard region == .boxes || (width != nil && height != nil) else { throw Fault(idPlace, .imageHasNoSize(id)) }
            images.append(
                COCODataset.Image(id: id, width: width, height: height, fileName: name), id: id, place: idPlace)
        }
    }

    /// A width or height; null is as good as none.
    private mutating func side(_ what: StaticString) throws(Fault) -> Int? {
        _ = json.peek()
        if json.take("null") { return nil }
        let (place, value) = try json.placedInteger(what)
        guard value > 0, value <= 1 << 24 else {
            throw Fault(place, .outOfRange("\(what)", "\(value)", mustBe: "1…16777216"))
        }
        return value
    }

    private mutating func readCategories() throws(Fault) {
        let what = DataFileError.Text(ja: "カテゴリ", en: "a category")
        var isFirst = true
        try json.beginArray("categories")
        while try json.nextElement(&isFirst) {
            var (id, name): (Int?, String?) = (nil, nil)
            let place = json.place
            var idPlace = place
            var isFirstKey = true
            try json.beginObject("a category")
            while let key = try json.nextKey(&isFirstKey) {
                if json.matches(key, "id") {
                    (idPlace, id) = try json.placedInteger("id")
                } else if json.matches(key, "name") {
                    name = try json.string("name")
                } else {
                    try json.skipValue()
                }
            }
            guard let id else { throw Fault(place, .missingKey("id", in: what)) }
            categories.append(COCODataset.Category(id: id, name: name ?? "\(id)"), id: id, place: idPlace)
        }
    }

    private mutating func readAnnotations() throws(Fault) {
        let what = DataFileError.Text(ja: "アノテーション", en: "an annotation")
        var isFirst = true
        try json.beginArray("annotations")
        while try json.nextElement(&isFirst) {
            if annotations.count % 4096 == 0 { progress?(Double(json.place) / Double(file.count)) }
            var record = Annotation(place: json.place)
            var (hasID, hasImage, hasCategory, isFirstKey) = (false, false, false, true)
            try json.beginObject("an annotation")
            while let key = try json.nextKey(&isFirstKey) {
                if json.matches(key, "bbox") {
                    record.box = try json.box()
                } else if json.matches(key, "image_id") {
                    (record.imagePlace, record.image) = try json.placedInteger("image_id")
                    hasImage = true
                } else if json.matches(key, "category_id") {
                    (record.categoryPlace, record.category) = try json.placedInteger("category_id")
                    hasCategory = true
                } else if json.matches(key, "id") {
                    (record.place, record.id) = try json.placedInteger("id")
                    hasID = true
                } else if json.matches(key, "area") {
                    record.area = try json.area()
                } else if json.matches(key, "iscrowd") {
                    record.isCrowd = try json.flag("iscrowd")
                } else if json.matches(key, "segmentation") {
                    _ = json.peek()
                    record.segmentation = json.place
                    try json.skipValue()
                } else {
                    try json.skipValue()
                }
            }
            guard hasID else { throw Fault(record.place, .missingKey("id", in: what)) }
            guard hasImage else { throw Fault(record.place, .missingKey("image_id", in: what)) }
            guard hasCategory else { throw Fault(record.place, .missingKey("category_id", in: what)) }
            annotations.append(record)
        }
    }

    // MARK: What refers to what

    private mutating func resolve() throws(Fault) -> COCODataset {
        let (images, imageIndex) = try self.images.sorted(in: file)
        let (categories, categoryIndex) = try self.categories.sorted(in: file)
        try checkIDs()
        let what = DataFileError.Text(ja: "アノテーション", en: "an annotation")
        var columns = RegionColumns()
        let count = annotations.count
        columns.images.reserveCapacity(count)
        columns.classes.reserveCapacity(count)
        columns.areas.reserveCapacity(count)
        columns.boxes.reserveCapacity(count)
        for record in annotations {
            guard let image = imageIndex[record.image] else {
                throw Fault(record.imagePlace, .unknownImage("\(record.image)"))
            }
            guard let category = categoryIndex[record.category] else {
                throw Fault(record.categoryPlace, .unknownCategory("\(record.category)"))
            }
            var area = record.area
            if region == .masks {
                guard record.segmentation > 0 else { throw Fault(record.place, .missingKey("segmentation", in: what)) }
                let mask = try json.mask(at: record.segmentation, in: images[Int(image)])
                area = area ?? Double(mask.area)
                columns.masks.append(mask)
            } else if record.box == nil {
                throw Fault(record.place, .missingKey("bbox", in: what))
            }
            let box = record.box ?? Box(0, 0, 0, 0)
            columns.append(box, area: area ?? box.area, image: image, classIndex: category)
        }
        progress?(1)
        return COCODataset(
            images: images, categories: categories, region: region, regions: columns, ids: annotations.map(\.id),
            isCrowd: annotations.map(\.isCrowd))
    }

    private func checkIDs() throws(Fault) {
        // Numbers that go up, as nearly all files have them, need no set.
        var (previous, isAscending) = (Int.min, true)
        for record in annotations {
            isAscending = isAscending && record.id > previous
            previous = record.id
        }
        if isAscending { return }
        var places: [Int: Int] = [:]
        places.reserveCapacity(annotations.count)
        for record in annotations {
            if let first = places.updateValue(record.place, forKey: record.id) {
                throw Fault(
                    record.place,
                    .duplicate(
                        .init(ja: "アノテーション id", en: "the annotation id"), "\(record.id)",
                        firstLine: file.line(of: first)))
            }
        }
    }
}

/// The elements of a list with their numbers and places.
private struct Records<Element> {
    let what: DataFileError.Text
    private var entries: [(id: Int, place: Int, element: Element)] = []

    init(what: DataFileError.Text) { self.what = what }

    mutating func append(_ element: Element, id: Int, place: Int) { entries.append((id, place, element)) }

    /// By ascending number, and the position of each number.
    func sorted(in file: FileBytes) throws(Fault) -> ([Element], [Int: Int32]) {
        let sorted = entries.sorted { ($0.id, $0.place) < ($1.id, $1.place) }
        var index: [Int: Int32] = [:]
        index.reserveCapacity(sorted.count)
        for (position, entry) in sorted.enumerated() {
            if position > 0, sorted[position - 1].id == entry.id {
                let first = file.line(of: sorted[position - 1].place)
                throw Fault(entry.place, .duplicate(what, "\(entry.id)", firstLine: first))
            }
            index[entry.id] = Int32(position)
        }
        return (sorted.map(\.element), index)
    }
}
