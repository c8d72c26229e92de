import ConvNet

extension Layer {
    /// Writes the state of the layer and of everything inside to a `.safetensors` or `.npz` file.
    ///
    /// ```swift
    /// try model.save(to: "/tmp/model.safetensors")
    /// ```
    ///
    /// Parameters and running statistics by path, in PyTorch's names and order: PyTorch's own `load_state_dict` takes them.
    ///
    /// - Throws: `FormatError` if the name ends in neither, or it can't be written; an existing file is then as it was.
    public func save(to path: String) throws(FormatError) {
        try NamedArrays(namedState.map { ($0.path, $0.tensor.value) }).save(path)
    }

    /// Sets the state of the layer and of everything inside from a `.safetensors` or `.npz` file.
    ///
    /// Such a file is what `save(to:)` writes, or PyTorch: `safetensors.torch.save_file(model.state_dict(), path)`. Whatever
    /// type it stores becomes `Float`; `StoredArray.tensor` says what is lost. Nothing is set if there is an error.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - strict: Whether names that only one side has are an error. Shapes that differ always are.
    /// - Throws: `FormatError` if it is not such a file or damaged, or with the names that are missing, not expected, or of
    ///   another shape.
    public func load(from path: String, strict: Bool = true) throws(FormatError) {
        let state = try NamedArrays.load(path)
        // A reader lets no name pass twice.
        let values = Dictionary(state.tensors.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
        do {
            try loadState(values, strict: strict)
        } catch {
            throw FormatError(
                file: path, problem: error.description, help: "Load it into the model that it was saved from")
        }
    }
}
