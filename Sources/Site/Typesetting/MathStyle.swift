/// The style sheet of formulas: KaTeX's own, without what pages don't need, and the rules of the elements that
/// `compact-math.js` writes.
enum MathStyle {
    /// The name below a page's folder; fonts are beside it.
    static let fileName = "assets/math.css"

    /// The sheet made of `katex.min.css`, of any version 0.16.
    static func sheet(from katex: String) -> String {
        var sheet = ""
        for rule in rules(of: katex) {
            let selectors = rule.selector.split(separator: ",").filter { !isUnused($0) }
            guard !selectors.isEmpty else { continue }
            sheet += selectors.joined(separator: ",") + "{" + rule.body + "}\n"
        }
        // Every browser that knows the other features of these pages reads WOFF2, and only that is copied.
        return sheet.replacing(".katex-html", with: "k-h").replacing(/\.katex(?![\w-])/, with: "k-x")
            .replacing(/,url\([^)]*\.(?:woff|ttf)\) format\(['"]\w+['"]\)/, with: "") + own
    }

    private static func rules(of sheet: String) -> [(selector: Substring, body: Substring)] {
        // KaTeX's sheet has neither nested rules nor braces in strings.
        sheet.split(separator: "}").compactMap { rule in
            guard let brace = rule.firstIndex(of: "{") else { return nil }
            return (rule[..<brace], rule[rule.index(after: brace)...])
        }
    }

    /// Sizes stand in the markup as factors; the MathML's own wrapper, base and version are not written.
    private static func isUnused(_ selector: Substring) -> Bool {
        ["reset-size", "katex-mathml", "katex-version", ".base"].contains { selector.contains($0) }
    }

    private static let italics = [
        ("a", ".13889"), ("c", ".07153"), ("e", ".08125"), ("g", ".02778"), ("j", ".10903"), ("l", ".05764"),
        ("n", ".03588"), ("q", ".05724"), ("v", ".02691"), ("w", ".07847"), ("y", ".03148"), ("z", ".01968"),
    ]
    private static let struts = [
        ("1", ".6444", "0"), ("2", ".6833", "0"), ("3", "1", "-.25"), ("4", ".7278", "-.0833"),
        ("5", ".7667", "-.0833"), ("6", ".4306", "0"), ("7", ".625", "-.1944"), ("8", ".6944", "0"),
        ("9", ".8141", "0"),
    ]

    /// The MathML is there for screen readers only, and must count from its own formula, or it widens the page.
    private static let own: String = {
        let letters = italics.map { "k-\($0.0)" }.joined(separator: ",")
        let bases = (["k-b"] + struts.map { "k-b\($0.0)" }).joined(separator: ",")
        var sheet = """
            k-x>math{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
            k-x :is(i,\(letters)){font-family:KaTeX_Math;font-style:italic}
            :is(\(bases)){position:relative;display:inline-block;white-space:nowrap;width:min-content}
            :is(\(bases))::before{content:"";display:inline-block;height:var(--h);vertical-align:var(--v,0)}
            k-d,k-u,k-s{font-size:.7em;line-height:0;margin-right:.0714em}
            k-d{vertical-align:-.2143em}
            k-u{vertical-align:.5186em}
            k-1{margin-right:.1667em}
            k-2{margin-right:.2222em}
            k-3{margin-right:.2778em}
            k-o{margin:0 .2222em}
            k-r{margin:0 .2778em}
            k-p{margin-right:.1667em}

            """
        for (name, space) in italics { sheet += "k-\(name){margin-right:\(space)em}\n" }
        for (name, height, depth) in struts { sheet += "k-b\(name){--h:\(height)em;--v:\(depth)em}\n" }
        return sheet
    }()
}
