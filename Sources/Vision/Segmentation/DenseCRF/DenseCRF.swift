import ConvNet
import Glibc

/// A fully connected conditional random field over an image's pixels, solved by mean field.
///
/// Every pair of pixels prefers equal labels, the more the closer they are and the more alike their colours: isolated
/// wrong pixels give way, and borders move to where the colour changes. The energy of a labelling l is
///
///     E(l) = Σᵢ Uᵢ(lᵢ) + Σ_{i<j} Σₘ μₘ(lᵢ, lⱼ)·kₘ(fᵢ, fⱼ),   k(fᵢ, fⱼ) = exp(−½‖fᵢ − fⱼ‖²)
///
/// where U = −ln p of a classifier, the features f are positions and colours divided by their standard deviations, and
/// μ is a penalty. Mean field approximates the distribution exp(−E) by one that is independent in each pixel:
///
///     Q ← softmax(−U)
///     repeat: Q ← softmax(−U − Σₘ μₘ·(K̃ₘ Q)),   K̃ = D^(−½)·K·D^(−½),  D the row sums of K
///
/// ```swift
/// let crf = try DenseCRF(kernels: [.spatial(deviation: 3, weight: 3), .bilateral(deviation: 40, color: 13, weight: 10)])
/// let unary = try unaryEnergy(labels: noisy, classCount: 2, confidence: 0.7)
/// let cleaned = try crf.meanField(unary: unary, image: photo, iterations: 5).labels
/// ```
///
/// Krähenbühl and Koltun 2011, "Efficient inference in fully connected CRFs with Gaussian edge potentials". As in their
/// program and in pydensecrf, which wraps it, K holds each pixel's 1 for itself (the paper leaves it out) and is
/// normalised symmetrically.
public struct DenseCRF: Hashable, Sendable {
    /// How K·Q is computed.
    public enum Filter: Hashable, Sendable {
        /// Every pair of pixels: time proportional to pixels², for small images and for holding the other against.
        case exact
        /// Along the edges of a permutohedral lattice: time proportional to pixels. An approximation of the Gaussian:
        /// the tests find probabilities 0.001 from the exact ones on average, 0.06 at most, and no label changed.
        case permutohedral
        /// Exact up to `automaticLimit` pixels, then by the lattice.
        case automatic
    }

    /// The most pixels for which `Filter.automatic` is exact: 48×48.
    public static let automaticLimit = 2304

    /// Which pixels prefer equal labels, and how much.
    public var kernels: [PairwiseKernel]
    /// How the kernels are applied.
    public var filter: Filter

    /// A field of these kernels.
    ///
    /// - Throws: `ShapeError` if a deviation is not a positive number, a weight is not a number, or a matrix of
    ///   compatibilities is not square.
    public init(kernels: [PairwiseKernel], filter: Filter = .automatic) throws(ShapeError) {
        for kernel in kernels { try kernel.check() }
        self.kernels = kernels
        self.filter = filter
    }

    /// Runs mean field, and keeps every step.
    ///
    /// - Parameters:
    ///   - unary: U, (L, H, W): the energy of each of L labels in each pixel; see `unaryEnergy`. Finite.
    ///   - image: (C, H, W) with at most 3 channels, in the units of the colour deviations (0…255 for those in use);
    ///     nil if no kernel looks at colours.
    ///   - iterations: 5 to 10 are usual.
    /// - Returns: the distribution before the first iteration and after each.
    /// - Throws: `ShapeError` if the shapes don't fit, a number isn't finite or a deviation is tiny for its feature.
    public func meanField(unary: Tensor, image: Tensor? = nil, iterations: Int) throws(ShapeError) -> MeanFieldTrace {
        let sizes = try DenseCRFSizes(unary: unary, image: image, kernels: kernels, iterations: iterations)
        let usesLattice = filter == .permutohedral || filter == .automatic && sizes.pixels > Self.automaticLimit
        var potentials: [(kernel: PairwiseKernel, filter: NormalizedGaussianFilter)] = []
        for kernel in kernels {
            let features = try kernel.features(image: image, sizes)
            potentials.append(
                (kernel, NormalizedGaussianFilter(features, pixels: sizes.pixels, usesLattice: usesLattice)))
        }
        // Pixel by pixel, the labels of one beside each other.
        let labels = sizes.labels
        let energy = (0..<sizes.pixels * labels).map { place in
            Double(unary.values[place % labels * sizes.pixels + place / labels])
        }
        var q = Self.softmax(energy, labels: labels)
        var steps = [sizes.tensor(q)]
        for _ in 0..<iterations {
            var sum = energy
            for (kernel, filter) in potentials {
                kernel.addMessage(filter(q, channels: labels), labels: labels, to: &sum)
            }
            q = Self.softmax(sum, labels: labels)
            steps.append(sizes.tensor(q))
        }
        return MeanFieldTrace(steps: steps)
    }

