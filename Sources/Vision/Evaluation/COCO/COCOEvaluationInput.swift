/// What is evaluated, as columns.
struct COCOEvaluationInput: Sendable {
    let truths: RegionColumns
    let isCrowd: [Bool]
    let detections: RegionColumns
    let scores: [Double]
    let region: COCORegion
    let classCount: Int
    let imageCount: Int
    /// The object whose match counts for nothing; −1 for none.
    ///
    /// pycocotools marks what is found by its annotation's number, and 0 is its mark for nothing.
    let neverFound: Int32
    /// The boxes around the masks; empty where boxes are measured.
    private let truthHulls: [Box]
    private let detectionHulls: [Box]

    init(
        truths: RegionColumns, isCrowd: [Bool], detections: RegionColumns, scores: [Double], region: COCORegion,
        classCount: Int, imageCount: Int, neverFound: Int32 = -1
    ) {
        self.truths = truths
        self.isCrowd = isCrowd
        self.detections = detections
        self.scores = scores
        self.region = region
        self.classCount = classCount
        self.imageCount = imageCount
        self.neverFound = neverFound
        truthHulls = truths.masks.map(\.boundingBox)
        detectionHulls = detections.masks.map(\.boundingBox)
    }

    /// By how much a detection overlaps an object: of a crowd's, by the part of the detection in it.
    func overlap(_ detection: Int, _ truth: Int) -> Double {
        if region == .boxes {
            let (mine, other) = (detections.boxes[detection], truths.boxes[truth])
            return isCrowd[truth] ? mine.coverage(by: other) : other.iou(mine)
        }
        // Most masks are not even near each other.
        let hull = detectionHulls[detection].intersection(truthHulls[truth])
        guard hull.width > 0, hull.height > 0 else { return 0 }
        let mask = detections.masks[detection]
        let (shared, union) = mask.overlap(truths.masks[truth])
        return shared == 0 ? 0 : Double(shared) / Double(isCrowd[truth] ? mask.area : union)
    }
}

extension COCOEvaluationInput {
    /// Boxes and objects in memory; classes are positions in `classIDs`, which are ascending.
    init(_ images: [EvaluationImage], classIDs: [Int]) {
        let index = Dictionary(uniqueKeysWithValues: zip(classIDs, Int32(0)...))
        var (truths, detections) = (RegionColumns(), RegionColumns())
        var (isCrowd, scores) = ([Bool](), [Double]())
        for (number, image) in zip(Int32(0)..., images) {
            for truth in image.truths {
                truths.append(truth.box, area: truth.area, image: number, classIndex: index[truth.classID] ?? 0)
                isCrowd.append(truth.isCrowd)
            }
            for detection in image.detections {
                detections.append(
                    detection.box, area: detection.box.area, image: number, classIndex: index[detection.classID] ?? 0)
                scores.append(detection.score)
            }
        }
        self.init(
            truths: truths, isCrowd: isCrowd, detections: detections, scores: scores, region: .boxes,
            classCount: classIDs.count, imageCount: images.count)
    }
}
