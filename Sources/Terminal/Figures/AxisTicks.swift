/// Round numbers along an axis: multiples of 1, 2 or 5 · 10ⁿ, three to five, or up to seven where five would leave two.
struct AxisTicks {
    private static let most = 5

    /// Ascending, all within the axis.
    let values: [Double]
    /// What is written at each.
    let labels: [String]

    /// Whole-numbered axes, such as epochs, get whole-numbered ticks.
    init(from lower: Double, to upper: Double, wholeNumbers: Bool = false) {
        var step = Self.powerOfTen(below: (upper - lower) / 50)
        if wholeNumbers { step = max(1, step) }
        var values = Self.multiples(of: step, from: lower, to: upper)
        var factors = [2.0, 2.5, 2.0]
        while values.count > Self.most {
            let wider = step * factors[0]
            factors.append(factors.removeFirst())
            let fewer = Self.multiples(of: wider, from: lower, to: upper)
            // Two marks say less than six or seven.
            if fewer.count < 3 { break }
            (step, values) = (wider, fewer)
        }
        self.values = values
        let decimals = Self.decimals(step)
        labels = values.map { value in
            guard let decimals, abs(value) < 1e6 else { return NumberText.short(Float(value)) }
            return NumberText.fixed(Float(value), decimals: decimals)
        }
    }

    private static func multiples(of step: Double, from lower: Double, to upper: Double) -> [Double] {
        guard step > 0, step.isFinite else { return [] }
        let first = (lower / step - 1e-9).rounded(.up)
        let last = (upper / step + 1e-9).rounded(.down)
        guard first <= last, last - first < 1000 else { return [] }
        return (0...Int(last - first)).map { (first + Double($0)) * step }
    }

    private static func powerOfTen(below value: Double) -> Double {
        guard value > 0, value.isFinite else { return 1 }
        var power = 1.0
        while power > value { power /= 10 }
        while power * 10 <= value { power *= 10 }
        return power
    }

    /// Decimals that tell multiples of the step apart; nil when they are too many to print.
    private static func decimals(_ step: Double) -> Int? {
        var scaled = step
        for decimals in 0...5 {
            if scaled >= 0.999 { return decimals }
            scaled *= 10
        }
        return nil
    }
}
