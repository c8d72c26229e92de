/// Sources that become one program.
///
/// `main.swift` must be among the files.
package struct SwiftProgram: Sendable {
    package struct File: Sendable {
        package var name: String
        package var text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    package var files: [File]

    package init(files: [File]) {
        self.files = files
    }

    /// What its executable depends on.
    var identity: [String] { files.flatMap { [$0.name, $0.text] } }

    /// Gives the code below it another file and line.
    ///
    /// `file` is a name of ours, never a user's path, so that it needs no quoting.
    package static func location(file: String, line: Int) -> String {
        "#sourceLocation(file: \"\(file)\", line: \(max(line, 1)))\n"
    }

    package static let endOfLocation = "#sourceLocation()\n"
}
