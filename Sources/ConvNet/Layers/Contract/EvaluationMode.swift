/// Runs `body` with the network in evaluation mode, then gives every layer the mode it had.
func inEvaluationMode<Result, Failure: Error>(
    _ model: any Layer, _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
    let before = model.leaves.map { ($0, $0.isTraining) }
    model.isTraining = false
    defer { for (layer, isTraining) in before { layer.isTraining = isTraining } }
    return try body()
}

extension Layer {
    /// The layers that have no layers inside, this one if it is one.
    fileprivate var leaves: [any Layer] {
        children.isEmpty ? [self] : children.flatMap { $0.layer.leaves }
    }
}