    /// exp(−energy), normalised in each pixel.
    private static func softmax(_ energy: [Double], labels: Int) -> [Double] {
        var q = energy
        for first in stride(from: 0, to: energy.count, by: labels) {
            let pixel = first..<first + labels
            let least = energy[pixel].min() ?? 0
            var sum = 0.0
            for place in pixel {
                q[place] = exp(least - energy[place])
                sum += q[place]
            }
            for place in pixel { q[place] /= sum }
        }
        return q
    }
}

/// What mean field did, step by step.
public struct MeanFieldTrace: Equatable, Sendable {
    /// Q before the first iteration, softmax(−U), and after each: (L, H, W), summing to 1 in each pixel.
    public let steps: [Tensor]

    /// Q after the last iteration.
    public var distribution: Tensor { steps[steps.count - 1] }

    /// The most probable label of each pixel after the last iteration.
    public var labels: LabelMap { labels(after: steps.count - 1) }

    /// The most probable label of each pixel after so many iterations; traps if there weren't so many.
    public func labels(after iteration: Int) -> LabelMap {
        // Three axes and at least one label: checked before the first step.
        orTrap { () throws(ShapeError) in try LabelMap(scores: steps[iteration]) }
    }

    /// For each iteration, how many pixels changed their most probable label.
    public var changedPixels: [Int] {
        let maps = steps.indices.map(labels(after:))
        return zip(maps, maps.dropFirst()).map { before, after in
            zip(before.labels, after.labels).count { $0 != $1 }
        }
    }
}

/// The checked sizes of one problem.
struct DenseCRFSizes {
    let labels: Int
    let size: Size2D
    var pixels: Int { size.height * size.width }
    let check: ShapeCheck

    init(unary: Tensor, image: Tensor?, kernels: [PairwiseKernel], iterations: Int) throws(ShapeError) {
        check = ShapeCheck("DenseCRF", ["unary": unary.shape, "image": image?.shape ?? []])
        try check.rank(unary.shape, is: 3, of: "the unary energy", axes: "[L, H, W]")
        try check.require(!unary.shape.contains(0), "L, H and W must be at least 1")
        try check.require(unary.values.allSatisfy(\.isFinite), "every energy must be a finite number")
        try check.require(0...10_000 ~= iterations, "the iterations must be in 0...10000, but are \(iterations)")
        labels = unary.shape[0]
        size = Size2D(unary.shape[1], unary.shape[2])
        for kernel in kernels {
            if case .matrix(let penalties) = kernel.compatibility {
                try check.require(
                    penalties.count == labels,
                    "the compatibilities must be \(labels)×\(labels), for each pair of labels, but have "
                        + "\(penalties.count) rows")
            }
        }
        guard let image else { return }
        try check.rank(image.shape, is: 3, of: "the image", axes: "[C, H, W]")
        try check.require(
            1...3 ~= image.shape[0] && Array(image.shape.dropFirst()) == [size.height, size.width],
            "the image must have 1 to 3 channels and the unary energy's height and width \(size)")
        try check.require(image.values.allSatisfy(\.isFinite), "every pixel must be a finite number")
    }

    /// Numbers pixel by pixel as (L, H, W).
    func tensor(_ numbers: [Double]) -> Tensor {
        let values = (0..<numbers.count).map { Float(numbers[$0 % pixels * labels + $0 / pixels]) }
        return Tensor(shape: [labels, size.height, size.width], values)
    }
}
