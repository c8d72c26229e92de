/// A file that can't be read or written: which, where in it, what is wrong, and what to do.
///
/// ```text
/// data/x.npy: byte 128: the shape (3, 4) needs 12 · 4 = 48 bytes, but 40 follow: the file is cut off. Copy or download
/// it again.
/// ```
///
/// Nothing in a file ends the program or takes memory that the file's own length does not justify: what is damaged, cut
/// off or made up ends here.
public struct FormatError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file as its reader was told it; a member of an archive is in parentheses: `a.npz(x.npy)`.
    public let file: String
    /// How many bytes stand before the place; nil if it is about the whole file.
    public let offset: Int?
    /// What is wrong, with the numbers in it.
    public let problem: String
    /// What to do about it; may be empty.
    public let help: String

    /// An error about `file`.
    public init(file: String, offset: Int? = nil, problem: String, help: String = "") {
        self.file = file
        self.offset = offset
        self.problem = problem
        self.help = help
    }

    /// `file: byte offset: problem. help`.
    public var description: String {
        var text = file
        if let offset { text += ": byte \(offset)" }
        text += ": \(problem)"
        return help.isEmpty ? text : "\(text). \(help)"
    }
}
