/// Where a review after a gap leads from each state of the grid; depends on neither prices nor days, so many tables share it.
struct GridTransitions: Sendable {
    /// One state after one gap; the first of each pair is for a right answer, the second for a wrong one.
    ///
    /// Which difficulty follows, no gap changes: what is looked up for every gap is stability.
    struct Step: Sendable {
        var probabilities: SIMD2<Float>
        /// How far it is to the next stability of the grid.
        var shares: SIMD2<Float>
        /// Where the stability below it is, difficulty by difficulty.
        var recalled: UInt16
        var forgotten: UInt16
    }

    let parameters: FSRSParameters
    /// Gaps worth looking at, in days: each of the first two weeks, then about 17 % apart.
    let gaps: [Int]
    /// By gap, then by state.
    let steps: [Step]
    /// By difficulty: the difficulty that a right and a wrong answer leads to.
    let recalledDifficulties: [StateGrid.Place]
    let forgottenDifficulties: [StateGrid.Place]
    /// By days from the last review to the exam, then by stability: the probability of recall there.
    let retention: [Float]

    init(parameters: FSRSParameters, days: Int) {
        self.parameters = parameters
        var gaps: [Int] = []
        var gap = 1
        while gap < max(days, 2) {
            gaps.append(gap)
            gap += max(1, gap / 6)
        }
        self.gaps = gaps
        let changes = (0..<StateGrid.count).map { index in
            let state = StateGrid.state(index)
            return (state.stability, parameters.stabilityChange(of: state))
        }
        steps = gaps.flatMap { gap in
            changes.enumerated().map { index, state in
                let recall = parameters.retrievability(afterDays: Double(gap), stability: state.0)
                func place(after rating: Rating) -> StateGrid.Place {
                    let stability = state.1.stability(after: rating, retrievability: recall)
                    return StateGrid.place(ofStability: max(stability, FSRSParameters.minimumStability))
                }
                let (recalled, forgotten) = (place(after: .good), place(after: .again))
                let column = index % StateGrid.difficulties * StateGrid.stabilities
                return Step(
                    probabilities: SIMD2(Float(recall), 1 - Float(recall)),
                    shares: SIMD2(recalled.share, forgotten.share), recalled: UInt16(recalled.line + column),
                    forgotten: UInt16(forgotten.line + column))
            }
        }
        func difficulties(after rating: Rating) -> [StateGrid.Place] {
            (0..<StateGrid.difficulties).map { index in
                StateGrid.place(
                    ofDifficulty: parameters.nextDifficulty(StateGrid.state(index).difficulty, rating))
            }
        }
        recalledDifficulties = difficulties(after: .good)
        forgottenDifficulties = difficulties(after: .again)
        let stabilities = (0..<StateGrid.stabilities).map(StateGrid.stability)
        retention = (0...max(days, 0)).flatMap { gap in
            stabilities.map { Float(parameters.retrievability(afterDays: Double(gap), stability: $0)) }
        }
    }
}
