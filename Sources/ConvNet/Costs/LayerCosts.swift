/// What one layer costs: a row of a cost sheet.
public struct LayerCosts: Hashable, Sendable {
    /// Where, such as `layer1.0.conv1`; empty for a model that is one layer.
    public let path: String
    /// The layer's type, such as `Conv2d`.
    public let type: String
    /// The shape that goes in.
    public let inputShape: [Int]
    /// The shape that comes out.
    public let outputShape: [Int]
    /// Learnable numbers, frozen ones included.
    public let parameters: Int
    /// Those of them that aren't frozen.
    public let trainableParameters: Int
    /// Multiplications, each with its addition, of one forward pass.
    public let macs: Int
    /// What one number of the result has seen of the image.
    public let receptiveField: ReceptiveField

    /// 2·MACs: a multiplication and an addition are two floating-point operations.
    public var flops: Int { 2 * macs }

    init(
        path: String, layer: any Layer, parameters: [StateTensor], _ input: Signal, _ output: Signal, macs: Int
    ) {
        let learnt = parameters.compactMap { $0 as? Parameter }
        self.path = path
        type = layer.typeName
        inputShape = input.shape
        outputShape = output.shape
        self.parameters = learnt.reduce(0) { $0 + $1.count }
        trainableParameters = learnt.reduce(0) { $0 + ($1.isFrozen ? 0 : $1.count) }
        self.macs = macs
        receptiveField = output.field
    }
}
