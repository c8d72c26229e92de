import ArgumentParser

/// The root command.

public struct Studykit: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(commandName: "studykit")
    public init() {}
}
