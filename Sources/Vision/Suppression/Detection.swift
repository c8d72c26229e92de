/// What a detector says: here is a thing of this class, this sure.
public struct Detection: Hashable, Sendable {
    /// Where, in pixels.
    public var box: Box
    /// How sure: usually a probability, but only the order counts.
    public var score: Double
    /// Which class.
    public var classID: Int

    /// A detection; of class 0 where there is only one.
    public init(_ box: Box, score: Double, classID: Int = 0) {
        self.box = box
        self.score = score
        self.classID = classID
    }
}

/// Positions of `scores` from the highest to the lowest; equal scores in the order in which they are given.
///
/// NaN comes after every number. This one order is used wherever scores are sorted: the order of equal scores changes
/// what is kept and what an average precision is.
func descendingOrder(_ scores: [Double]) -> [Int] {
    scores.indices.sorted { a, b in
        let (first, second) = (scores[a], scores[b])
        if first.isNaN || second.isNaN { return first.isNaN == second.isNaN ? a < b : second.isNaN }
        return first == second ? a < b : first > second
    }
}
