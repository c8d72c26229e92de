import ConvNet
import Testing

extension GoldenCase {
    /// An option that is a number with decimals.
    func real(_ option: String) throws -> Double {
        try #require(options[option].flatMap(Double.init), "\(name) has no option \(option)")
    }

    /// An option that is a list of whole numbers.
    func list(_ option: String) throws -> [Int] {
        try #require(options[option], "\(name) has no option \(option)").split(separator: ",").compactMap { Int($0) }
    }

    /// Mean or sum.
    var reduction: LossReduction { options["reduction"] == "sum" ? .sum : .mean }
}
