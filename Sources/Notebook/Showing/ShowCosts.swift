import ConvNet

/// Shows a network's cost sheet as a table of text, below its title.
///
///     show(try summary(of: leNet5(), input: [1, 1, 32, 32]), "LeNet-5")
///
/// - Parameters:
///   - sheet: What `summary(of:input:)` gave.
///   - title: Written above the table.
public func show(_ sheet: CostSheet, _ title: String = "") {
    print(title.isEmpty ? "\(sheet)" : "\(title)\n\(sheet)")
}
