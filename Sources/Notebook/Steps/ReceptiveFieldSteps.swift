import ConvNet
import Display

extension [Figure.Step] {
    /// How the receptive field of one number grows, layer by layer.
    ///
    /// Each cell holds the number of paths from that pixel to the one number: the gradient through layers whose weights
    /// are all 1.
    ///
    ///     figure(steps: .receptiveField([("畳み込み", kernel: 3, stride: 1), ("プーリング", kernel: 2, stride: 2)]), …)
    ///
    /// Traps on a kernel or stride below 1, and if the field is larger than 64 pixels.
    ///
    /// - Parameter layers: From the image on; pooling counts like a convolution.
    /// - Returns: A step for the pixel itself and one for each layer; the last one shows the whole field.
    public static func receptiveField(_ layers: [(name: String, kernel: Int, stride: Int)]) -> [Figure.Step] {
        var fields = [ReceptiveField.pixel]
        for layer in layers {
            orTrap { () throws(ShapeError) in
                try ShapeCheck("receptiveField", ["kernel": [layer.kernel], "stride": [layer.stride]]).require(
                    1...mostPixels ~= layer.kernel && 1...mostPixels ~= layer.stride,
                    "kernel and stride must be 1 to \(mostPixels)")
                let next = fields[fields.count - 1].through(kernel: Size2D(layer.kernel), stride: Size2D(layer.stride))
                try ShapeCheck("receptiveField", ["kernel": [layer.kernel]]).require(
                    next.height <= Double(mostPixels), "the field must be at most \(mostPixels) pixels")
                fields.append(next)
            }
        }
        let side = Int(fields[layers.count].height)
        return fields.indices.map { depth in
            let paths = paths(through: Array<(name: String, kernel: Int, stride: Int)>(layers.prefix(depth)))
            let reach = paths.shape[2]
            let start = (side - reach) / 2
            var image = Tensor.zeros([side, side])
            for row in 0..<reach {
                for column in 0..<reach { image[start + row, start + column] = paths[0, 0, row, column] }
            }
            return Figure.Step(
                caption: caption(depth == 0 ? nil : layers[depth - 1], fields, depth),
                panels: [
                    .grid(
                        image, title: "\(fields[depth].sizeText)×\(fields[depth].sizeText)", showsValues: side <= 12,
                        regions: [StepParts.window(start, start, Size2D(reach))])
                ])
        }
    }

    private static var mostPixels: Int { 64 }

    /// The gradient of one number of the last layer for the image, all weights being 1.
    private static func paths(through layers: [(name: String, kernel: Int, stride: Int)]) -> Tensor {
        layers.reversed().reduce(Tensor.ones([1, 1, 1, 1])) { reach, layer in
            let side = (reach.shape[2] - 1) * layer.stride + layer.kernel
            return conv2dBackward(
                reach, input: Tensor.zeros([1, 1, side, side]),
                weight: Tensor.ones([1, 1, layer.kernel, layer.kernel]),
                stride: Size2D(layer.stride)
            ).input
        }
    }

    private static func caption(
        _ layer: (name: String, kernel: Int, stride: Int)?, _ fields: [ReceptiveField], _ depth: Int
    ) -> String {
        guard let layer else { return "入力の 1 画素：r = 1、j = 1" }
        let (before, after) = (fields[depth - 1], fields[depth])
        return "\(layer.name)（K=\(layer.kernel)、S=\(layer.stride)）の後："
            + "r = \(before.sizeText) + (\(layer.kernel) − 1)×\(before.jumpText) = \(after.sizeText)、"
            + "j = \(before.jumpText)×\(layer.stride) = \(after.jumpText)"
    }
}
