extension Tensor: CustomStringConvertible {
    /// Nested brackets with aligned columns, as NumPy prints an array.
    ///
    /// ```text
    /// [[1, 2],
    ///  [3, 4]]
    /// ```
    ///
    /// Integral numbers have no decimals; otherwise all have the same number of decimals, at most four. From the third
    /// axis on, blank lines separate the planes. Of more than 1000 elements only the first and last three along each
    /// axis are shown. An empty tensor shows its shape. The same tensor always gives the same text.
    public var description: String {
        guard !shape.contains(0) else { return shape == [0] ? "[]" : "[] (shape \(shape))" }
        let shown = shownIndices()
        let texts = shownTexts(shown)
        let width = texts.map(\.count).max() ?? 0
        var remaining = texts.makeIterator()
        return bracketed(axis: 0, shown: shown, width: width) { remaining.next() ?? "" }
    }

    /// Every element as text in one format, in row-major order, not padded.
    package var elementTexts: [String] {
        let format = NumberFormat(for: values)
        return values.map(format.text)
    }

    /// For each axis the indices that are printed; nil stands for the gap.
    private func shownIndices() -> [[Int?]] {
        let edge = 3
        return shape.map { length in
            count > 1000 && length > 2 * edge
                ? (0..<edge).map(Optional.some) + [nil] + ((length - edge)..<length).map(Optional.some)
                : (0..<length).map(Optional.some)
        }
    }

    /// The printed elements in order.
    private func shownTexts(_ shown: [[Int?]]) -> [String] {
        var offsets = [0]
        for (axis, indices) in shown.enumerated() {
            offsets = offsets.flatMap { offset in indices.compactMap { $0 }.map { offset * shape[axis] + $0 } }
        }
        let elements = offsets.map { values[$0] }
        let format = NumberFormat(for: elements)
        return elements.map(format.text)
    }

    private func bracketed(axis: Int, shown: [[Int?]], width: Int, next: () -> String) -> String {
        guard axis < rank else {
            let text = next()
            return String(repeating: " ", count: width - text.count) + text
        }
        let parts = shown[axis].map { index in
            index == nil ? "…" : bracketed(axis: axis + 1, shown: shown, width: width, next: next)
        }
        let isInnermost = axis == rank - 1
        let separator =
            isInnermost
            ? ", " : "," + String(repeating: "\n", count: rank - axis - 1) + String(repeating: " ", count: axis + 1)
        return "[" + parts.joined(separator: separator) + "]"
    }
}
