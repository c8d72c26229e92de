/// Which keys a query may look at, by one of the conventions in use.
///
/// A tensor in a mask is stretched over the scores (…, L, S) as NumPy and PyTorch do: its axes are the last ones, and an
/// axis of length 1 counts for every index. A query that may look at nothing gets weights, and so a result, of 0, as
/// PyTorch's `scaled_dot_product_attention` gives it since 2.5 (`torch.nn.MultiheadAttention` with `need_weights` still
/// gives NaN there, the softmax of nothing).
public enum AttentionMask: Equatable, Sendable {
    /// Not 0: the key takes part. PyTorch's boolean mask of `scaled_dot_product_attention`.
    case allowing(Tensor)
    /// Not 0: the key is left out. PyTorch's boolean `attn_mask` of `torch.nn.MultiheadAttention`, the opposite of the
    /// other.
    case blocking(Tensor)
    /// Added to the scores before the softmax; −∞ leaves a key out.
    case adding(Tensor)
    /// Query i sees the keys 0...i: what a decoder needs that must not look ahead.
    ///
    /// If there are more keys than queries, the last keys are seen by nobody: the triangle begins in the upper left
    /// corner, PyTorch's `is_causal`.
    case causal

    /// The tensor's shape; nil if there is none.
    var shape: [Int]? {
        switch self {
        case .allowing(let mask), .blocking(let mask), .adding(let mask): mask.shape
        case .causal: nil
        }
    }

    /// What is added to each score of a (…, L, S) tensor, in its order.
    func addends(for scores: [Int]) -> [Double] {
        switch self {
        case .allowing(let mask):
            stretchedPlaces(of: mask.shape, over: scores).map { mask.values[$0] != 0 ? 0 : -.infinity }
        case .blocking(let mask):
            stretchedPlaces(of: mask.shape, over: scores).map { mask.values[$0] != 0 ? -.infinity : 0 }
        case .adding(let mask):
            stretchedPlaces(of: mask.shape, over: scores).map { Double(mask.values[$0]) }
        case .causal:
            causalAddends(scores)
        }
    }

    private func causalAddends(_ scores: [Int]) -> [Double] {
        let (queries, keys) = (scores[scores.count - 2], scores[scores.count - 1])
        return (0..<scores.reduce(1, *)).map { place in
            let (query, key) = (place / keys % queries, place % keys)
            return key <= query ? 0 : -.infinity
        }
    }

    /// Whether the mask can be stretched over the scores.
    func validate(_ check: ShapeCheck, scores: [Int]) throws(ShapeError) {
        guard let shape else { return }
        let tail = scores.suffix(shape.count)
        try check.require(
            shape.count <= scores.count && zip(shape, tail).allSatisfy { $0 == $1 || $0 == 1 },
            "the mask \(shape) can't be stretched over the scores [\(scores.count > 2 ? "…, " : "")L, S] = \(scores): "
                + "each of its axes must be as long or have the length 1")
    }
}

/// For each element of a tensor of shape `target`, the place of the element of the smaller tensor that is stretched
/// over it.
func stretchedPlaces(of shape: [Int], over target: [Int]) -> [Int] {
    var steps = [Int](repeating: 0, count: target.count)
    var step = 1
    for (axis, length) in shape.enumerated().reversed() {
        steps[target.count - shape.count + axis] = length == 1 ? 0 : step
        step *= length
    }
    var places = [0]
    for (length, step) in zip(target, steps) {
        places = places.flatMap { place in (0..<length).map { place + $0 * step } }
    }
    return places
}
