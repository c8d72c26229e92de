/// Gives the parameters of an exercise numbers of their own, from 0, in the order of their use.
///
/// While parsing they are numbered through the chapter.
struct ParameterNumbering {
    private let all: [InlineExpression]
    private(set) var used: [InlineExpression] = []
    private var numbers: [Int: Int] = [:]

    /// `all`: the chapter's, by their number.
    init(_ all: [InlineExpression]) {
        self.all = all
    }

    mutating func renumber(_ blocks: [Block]) -> [Block] {
        blocks.mappingStrings { text in
            ParameterMarker.replace(in: text) { index in
                if let number = numbers[index] { return ParameterMarker.marker(for: number) }
                guard all.indices.contains(index) else { return "?" }
                numbers[index] = used.count
                used.append(all[index])
                return ParameterMarker.marker(for: used.count - 1)
            }
        }
    }
}
