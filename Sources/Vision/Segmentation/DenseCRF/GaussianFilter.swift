import Glibc

/// D^(−½)·K·D^(−½) times a vector for each channel, with K the Gaussian of the features and D its row sums.
struct NormalizedGaussianFilter {
    private enum Method {
        case pairs(GaussianPairs)
        case lattice(PermutohedralLattice)
    }

    private let method: Method
    private let pixels: Int
    /// D^(−½).
    private var scale: [Double]

    /// A filter of pixels by their features: those of the first pixel, then those of the second, and so on.
    init(_ features: [Double], pixels: Int, usesLattice: Bool) {
        let dimensions = features.count / max(pixels, 1)
        method =
            usesLattice
            ? .lattice(PermutohedralLattice(features, dimensions: dimensions))
            : .pairs(GaussianPairs(features, dimensions: dimensions))
        self.pixels = pixels
        scale = []
        scale = plain([Double](repeating: 1, count: pixels), channels: 1).map { 1 / ($0 + 1e-20).squareRoot() }
    }

    /// The values filtered: pixel by pixel, the channels of one beside each other.
    func callAsFunction(_ values: [Double], channels: Int) -> [Double] {
        var scaled = values
        for place in scaled.indices { scaled[place] *= scale[place / channels] }
        var result = plain(scaled, channels: channels)
        for place in result.indices { result[place] *= scale[place / channels] }
        return result
    }

    private func plain(_ values: [Double], channels: Int) -> [Double] {
        switch method {
        case .pairs(let pairs): pairs.filter(values, channels: channels)
        case .lattice(let lattice): lattice.filter(values, channels: channels)
        }
    }
}

/// K·v by its definition: kᵢⱼ = exp(−½‖fᵢ − fⱼ‖²) for every pair.
struct GaussianPairs {
    /// Of small images the kernel is kept, row by row: it is asked for in every iteration.
    private static let mostKept = 1 << 22

    private let features: [Double]
    private let dimensions: Int
    private let pixels: Int
    private var kept: [Double] = []

    init(_ features: [Double], dimensions: Int) {
        self.features = features
        self.dimensions = dimensions
        pixels = dimensions == 0 ? 0 : features.count / dimensions
        if pixels * pixels <= Self.mostKept {
            var all: [Double] = []
            all.reserveCapacity(pixels * pixels)
            var row = [Double](repeating: 0, count: pixels)
            for i in 0..<pixels {
                fill(&row, for: i)
                all += row
            }
            kept = all
        }
    }

    private func fill(_ row: inout [Double], for i: Int) {
        features.withUnsafeBufferPointer { features in
            for j in 0..<pixels {
                var square = 0.0
                for dimension in 0..<dimensions {
                    let difference = features[i * dimensions + dimension] - features[j * dimensions + dimension]
                    square += difference * difference
                }
                row[j] = exp(-0.5 * square)
            }
        }
    }

    func filter(_ values: [Double], channels: Int) -> [Double] {
        var result = [Double](repeating: 0, count: values.count)
        var row = [Double](repeating: 0, count: pixels)
        for i in 0..<pixels {
            if kept.isEmpty { fill(&row, for: i) }
            let start = kept.isEmpty ? 0 : i * pixels
            (kept.isEmpty ? row : kept).withUnsafeBufferPointer { kernel in
                for j in 0..<pixels {
                    let weight = kernel[start + j]
                    for channel in 0..<channels {
                        result[i * channels + channel] += weight * values[j * channels + channel]
                    }
                }
            }
        }
        return result
    }
}
