/// A network's costs, layer by layer, found from shapes alone: nothing is run, and no weight is made.
///
/// ```swift
/// let sheet = try summary(of: vgg16(), input: [1, 3, 224, 224])
/// sheet.parameters         // 138357544
/// sheet.macs               // 15470264320
/// print(sheet)             // the table
/// ```
public struct CostSheet: Hashable, Sendable, CustomStringConvertible {
    /// The shape that goes in.
    public let inputShape: [Int]
    /// The shape that comes out.
    public let outputShape: [Int]
    /// A row a layer, in the order in which a pass meets them.
    ///
    /// What is made of layers has no row but its parts', unless it has parameters of its own.
    public let rows: [LayerCosts]

    /// Learnable numbers in all.
    public var parameters: Int { rows.reduce(0) { $0 + $1.parameters } }

    /// Those of them that aren't frozen.
    public var trainableParameters: Int { rows.reduce(0) { $0 + $1.trainableParameters } }

    /// Multiplications, each with its addition, of one forward pass.
    public var macs: Int { rows.reduce(0) { $0 + $1.macs } }

    /// 2·MACs.
    public var flops: Int { 2 * macs }

    /// The row of a path, if there is one.
    public subscript(_ path: String) -> LayerCosts? { rows.first { $0.path == path } }

    /// The table as text, with the totals below it.
    ///
    /// ```text
    /// layer      type       output             parameters     MACs  field  jump
    /// conv1      Conv2d     [1, 6, 24, 24]            156   86,400      5     1
    /// ```
    public var description: String {
        let header = ["layer", "type", "output", "parameters", "MACs", "field", "jump"]
        let lines =
            [header]
            + rows.map { row in
                [
                    row.path, row.type, "\(row.outputShape)", grouped(row.parameters), grouped(row.macs),
                    row.receptiveField.sizeText, row.receptiveField.jumpText,
                ]
            }
        let widths = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        let table = lines.map { cells in
            cells.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - cells[column].count)
                return column < 3 ? cells[column] + space : space + cells[column]
            }.joined(separator: "  ")
        }
        let frozen = parameters - trainableParameters
        let totals = [
            "input \(inputShape) → output \(outputShape)",
            "parameters \(grouped(parameters))" + (frozen > 0 ? ", \(grouped(frozen)) of them frozen" : ""),
            "MACs \(grouped(macs)) (FLOPs = 2·MACs = \(grouped(flops)))",
        ]
        return (table + totals).joined(separator: "\n")
    }
}

/// What `model` costs for an input of this shape, layer by layer: a cost sheet.
///
/// MACs are for the whole batch: N = 1 gives those of one image. Parameters don't depend on the input. Shapes are asked
/// for as in evaluation, whatever mode the layers are in (and stay in): a single pixel of a single image is too little
/// for batch normalisation to train with, but costs something.
///
/// - Throws: `ShapeError` if a layer can't take what reaches it; it names the layer by path and type.
public func summary(of model: any Layer, input shape: [Int]) throws(ShapeError) -> CostSheet {
    try inEvaluationMode(model) { () throws(ShapeError) in
        var trace = Trace()
        let output = try trace.pass(Signal(shape: shape), through: model)
        return CostSheet(inputShape: shape, outputShape: output.shape, rows: trace.rows)
    }
}

/// 1,234,567.
private func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
        if place > 0, place % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return String(text.reversed())
}
