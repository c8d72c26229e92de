// What a layer and everything inside it holds, by path: PyTorch's `named_parameters()` and `state_dict()`.

extension Layer {
    /// Every tensor of the layer and of everything inside, by path: `features.0.weight`, `bn1.running_mean`.
    ///
    /// In PyTorch's order: a layer's own before its children's. The paths are those of PyTorch's `state_dict()`, but
    /// for `num_batches_tracked`, a counter that nothing here reads.
    public var namedState: [(path: String, tensor: StateTensor)] {
        state.map { ($0.name, $0) }
            + children.flatMap { child in
                child.layer.namedState.map { (joinedPath(child.name, $0.path), $0.tensor) }
            }
    }

    /// What is learnt, by path.
    public var namedParameters: [(path: String, parameter: Parameter)] {
        namedState.compactMap { path, tensor in (tensor as? Parameter).map { (path, $0) } }
    }

    /// What is learnt, by the layer and by everything inside.
    public var parameters: [Parameter] { namedParameters.map(\.parameter) }

    /// Learnable numbers, frozen ones included; running statistics are not learnt.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

    /// Learnable numbers that aren't frozen.
    public var trainableParameterCount: Int { parameters.reduce(0) { $0 + ($1.isFrozen ? 0 : $1.count) } }

    /// Freezes every parameter: its gradient is no longer computed, and an optimiser leaves it as it is.
    ///
    /// Running statistics still move while `isTraining`.
    public func freeze() { for parameter in parameters { parameter.isFrozen = true } }

    /// The opposite of `freeze()`.
    public func unfreeze() { for parameter in parameters { parameter.isFrozen = false } }

    /// Whether a gradient has anything to do in here: some parameter isn't frozen.
    var learns: Bool {
        state.contains { ($0 as? Parameter)?.isFrozen == false } || children.contains { $0.layer.learns }
    }

    /// The values of every tensor by path, for saving.
    public var stateDictionary: [String: Tensor] {
        Dictionary(namedState.map { ($0.path, $0.tensor.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Sets every tensor from `values` by path; sets nothing if there is an error.
    ///
    /// - Parameters:
    ///   - values: A tensor a path, as `stateDictionary` gives them. Paths that end in `num_batches_tracked`, which
    ///     PyTorch writes, are left out of account.
    ///   - strict: Whether paths that only one side has are an error. Shapes that differ always are.
    /// - Throws: `StateError` with every path that doesn't fit.
    public func loadState(_ values: [String: Tensor], strict: Bool = true) throws(StateError) {
        let own = namedState
        let known = Set(own.map(\.path))
        let error = StateError(
            missing: strict ? own.map(\.path).filter { values[$0] == nil } : [],
            unexpected: strict
                ? values.keys.filter { !known.contains($0) && !$0.hasSuffix("num_batches_tracked") }.sorted() : [],
            mismatched: own.compactMap { path, tensor in
                guard let value = values[path], value.shape != tensor.shape else { return nil }
                return StateError.Mismatch(path: path, expected: tensor.shape, given: value.shape)
            })
        guard error.isEmpty else { throw error }
        for (path, tensor) in own {
            if let value = values[path] { tensor.value = value }
        }
    }
}

/// Values that don't fit a layer's state, with every path that is wrong.
public struct StateError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A tensor of another shape than the layer's.
    public struct Mismatch: Equatable, Sendable {
        /// Where, such as `features.0.weight`.
        public let path: String
        /// The layer's shape.
        public let expected: [Int]
        /// The shape of what was to be loaded.
        public let given: [Int]
    }

    /// The layer's paths that have no value.
    public let missing: [String]
    /// The values' paths that the layer doesn't have.
    public let unexpected: [String]
    /// Where the shapes differ.
    public let mismatched: [Mismatch]

    var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && mismatched.isEmpty }

    /// A line a kind, with the first few paths of each.
    public var description: String {
        var lines: [String] = []
        let list = { (paths: [String]) in
            paths.prefix(5).joined(separator: ", ") + (paths.count > 5 ? " and \(paths.count - 5) more" : "")
        }
        if !missing.isEmpty { lines.append("the layer's state has no value for \(list(missing))") }
        if !unexpected.isEmpty { lines.append("the layer has no \(list(unexpected))") }
        if !mismatched.isEmpty {
            let texts = mismatched.map { "\($0.path) is \($0.expected), but the value is \($0.given)" }
            lines.append("the shapes differ: \(list(texts))")
        }
        return lines.joined(separator: "\n")
    }
}
