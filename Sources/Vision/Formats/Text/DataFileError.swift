/// Data in a file that can't be used: where it stands, what is wrong, why, and what to do.
///
/// Lines and columns count from 1, columns in bytes, as compilers count them. `description` is the form that editors
/// and terminals recognise, `path:line:column: error: message`, in English.
public struct DataFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One text in both languages of the tool.
    public struct Text: Hashable, Sendable {
        /// Japanese.
        public let ja: String
        /// English.
        public let en: String

        /// A text in both languages.
        public init(ja: String, en: String) {
            self.ja = ja
            self.en = en
        }
    }

    /// What is wrong, apart from where: made by the static functions of `Problem`.
    public struct Problem: Error, Hashable, Sendable {
        /// A stable name for the kind of problem, such as `data-invalid`.
        public let code: String
        /// What is wrong, and why.
        public let message: Text
        /// What to do; nil where there is nothing to propose.
        public let help: Text?

        init(_ code: String, ja: String, en: String, help: Text? = nil) {
            self.code = code
            message = Text(ja: ja, en: en)
            self.help = help
        }
    }

    /// The file, as it was named.
    public let path: String
    /// The line, from 1.
    public let line: Int
    /// The byte in the line, from 1.
    public let column: Int
    /// What is wrong.
    public let problem: Problem

    /// A problem at its place.
    public init(path: String, line: Int, column: Int, problem: Problem) {
        self.path = path
        self.line = line
        self.column = column
        self.problem = problem
    }

    /// Whether there is no such file, which is another matter than what is in it.
    public var isMissingFile: Bool { problem.code == Problem.missingFileCode }

    /// `path:line:column: error: message`, and what to do, in English.
    public var description: String {
        let help = problem.help.map { ". \($0.en)" } ?? ""
        return "\(path):\(line):\(column): error: \(problem.message.en)\(help)"
    }
}

/// A problem at a byte of a file that is being read; it becomes a `DataFileError` where the file is known.
struct Fault: Error {
    /// Counted from 0.
    let offset: Int
    let problem: DataFileError.Problem

    init(_ offset: Int, _ problem: DataFileError.Problem) {
        self.offset = offset
        self.problem = problem
    }
}
