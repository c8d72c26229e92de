import ArgumentParser
import Chapters

/// Options that every command has.
struct GlobalOptions: ParsableArguments {
    @Option(name: .customLong("lang"), help: "Language of the interface: ja or en (default: the locale's).")
    var language: Language?

    /// Must be called first by every command.
    func apply() {
        Console.choose(language)
    }
}

extension Language: ExpressibleByArgument {}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}
