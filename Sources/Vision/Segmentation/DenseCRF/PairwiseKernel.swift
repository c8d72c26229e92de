import ConvNet
import Glibc

/// One reason for which two pixels prefer equal labels.
public struct PairwiseKernel: Hashable, Sendable {
    /// What it costs that two pixels, which the kernel ties with 1, have the labels l and l′.
    public enum Compatibility: Hashable, Sendable {
        /// The weight for two different labels, nothing for equal ones.
        ///
        /// (pydensecrf counts −weight for equal ones instead: the same up to a number that all labels share.)
        case potts(weight: Double)
        /// μ[l][l′]: so that sky and cloud may be confused for less than sky and road. What is used is the mean of μ
        /// and its transpose, as in pydensecrf.
        case matrix([[Double]])
    }

    /// The standard deviation of the row, in pixels.
    public var vertical: Double
    /// The standard deviation of the column, in pixels.
    public var horizontal: Double
    /// The standard deviation of each colour channel, in the image's units; nil if colours don't matter.
    public var color: Double?
    /// What differing labels cost.
    public var compatibility: Compatibility

    /// Neighbours: smooths, whatever the image shows.
    ///
    /// Features y/θγ, x/θγ.
    public static func spatial(deviation: Double, weight: Double) -> PairwiseKernel {
        PairwiseKernel(vertical: deviation, horizontal: deviation, color: nil, compatibility: .potts(weight: weight))
    }

    /// Pixels of about the same colour, near enough.
    ///
    /// Features y/θα, x/θα and each channel/θβ.
    public static func bilateral(deviation: Double, color: Double, weight: Double) -> PairwiseKernel {
        PairwiseKernel(vertical: deviation, horizontal: deviation, color: color, compatibility: .potts(weight: weight))
    }

    /// A kernel by its parts; `color` nil leaves colours out.
    public init(vertical: Double, horizontal: Double, color: Double?, compatibility: Compatibility) {
        self.vertical = vertical
        self.horizontal = horizontal
        self.color = color
        self.compatibility = compatibility
    }

    func check() throws(ShapeError) {
        let check = ShapeCheck("PairwiseKernel", [:])
        for number in [vertical, horizontal, color ?? 1] {
            try check.require(
                number > 0 && number.isFinite, "a standard deviation must be above 0, but is \(number)")
        }
        switch compatibility {
        case .potts(let weight): try check.require(weight.isFinite, "the weight must be a number, but is \(weight)")
        case .matrix(let penalties):
            try check.require(
                penalties.allSatisfy { row in row.count == penalties.count && row.allSatisfy(\.isFinite) },
                "the compatibilities must be a square of numbers, but have \(penalties.count) rows of "
                    + "\(penalties.map(\.count))")
        }
    }

    /// The features of each pixel, one pixel after the other.
    func features(image: Tensor?, _ sizes: DenseCRFSizes) throws(ShapeError) -> [Double] {
        var features: [Double] = []
        let channels = color == nil ? 0 : image?.shape[0] ?? 0
        try sizes.check.require(color == nil || image != nil, "a kernel of colours needs an image")
        features.reserveCapacity(sizes.pixels * (2 + channels))
        for y in 0..<sizes.size.height {
            for x in 0..<sizes.size.width {
                features += [Double(x) / horizontal, Double(y) / vertical]
                for channel in 0..<channels {
                    let place = (channel * sizes.size.height + y) * sizes.size.width + x
                    features.append(Double(image?.values[place] ?? 0) / (color ?? 1))
                }
            }
        }
        // Lattice points are whole numbers; beyond this, they would no longer be exact.
        try sizes.check.require(
            features.allSatisfy { abs($0) <= 1e6 },
            "positions and colours must be at most a million standard deviations, but the deviations are "
                + "\(vertical), \(horizontal) and \(color.map { "\($0)" } ?? "none")")
        return features
    }

    /// Adds μ·(K̃Q) to the energies; both pixel by pixel.
    func addMessage(_ filtered: [Double], labels: Int, to energy: inout [Double]) {
        switch compatibility {
        case .potts(let weight):
            for place in energy.indices { energy[place] -= weight * filtered[place] }
        case .matrix(let penalties):
            for first in stride(from: 0, to: energy.count, by: labels) {
                for a in 0..<labels {
                    for b in 0..<labels {
                        energy[first + a] += (penalties[a][b] + penalties[b][a]) / 2 * filtered[first + b]
                    }
                }
            }
        }
    }
}

/// U = −ln p: the energies of a classifier's probabilities.
///
/// - Parameters:
///   - probabilities: (L, H, W).
///   - least: probabilities below this count as this, so that no energy is infinite.
/// - Returns: (L, H, W).
public func unaryEnergy(probabilities: Tensor, least: Float = 1e-5) -> Tensor {
    probabilities.map { Float(-log(Double(max($0, least)))) }
}

/// The energies of a labelling that is right with probability `confidence`, the other labels being equally likely.
///
///     U(l) = −ln confidence,  U(others) = −ln((1 − confidence) / (L − 1))
///
/// Labels outside 0..<L are unknown: every label is equally likely there. pydensecrf's `unary_from_labels`.
///
/// - Returns: (L, H, W).
/// - Throws: `ShapeError` unless there are at least two classes and the confidence is between 0 and 1, both excluded.
public func unaryEnergy(labels: LabelMap, classCount: Int, confidence: Double) throws(ShapeError) -> Tensor {
    let check = ShapeCheck("unaryEnergy", ["labels": [labels.size.height, labels.size.width]])
    try check.require(classCount >= 2, "there must be at least 2 classes, but there are \(classCount)")
    try check.require(
        confidence > 0 && confidence < 1, "the confidence must be between 0 and 1, but is \(confidence)")
    try check.count([classCount, labels.size.height, labels.size.width], of: "the energy")
    let right = -log(confidence)
    let wrong = -log((1 - confidence) / Double(classCount - 1))
    let unknown = log(Double(classCount))
    var values: [Float] = []
    for label in 0..<classCount {
        values += labels.labels.map { 0..<classCount ~= $0 ? Float($0 == label ? right : wrong) : Float(unknown) }
    }
    return Tensor(shape: [classCount, labels.size.height, labels.size.width], values)
}
