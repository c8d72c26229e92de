/// Detections from a file in COCO's format for results, for a data set that was read before.
///
/// The file is an array of `{"image_id", "category_id", "score", "bbox": [x, y, width, height], "segmentation"}`.
/// As in pycocotools' `loadRes`, the **first** detection says what all are: if it has a `bbox`, areas (by which a
/// detection is small, medium or large) are those of the boxes, also where masks are measured, and a mask that is
/// missing is its box; if it has none, boxes and areas are those of the masks.
public struct COCOResults: Sendable {
    /// How many detections there are.
    public var count: Int { scores.count }
    /// Their scores, in the order of the file.
    public let scores: [Double]
    /// The data set that they are for.
    public let truth: COCODataset
    let regions: RegionColumns

    init(scores: [Double], regions: RegionColumns, truth: COCODataset) {
        self.scores = scores
        self.regions = regions
        self.truth = truth
    }

    /// Reads a file; what it reads, boxes or masks, is what was read of the ground truth.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - truth: the data set whose images and categories the detections name.
    ///   - progress: called now and then with the part that is done, in 0...1.
    /// - Throws: `DataFileError` with the place in the file.
    public init(
        contentsOf path: String, for truth: COCODataset, progress: ((Double) -> Void)? = nil
    ) throws(DataFileError) {
        let file = try FileBytes(path: path)
        do throws(Fault) {
            var reader = COCOResultsReader(file, truth, progress)
            self = try reader.read()
        } catch {
            throw file.error(error)
        }
    }

    /// A detection, by its position in the file; its class is the category's number.
    public subscript(_ place: Int) -> Detection {
        Detection(
            regions.boxes[place], score: scores[place], classID: truth.categories[Int(regions.classes[place])].id)
    }

    /// The number of the image that a detection, by its position in the file, is in.
    public func imageID(of place: Int) -> Int { truth.images[Int(regions.images[place])].id }
}
