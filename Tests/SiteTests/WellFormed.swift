/// A check that markup is balanced, attributes quoted and ids unique: enough to notice text that broke out of its place.
enum WellFormed {
    private static let void: Set<String> = ["meta", "link", "br", "hr", "img", "input"]

    /// The problems, empty when there are none.
    static func problems(in html: String) -> [String] {
        var problems: [String] = []
        var open: [String] = []
        var ids: Set<String> = []
        // By bytes: to a browser a combining mark behind a `>` is a character of its own.
        var rest = html.utf8[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            guard let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) else {
                return problems + ["a tag is not closed"]
            }
            let tag = String(decoding: rest[rest.index(after: start)..<end], as: UTF8.self)
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("!") { continue }
            let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }).lowercased()
            if tag.hasPrefix("/") {
                if open.popLast() != name { problems.append("</\(name)> closes something else") }
                continue
            }
            for attribute in tag.dropFirst(name.count).matches(of: /([^\s=\/]+)(="[^"]*")?/) {
                let key = attribute.1.lowercased()
                if key.hasPrefix("on") { problems.append("handler \(key) in <\(tag)>") }
                if key == "id", let id = attribute.2, !ids.insert(String(id)).inserted {
                    problems.append("id\(id) twice")
                }
            }
            if !void.contains(name), !tag.hasSuffix("/") { open.append(name) }
        }
        return problems + open.map { "<\($0)> stays open" }
    }
}
