import ConvNet

/// Arrays by name, in order: what an NPZ or safetensors file holds, and what a model's state dictionary is.
///
/// ```swift
/// let vectors = try NamedArrays.loadNPZ("data/vectors.npz")
/// let x = try vectors.tensor("x")
/// let labels = try vectors.array("labels").integers()
///
/// try NamedArrays([("weight", weight), ("bias", bias)]).save("/tmp/layer.safetensors")
/// ```
public struct NamedArrays: Sendable {
    /// An array and what it is called.
    public struct Entry: Equatable, Sendable {
        /// Its key in the file.
        public let name: String
        /// Its numbers.
        public let array: StoredArray

        /// An array by name.
        public init(name: String, array: StoredArray) {
            self.name = name
            self.array = array
        }
    }

    /// All of them, in the order of the file.
    public let entries: [Entry]
    /// Texts that a safetensors file carries beside its tensors; empty for other formats.
    public let metadata: [String: String]
    /// Where they came from, for messages.
    let file: String

    init(entries: [Entry], metadata: [String: String] = [:], file: String) {
        self.entries = entries
        self.metadata = metadata
        self.file = file
    }

    /// Arrays by name.
    ///
    /// Whether the names are fit for a file is checked when they are saved.
    public init(_ entries: [Entry], metadata: [String: String] = [:]) {
        self.init(entries: entries, metadata: metadata, file: "NamedArrays")
    }

    /// Tensors by name: a state dictionary.
    public init(_ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:]) {
        self.init(tensors.map { Entry(name: $0.name, array: StoredArray($0.tensor)) }, metadata: metadata)
    }

    /// The names, in order.
    public var names: [String] { entries.map(\.name) }

    /// Every array as a tensor, in order; `StoredArray.tensor` says what is lost.
    public var tensors: [(name: String, tensor: Tensor)] { entries.map { ($0.name, $0.array.tensor) } }

    /// The array of that name.
    ///
    /// - Throws: `FormatError` with the names that there are, if there is none.
    public func array(_ name: String) throws(FormatError) -> StoredArray {
        guard let entry = entries.first(where: { $0.name == name }) else {
            throw FormatError(
                file: file, problem: "there is no array \"\(name)\"",
                help: "It has \(NamedArrays.list(names))")
        }
        return entry.array
    }

    /// The array of that name as a tensor; `StoredArray.tensor` says what is lost.
    ///
    /// - Throws: `FormatError` with the names that there are, if there is none.
    public func tensor(_ name: String) throws(FormatError) -> Tensor { try array(name).tensor }

    private static func list(_ names: [String]) -> String {
        let limit = 20
        guard !names.isEmpty else { return "none" }
        let shown = names.prefix(limit).joined(separator: ", ")
        return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
    }
}

// MARK: - Files by their extension

extension NamedArrays {
    /// Reads `.npz` or `.safetensors`, as the name says.
    ///
    /// - Throws: `FormatError` if the name ends in neither, or the file is not what it says.
    public static func load(_ path: String) throws(FormatError) -> NamedArrays {
        if path.hasSuffix(".npz") { return try loadNPZ(path) }
        if path.hasSuffix(".safetensors") { return try loadSafetensors(path) }
        throw unknown(path)
    }

    /// Writes `.npz` (stored) or `.safetensors`, as the name says.
    ///
    /// - Throws: `FormatError` if the name ends in neither, a name is given twice or is unfit for a file, or the file
    ///   can't be written; an existing one is then as it was.
    public func save(_ path: String) throws(FormatError) {
        if path.hasSuffix(".npz") { return try saveNPZ(path) }
        if path.hasSuffix(".safetensors") { return try saveSafetensors(path) }
        throw NamedArrays.unknown(path)
    }

    private static func unknown(_ path: String) -> FormatError {
        FormatError(file: path, problem: "the name says no format", help: "Let it end in .npz or .safetensors")
    }
}
