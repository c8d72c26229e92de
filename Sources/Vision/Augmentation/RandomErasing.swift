import ConvNet
import Glibc

extension AnnotatedImage {
    /// The image with a rectangle of one value: what is hidden must be guessed from the rest.
    ///
    /// Boxes and masks stay: the object is still there, behind it. The part of the rectangle outside the image counts
    /// for nothing.
    public func erased(top: Int, left: Int, _ rectangle: Size2D, value: Float = 0) -> AnnotatedImage {
        func range(_ first: Int, _ count: Int, _ limit: Int) -> Range<Int> {
            let (end, overflow) = first.addingReportingOverflow(max(count, 0))
            let lower = min(max(first, 0), limit)
            return lower..<max(lower, overflow ? limit : min(end, limit))
        }
        let (rows, columns) = (range(top, rectangle.height, size.height), range(left, rectangle.width, size.width))
        var values = image.values
        for channel in 0..<image.shape[0] {
            for row in rows {
                for column in columns { values[(channel * size.height + row) * size.width + column] = value }
            }
        }
        return replacing(Tensor(shape: image.shape, values))
    }

    /// Cutout: a square of `side` pixels around a pixel that is drawn evenly, as far as it is inside.
    ///
    /// DeVries and Taylor 2017, "Improved regularization of convolutional neural networks with cutout".
    public func cutout(side: Int, value: Float = 0, using random: inout SeededGenerator) -> AnnotatedImage {
        let (row, column) = (random.below(size.height), random.below(size.width))
        return erased(top: row - max(side, 0) / 2, left: column - max(side, 0) / 2, Size2D(max(side, 0)), value: value)
    }

    /// Random erasing: a rectangle of drawn area and shape, wholly inside.
    ///
    /// With the `probability`, up to ten times: an area is drawn evenly from `area` (fractions of the image), a ratio
    /// height / width evenly in its logarithm from `ratio`; the first rectangle smaller than the image is put somewhere.
    /// Zhong et al. 2020, "Random erasing data augmentation"; the defaults are torchvision's.
    public func randomlyErased(
        probability: Double = 0.5, area: ClosedRange<Double> = 0.02...0.33, ratio: ClosedRange<Double> = 0.3...3.3,
        value: Float = 0, using random: inout SeededGenerator
    ) -> AnnotatedImage {
        guard random.unit() < probability else { return self }
        let pixels = Double(size.height * size.width)
        for _ in 0..<10 {
            let part = area.lowerBound + (area.upperBound - area.lowerBound) * random.unit()
            let (low, high) = (log(ratio.lowerBound), log(ratio.upperBound))
            let shape = exp(low + (high - low) * random.unit())
            let (height, width) = ((pixels * part * shape).squareRoot(), (pixels * part / shape).squareRoot())
            guard height < Double(size.height) - 0.5, width < Double(size.width) - 0.5 else { continue }
            let rectangle = Size2D(Int(height.rounded()), Int(width.rounded()))
            return erased(
                top: random.below(size.height - rectangle.height + 1),
                left: random.below(size.width - rectangle.width + 1), rectangle, value: value)
        }
        return self
    }
}
