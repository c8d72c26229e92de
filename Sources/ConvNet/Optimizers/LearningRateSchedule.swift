import Glibc

/// How the learning rate changes from step to step; a step is an epoch or a batch, as its user says.
///
/// Each is a formula of the step t = 0, 1, 2 … and the initial rate γ₀, so that a rate can be asked for in any order:
///
/// ```swift
/// let schedule = LearningRateSchedule.step(every: 30, factor: 0.1)
/// schedule.rate(at: 65, initial: 0.1)     // 0.1·0.1² = 0.001
/// ```
///
/// PyTorch: `torch.optim.lr_scheduler`.
public indirect enum LearningRateSchedule: Hashable, Sendable {
    /// γ₀ all the time.
    case constant
    /// γ₀·factor^⌊t / every⌋; `StepLR`.
    case step(every: Int, factor: Double = 0.1)
    /// γ₀·factor^(the number of milestones that t has reached); `MultiStepLR`.
    case multiStep(milestones: [Int], factor: Double = 0.1)
    /// γ₀·factorᵗ; `ExponentialLR`.
    case exponential(factor: Double)
    /// γ_min + (γ₀ − γ_min)·(1 + cos(π·t / T)) / 2, in waves of 2T steps; `CosineAnnealingLR`.
    case cosine(steps: Int, minimum: Double = 0)
    /// From γ₀·startFactor in a straight line to γ₀ in so many steps, then another schedule, whose own steps count from
    /// there; `LinearLR`, then `SequentialLR`.
    case warmUp(steps: Int, startFactor: Double = 1.0 / 3, then: LearningRateSchedule = .constant)
    /// One cycle: up from γ₀ (the *highest* rate) / 25 by a cosine in the first `rise` of all steps, then down to
    /// γ₀ / 250,000 by another; `OneCycleLR` with its defaults. Beyond the last step the rate stays.
    case oneCycle(steps: Int, rise: Double = 0.3)

    /// The rate of a step.
    ///
    /// Traps on numbers that make no schedule; see `validate()`.
    ///
    /// - Parameters:
    ///   - step: t, from 0; a negative one counts as 0.
    ///   - initial: γ₀.
    /// - Returns: γ.
    public func rate(at step: Int, initial: Double) -> Double {
        orTrap { () throws(ShapeError) in try validate() }
        let time = max(step, 0)
        switch self {
        case .constant: return initial
        case .step(let every, let factor): return initial * pow(factor, Double(time / every))
        case .multiStep(let milestones, let factor):
            return initial * pow(factor, Double(milestones.count { $0 <= time }))
        case .exponential(let factor): return initial * pow(factor, Double(time))
        case .cosine(let steps, let minimum):
            return minimum + (initial - minimum) * (1 + cos(.pi * Double(time) / Double(steps))) / 2
        case .warmUp(let steps, let startFactor, let next):
            guard time < steps else { return next.rate(at: time - steps, initial: initial) }
            return initial * (startFactor + (1 - startFactor) * Double(time) / Double(steps))
        case .oneCycle(let steps, let rise):
            let (lowest, first) = (initial / 25 / 1e4, initial / 25)
            let peak = rise * Double(steps) - 1
            let now = min(Double(time), Double(steps - 1))
            if now <= peak { return annealed(from: first, to: initial, share: now / peak) }
            return annealed(from: initial, to: lowest, share: (now - peak) / (Double(steps - 1) - peak))
        }
    }

    /// Half a cosine wave.
    private func annealed(from start: Double, to end: Double, share: Double) -> Double {
        end + (start - end) / 2 * (1 + cos(.pi * share))
    }

    /// Whether the numbers make a schedule.
    ///
    /// - Throws: `ShapeError` if a number of steps is less than 1, or a share of steps out of range.
    public func validate() throws(ShapeError) {
        let check = ShapeCheck("LearningRateSchedule", [:])
        switch self {
        case .constant, .multiStep, .exponential: break
        case .step(let every, _): try check.require(every >= 1, "`every` must be at least 1, but is \(every)")
        case .cosine(let steps, _): try check.require(steps >= 1, "the steps must be at least 1, but are \(steps)")
        case .warmUp(let steps, _, let next):
            try check.require(steps >= 1, "the steps must be at least 1, but are \(steps)")
            try next.validate()
        case .oneCycle(let steps, let rise):
            try check.require(steps >= 1, "the steps must be at least 1, but are \(steps)")
            try check.require(
                rise > 0 && rise < 1 && rise * Double(steps) > 1,
                "the rise must be in 0..<1 and take more than one step, but is \(rise) of \(steps)")
        }
    }
}
