/// What is measured: boxes or masks, by the names that COCO's tools have for them.
public enum COCORegion: String, CaseIterable, Sendable {
    /// Boxes: `bbox`.
    case boxes = "bbox"
    /// Masks: `segm`.
    case masks = "segm"
}

/// The ground truth of a data set, from a file in COCO's format (`instances_val2017.json` and the like).
///
/// ```swift
/// let truth = try COCODataset(contentsOf: "instances.json")
/// truth.images.count, truth.categories.map(\.name), truth.annotations.first?.box
/// ```
///
/// Reading takes one pass over the file and keeps what is needed: time and memory are proportional to its size.
public struct COCODataset: Sendable {
    /// An image.
    public struct Image: Hashable, Sendable {
        /// Its number in the data set.
        public let id: Int
        /// In pixels; nil if the file doesn't say.
        public let width: Int?
        /// In pixels; nil if the file doesn't say.
        public let height: Int?
        /// Empty if the file doesn't say.
        public let fileName: String
    }

    /// A class of objects.
    public struct Category: Hashable, Sendable {
        /// Its number in the data set.
        public let id: Int
        /// What people call it; the number, if the file doesn't say.
        public let name: String
    }

    /// An object in an image.
    public struct Annotation: Hashable, Sendable {
        /// Its own number.
        public let id: Int
        /// The image's number.
        public let imageID: Int
        /// The class's number.
        public let categoryID: Int
        /// Where it is; (0, 0, 0, 0) if the file has masks only.
        public let box: Box
        /// The object's area in square pixels, by which it is small, medium or large.
        public let area: Double
        /// Whether it is a region of many objects.
        public let isCrowd: Bool
        /// Its mask, if masks were read.
        public let mask: RunLengthMask?
    }

    /// By ascending number.
    public let images: [Image]
    /// By ascending number.
    public let categories: [Category]
    /// What was read: boxes alone, or masks too.
    public let region: COCORegion

    /// The objects' places in `images` and `categories`, their areas and shapes, in the order of the file.
    let regions: RegionColumns
    let ids: [Int]
    let isCrowd: [Bool]

    init(
        images: [Image], categories: [Category], region: COCORegion, regions: RegionColumns, ids: [Int],
        isCrowd: [Bool]
    ) {
        self.images = images
        self.categories = categories
        self.region = region
        self.regions = regions
        self.ids = ids
        self.isCrowd = isCrowd
    }

    /// Reads a file.
    ///
    /// An `area` that is missing is that of the box or mask, a missing `iscrowd` is 0. Keys that are not known are
    /// checked to be JSON and left alone.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - region: whether to read masks too (polygons, RLE as counts or as a string).
    ///   - progress: called now and then with the part that is done, in 0...1.
    /// - Throws: `DataFileError` with the place in the file.
    public init(
        contentsOf path: String, region: COCORegion = .boxes, progress: ((Double) -> Void)? = nil
    ) throws(DataFileError) {
        let file = try FileBytes(path: path)
        do throws(Fault) {
            var reader = COCOTruthReader(file, region, progress)
            self = try reader.read()
        } catch {
            throw file.error(error)
        }
    }

    /// Whether an annotation has the number 0, which pycocotools takes for not found.
    public var hasAnnotationZero: Bool { ids.contains(0) }

    /// The objects, in the order of the file.
    public var annotations: [Annotation] {
        ids.indices.map { place in
            Annotation(
                id: ids[place], imageID: images[Int(regions.images[place])].id,
                categoryID: categories[Int(regions.classes[place])].id, box: regions.boxes[place],
                area: regions.areas[place], isCrowd: isCrowd[place],
                mask: region == .masks ? regions.masks[place] : nil)
        }
    }
}

/// Objects or detections as columns, one entry each in all of them.
struct RegionColumns: Sendable {
    /// Positions in the ascending list of images.
    var images: [Int32] = []
    /// Positions in the ascending list of classes.
    var classes: [Int32] = []
    /// By which a region is small, medium or large.
    var areas: [Double] = []
    var boxes: [Box] = []
    /// Empty where boxes are measured.
    var masks: [RunLengthMask] = []

    var count: Int { images.count }

    mutating func append(_ box: Box, area: Double, image: Int32, classIndex: Int32) {
        boxes.append(box)
        areas.append(area)
        images.append(image)
        classes.append(classIndex)
    }
}
