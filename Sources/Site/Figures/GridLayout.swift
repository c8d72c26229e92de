import Display

/// What the drawings of one matrix in several steps have in common, so that nothing moves or changes its shade from step to step.
struct GridLayout {
    /// In characters.
    var longestLabel: Int
    /// What is lightest and what is darkest; nil without a finite number.
    var range: ClosedRange<Float>?

    init(_ grids: [Grid]) {
        longestLabel =
            grids.filter(\.showsValues).flatMap { $0.values.map { FigureNumber.text($0).count } }.max() ?? 0
        let finite = grids.lazy.flatMap(\.values).filter(\.isFinite)
        if let low = finite.min(), let high = finite.max() { range = low...high }
    }
}
