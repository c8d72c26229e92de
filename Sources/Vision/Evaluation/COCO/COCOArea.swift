/// The sizes of objects that COCO tells apart, by their areas in square pixels; both ends belong to a range.
public enum COCOArea: String, CaseIterable, Sendable {
    /// Every size up to 10¹⁰.
    case all
    /// Up to 32².
    case small
    /// From 32² to 96², so that an object of exactly 32² is small and medium.
    case medium
    /// From 96².
    case large

    /// The areas themselves.
    public var range: ClosedRange<Double> {
        switch self {
        case .all: DetectionProtocol.allAreas
        case .small: DetectionProtocol.smallAreas
        case .medium: DetectionProtocol.mediumAreas
        case .large: DetectionProtocol.largeAreas
        }
    }

    /// Its place in the order of `allCases`.
    var index: Int {
        switch self {
        case .all: 0
        case .small: 1
        case .medium: 2
        case .large: 3
        }
    }
}
