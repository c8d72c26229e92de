/// Which names an array in a file may have.
enum ArrayName {
    /// What is wrong with a name, if anything.
    ///
    /// `/` separates parts, as in `params/conv/kernel`. Whatever could reach another folder when somebody unpacks the
    /// archive (an absolute path, `..`, a backslash) and control characters are refused.
    static func problem(_ name: String) -> String? {
        if name.isEmpty { return "a name is empty" }
        if name.utf8.count > 1024 { return "a name is longer than 1024 bytes" }
        if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            return "a name has a control character"
        }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        if name.contains("\\") || parts.contains(where: { $0.isEmpty || $0 == ".." || $0 == "." }) {
            return "the name \"\(name)\" is a path to somewhere else"
        }
        return nil
    }

    /// What is wrong with these names, if anything: each must be fit, and there only once.
    static func problem(of names: [String]) -> String? {
        var seen: Set<String> = []
        for name in names {
            if let problem = problem(name) { return problem }
            if !seen.insert(name).inserted { return "the name \"\(name)\" is there twice" }
        }
        return nil
    }
}
