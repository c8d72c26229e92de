/// How the recalls 0, 1/n, 2/n … 1 at which precision is sampled are written as numbers.
///
/// It matters: a recall of 3/10 is 0.3, and 3 · 0.1 is 0.30000000000000004. A curve whose recall is exactly 3/10 has
/// reached the fourth of eleven points as a fraction, but not as that multiple, and its average precision is another.
public enum RecallGrid: Hashable, Sendable, CaseIterable {
    /// k · (1/n), the last one 1: NumPy's `arange` and `linspace`, and with them pycocotools and most VOC scripts.
    case multiples
    /// 1/n added up k times: loops of the form `for (t = 0; t <= 1; t += 0.1)`.
    case repeatedSums
    /// k · (1/n) in the lower half, 1 − (n − k) · (1/n) in the upper: MATLAB's `0:0.1:1`, as in VOC's own devkit.
    case bothEnds
    /// k/n itself, compared in integers: true positives · n ≥ k · objects.
    case fractions

    /// The number that stands for k/n; for `fractions` the nearest one.
    ///
    /// n must be positive; k is in 0...n.
    func value(_ k: Int, of n: Int) -> Double {
        let step = 1 / Double(n)
        switch self {
        case .multiples: return k == n ? 1 : Double(k) * step
        case .repeatedSums: return (0..<k).reduce(into: 0.0) { sum, _ in sum += step }
        case .bothEnds: return 2 * k <= n ? Double(k) * step : 1 - Double(n - k) * step
        case .fractions: return Double(k) / Double(n)
        }
    }

    /// Whether so many of the objects found are a recall of at least k/n.
    func reaches(_ k: Int, of n: Int, found: Int, objects: Int) -> Bool {
        if self == .fractions { return found * n >= k * objects }
        return Double(found) / Double(objects) >= value(k, of: n)
    }
}
