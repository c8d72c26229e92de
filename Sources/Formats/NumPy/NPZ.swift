import ConvNet

extension NamedArrays {
    /// Reads an NPZ file, as `numpy.savez` and `numpy.savez_compressed` write it: NPY files in a ZIP archive.
    ///
    /// ```swift
    /// let vectors = try NamedArrays.loadNPZ("data/vectors.npz")
    /// let x = try vectors.tensor("x")
    /// ```
    ///
    /// - Throws: `FormatError` if it is not such a file, or damaged, or names something twice or outside itself.
    public static func loadNPZ(_ path: String) throws(FormatError) -> NamedArrays {
        try NamedArrays(npz: try WholeFile.read(path), file: path)
    }

    /// Writes an NPZ file for `numpy.load`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - compressed: Deflate it, as `numpy.savez_compressed` does. Weights hardly get smaller.
    /// - Throws: `FormatError` if a name is given twice or is unfit for a file, or it can't be written; an existing file
    ///   is then as it was.
    public func saveNPZ(_ path: String, compressed: Bool = false) throws(FormatError) {
        try WholeFile.write(npzBytes(file: path, compressed: compressed), to: path)
    }

    /// Arrays from the bytes of an NPZ file.
    package init(npz bytes: [UInt8], file: String) throws(FormatError) {
        var entries: [Entry] = []
        for (name, content) in try ZipReader.members(bytes[...], file: file) {
            guard name.hasSuffix(".npy") else {
                let isCheckpoint = name.hasSuffix("data.pkl")
                throw FormatError(
                    file: file, problem: "\(name) is no .npy file",
                    help: isCheckpoint
                        ? "This is a PyTorch checkpoint: save it as safetensors" : "Save it with numpy.savez")
            }
            let key = String(name.dropLast(4))
            entries.append(
                Entry(name: key, array: try StoredArray(npy: content, file: "\(file)(\(name))")))
        }
        if let problem = ArrayName.problem(of: entries.map(\.name)) {
            throw FormatError(file: file, problem: problem, help: "Save it again under other names")
        }
        self.init(entries: entries, file: file)
    }

    /// The bytes of an NPZ file.
    package func npzBytes(file: String, compressed: Bool) throws(FormatError) -> [UInt8] {
        if let problem = ArrayName.problem(of: names) {
            throw FormatError(file: file, problem: problem, help: "Choose other names")
        }
        var archive = ZipWriter(file: file)
        for entry in entries {
            try archive.add("\(entry.name).npy", entry.array.npyBytes(file: file), compressed: compressed)
        }
        return archive.finished()
    }
}
