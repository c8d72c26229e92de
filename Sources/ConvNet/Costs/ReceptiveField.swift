/// How much of the image one number of a feature map has seen, for height and width.
///
/// From window to window,
///
///     r ← r + (D(K − 1))·j        the field, in pixels
///     j ← j·S                     the jump: pixels from one number to the next
///
/// starting from r = j = 1. The jump multiplied is the one *before* the window's own stride.
///
/// ```swift
/// ReceptiveField.pixel.through(kernel: 3).through(kernel: 3)              // 5×5: two 3×3 see as much as one 5×5
/// ReceptiveField.pixel.through(kernel: 7, stride: 2).through(kernel: 3)   // 11×11, jump 2×2
/// ```
///
/// It says how far the geometry reaches. Normalisation by the image's own statistics is left out, as usual; global
/// pooling, flattening and attention are not: after them the field is infinite, the whole image.
public struct ReceptiveField: Hashable, Sendable {
    /// The pixels that a number depends on, from first to last; infinite for the whole image.
    public private(set) var height: Double
    /// As `height`, across.
    public private(set) var width: Double
    /// The pixels from one number to the next, down; less than 1 after an upsampling.
    public private(set) var jumpHeight: Double
    /// As `jumpHeight`, across.
    public private(set) var jumpWidth: Double

    /// The image itself: every number has seen itself.
    public static let pixel = ReceptiveField(height: 1, width: 1, jumpHeight: 1, jumpWidth: 1)

    /// After a window.
    public func through(kernel: Size2D, stride: Size2D = 1, dilation: Size2D = 1) -> ReceptiveField {
        ReceptiveField(
            height: height + Double(dilation.height) * Double(kernel.height - 1) * jumpHeight,
            width: width + Double(dilation.width) * Double(kernel.width - 1) * jumpWidth,
            jumpHeight: jumpHeight * Double(stride.height), jumpWidth: jumpWidth * Double(stride.width))
    }

    /// After a transposed window, whose numbers come from up to ⌈(D(K − 1) + 1) / S⌉ neighbours; the jump shrinks by S.
    public func throughTransposed(kernel: Size2D, stride: Size2D = 1, dilation: Size2D = 1) -> ReceptiveField {
        let reach = { (kernel: Int, stride: Int, dilation: Int) in
            (Double(dilation) * Double(kernel - 1) / Double(stride)).rounded(.down)
        }
        return ReceptiveField(
            height: height + reach(kernel.height, stride.height, dilation.height) * jumpHeight,
            width: width + reach(kernel.width, stride.width, dilation.width) * jumpWidth,
            jumpHeight: jumpHeight / Double(stride.height), jumpWidth: jumpWidth / Double(stride.width))
    }

    /// After adaptive pooling, whose windows are H / O cells from each other and up to ⌈H / O⌉ or one more long; one
    /// window is the whole image.
    func throughBins(input: Size2D, output: Size2D) -> ReceptiveField {
        let reach = { (input: Int, output: Int) -> Double in
            guard output > 1 else { return .infinity }
            let longest = (0..<output).map { ((($0 + 1) * input) + output - 1) / output - $0 * input / output }.max()
            return Double((longest ?? 1) - 1)
        }
        return resampled(
            from: input, to: output, reach: (reach(input.height, output.height), reach(input.width, output.width)))
    }

    /// After a change of size, where each new number comes from neighbours up to `reach` cells apart.
    func resampled(
        from input: Size2D, to output: Size2D, reach: (height: Double, width: Double)
    ) -> ReceptiveField {
        ReceptiveField(
            height: height + reach.height * jumpHeight, width: width + reach.width * jumpWidth,
            jumpHeight: jumpHeight * Double(input.height) / Double(output.height),
            jumpWidth: jumpWidth * Double(input.width) / Double(output.width))
    }

    /// After something that looks at every position.
    public var ofWholeImage: ReceptiveField {
        ReceptiveField(height: .infinity, width: .infinity, jumpHeight: jumpHeight, jumpWidth: jumpWidth)
    }

    /// Where branches meet: the larger of each number.
    public func union(_ other: ReceptiveField) -> ReceptiveField {
        ReceptiveField(
            height: max(height, other.height), width: max(width, other.width),
            jumpHeight: max(jumpHeight, other.jumpHeight), jumpWidth: max(jumpWidth, other.jumpWidth))
    }

    /// The field as text: `11`, `3×5` if height and width differ, `all` for the whole image.
    public var sizeText: String { Self.text(height, width) }

    /// The jump as text, as `sizeText`.
    public var jumpText: String { Self.text(jumpHeight, jumpWidth) }

    private static func text(_ height: Double, _ width: Double) -> String {
        let one = { (number: Double) -> String in
            guard number.isFinite else { return "all" }
            return number == number.rounded() && number < 1e15 ? "\(Int(number))" : "\(number)"
        }
        return height == width ? one(height) : "\(one(height))×\(one(width))"
    }
}
