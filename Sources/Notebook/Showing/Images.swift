import ConvNet
import Vision

extension Panel {
    /// A tensor as a colour or grey image, with boxes over it.
    ///
    ///     figure(.image(photo, title: "検出", outlines: [Raster.Outline(box, label: "犬 0.9")]), caption: "…", alt: "…")
    ///
    /// Traps unless the tensor is (H, W), (C, H, W) or (1, C, H, W) with 1 or 3 channels and something in it.
    ///
    /// - Parameters:
    ///   - tensor: The pixels; NaN is black.
    ///   - title: Written above.
    ///   - range: What is black and what is white. Nil: 0…1 if all numbers are in it, else 0…255 if all are, else from
    ///     the smallest to the largest, as after standardising.
    ///   - outlines: Drawn over it, in pixels of the image.
    /// - Returns: A panel of a figure.
    public static func image(
        _ tensor: Tensor, title: String = "", range: ClosedRange<Float>? = nil, outlines: [Raster.Outline] = []
    ) -> Panel {
        let shape = Array(repeating: 1, count: max(0, 3 - tensor.rank)) + tensor.shape
        let size = orTrap { () throws(ShapeError) in
            let check = ShapeCheck("Panel.image", ["tensor": tensor.shape])
            try check.require(
                2...4 ~= tensor.rank && shape.dropLast(3).allSatisfy { $0 == 1 }
                    && [1, 3].contains(shape[shape.count - 3])
                    && tensor.count > 0,
                "an image must be [H, W], [C, H, W] or [1, C, H, W] with 1 or 3 channels and at least one pixel")
            return Size2D(shape[shape.count - 2], shape[shape.count - 1])
        }
        let range = range ?? naturalRange(of: tensor)
        let width = range.upperBound - range.lowerBound
        let plane = size.height * size.width
        let step = tensor.count == plane ? 0 : plane
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * plane)
        for pixel in 0..<plane {
            for channel in 0..<3 {
                let part = width > 0 ? (tensor.values[channel * step + pixel] - range.lowerBound) / width : 0.5
                bytes.append(part.isNaN ? 0 : UInt8((min(max(part, 0), 1) * 255).rounded()))
            }
        }
        return .image(
            Raster(title: title, width: size.width, height: size.height, pixels: bytes, outlines: outlines))
    }

    private static func naturalRange(of tensor: Tensor) -> ClosedRange<Float> {
        let finite = tensor.values.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return 0...1 }
        if low >= 0, high <= 1 { return 0...1 }
        return low >= 0 && high <= 255 ? 0...255 : low...high
    }
}

extension Raster.Outline {
    /// A box of the library over an image.
    public init(_ box: Box, label: String = "", group: Int = 0) {
        self.init(x1: box.x1, y1: box.y1, x2: box.x2, y2: box.y2, label: label, group: group)
    }

    /// A detection, labelled by its class's name, if there is one, and its score.
    public init(_ detection: Detection, names: [String] = [], group: Int = 0) {
        let name = names.indices.contains(detection.classID) ? names[detection.classID] + " " : ""
        self.init(detection.box, label: name + ValueText.number((detection.score * 100).rounded() / 100), group: group)
    }
}

extension NMSTrace {
    /// The boxes of all detections for drawing: those kept drawn through, with position and score; those dropped
    /// dashed, with position, score and the position of the one that suppressed them.
    ///
    /// - Parameter detections: those that the trace is of, in the same order.
    /// - Returns: the dropped ones first, so that they are drawn below.
    public func outlines(_ detections: [Detection]) -> [Raster.Outline] {
        var (below, above): ([Raster.Outline], [Raster.Outline]) = ([], [])
        for step in steps.reversed() where detections.indices.contains(step.index) {
            let label = "\(step.index): \(ValueText.number((step.score * 100).rounded() / 100))"
            switch step.fate {
            case .kept: above.append(Raster.Outline(detections[step.index].box, label: label, group: 0))
            case .dropped(let surer, _):
                below.append(Raster.Outline(detections[step.index].box, label: "\(label) ×\(surer)", group: 1))
            }
        }
        return below + above
    }

    /// A panel for each detection that was kept, in order: itself, those that it suppressed (dashed), and those kept
    /// before it (dotted).
    ///
    /// - Parameters:
    ///   - image: As for `Panel.image`.
    ///   - detections: those that the trace is of, in the same order.
    /// - Returns: as many panels as detections were kept.
    public func panels(over image: Tensor, _ detections: [Detection]) -> [Panel] {
        kept.indices.map { panel(turn: $0, over: image, detections, title: "\($0 + 1)") }
    }

    /// What happens when the detection that is kept at this turn is looked at.
    func panel(turn: Int, over image: Tensor, _ detections: [Detection], title: String = "") -> Panel {
        let index = kept[turn]
        return .image(
            image, title: title,
            outlines: outlines(detections, for: Set(kept.prefix(turn)), group: 2)
                + outlines(detections, for: Set(dropped(by: index)), group: 1)
                + outlines(detections, for: [index], group: 0))
    }

    func outlines(_ detections: [Detection], for positions: Set<Int>, group: Int) -> [Raster.Outline] {
        positions.sorted().filter(detections.indices.contains).map { position in
            let score = ValueText.number((detections[position].score * 100).rounded() / 100)
            return Raster.Outline(detections[position].box, label: "\(position): \(score)", group: group)
        }
    }
}
