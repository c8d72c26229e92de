/// What TeX's commands look like in Unicode.
enum TeXSymbols {
    /// How a symbol sits between its neighbours.
    enum Spacing: Sendable {
        case ordinary, binary, relation, large, opening, closing, punctuation
    }

    static let relations: [String: String] = [
        "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "ne": "≠", "neq": "≠",
        "approx": "≈", "equiv": "≡", "sim": "∼", "simeq": "≃", "cong": "≅", "propto": "∝", "ll": "≪", "gg": "≫",
        "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇",
        "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "Rightarrow": "⇒",
        "Leftarrow": "⇐", "Leftrightarrow": "⇔", "iff": "⟺", "implies": "⟹", "impliedby": "⟸", "mapsto": "↦",
        "longrightarrow": "⟶", "longleftarrow": "⟵", "longmapsto": "⟼", "uparrow": "↑", "downarrow": "↓",
        "coloneqq": "≔", "mid": "|", "parallel": "∥", "perp": "⊥", "models": "⊨", "vdash": "⊢", "prec": "≺",
        "succ": "≻", "doteq": "≐", "triangleq": "≜", "hookrightarrow": "↪", "rightleftharpoons": "⇌",
        "lesssim": "≲", "gtrsim": "≳", "nearrow": "↗", "searrow": "↘", "leadsto": "⇝",
    ]

    static let binaries: [String: String] = [
        "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆", "circ": "∘",
        "bullet": "•", "oplus": "⊕", "ominus": "⊖", "otimes": "⊗", "odot": "⊙", "oslash": "⊘", "cup": "∪",
        "cap": "∩", "setminus": "∖", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨", "bmod": "mod",
        "circledast": "⊛",
    ]

    static let large: [String: String] = [
        "sum": "Σ", "prod": "Π", "coprod": "∐", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "bigcup": "⋃",
        "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂", "bigvee": "⋁", "bigwedge": "⋀",
    ]

    static let ordinaries: [String: String] = [
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
        "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
        "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ",
        "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ",
        "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
        "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
        "partial": "∂", "nabla": "∇", "infty": "∞", "forall": "∀", "exists": "∃", "nexists": "∄", "neg": "¬",
        "lnot": "¬", "emptyset": "∅", "varnothing": "∅", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ",
        "aleph": "ℵ", "prime": "′", "angle": "∠", "triangle": "△", "square": "□", "Box": "□", "top": "⊤",
        "bot": "⊥", "dagger": "†", "ddagger": "‡", "therefore": "∴", "because": "∵", "checkmark": "✓",
        "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "dotsc": "…", "dotsb": "⋯",
        "degree": "°", "S": "§", "P": "¶", "copyright": "©", "yen": "¥", "pounds": "£", "imath": "ı",
        "jmath": "ȷ", "backslash": "\\", "vert": "|", "Vert": "‖", "colon": ":", "surd": "√", "complement": "∁",
        "{": "{", "}": "}", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "|": "‖", "lq": "‘", "rq": "’",
    ]

    /// Brackets, which need no space on their inner side.
    static let opening: [String: String] = [
        "lfloor": "⌊", "lceil": "⌈", "langle": "⟨", "lbrace": "{", "lbrack": "[", "lvert": "|", "lVert": "‖",
        "lparen": "(", "{": "{",
    ]
    static let closing: [String: String] = [
        "rfloor": "⌋", "rceil": "⌉", "rangle": "⟩", "rbrace": "}", "rbrack": "]", "rvert": "|", "rVert": "‖",
        "rparen": ")", "}": "}",
    ]

    /// Spaces, by command.
    static let spaces: [String: String] = [
        ",": " ", ":": " ", ">": " ", ";": " ", " ": " ", "~": " ", "quad": "  ", "qquad": "    ", "enspace": " ",
        "enskip": " ", "!": "", "thinspace": " ", "medspace": " ", "thickspace": " ", "negthinspace": "",
    ]

    /// Operators written in upright letters.
    static let functions: Set<String> = [
        "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "exp", "log",
        "ln", "lg", "det", "dim", "ker", "deg", "gcd", "hom", "arg", "Pr",
    ]
    /// The same, whose subscripts are limits below.
    static let limitFunctions: Set<String> = [
        "max", "min", "sup", "inf", "lim", "limsup", "liminf", "argmax", "argmin",
    ]

    /// Marks that combine with the character before them.
    static let accents: [String: Character] = [
        "hat": "\u{302}", "widehat": "\u{302}", "bar": "\u{304}", "overline": "\u{304}", "tilde": "\u{303}",
        "widetilde": "\u{303}", "vec": "\u{20D7}", "dot": "\u{307}", "ddot": "\u{308}", "acute": "\u{301}",
        "grave": "\u{300}", "check": "\u{30C}", "breve": "\u{306}", "underline": "\u{331}", "mathring": "\u{30A}",
    ]

    /// Commands whose argument is text, kept letter by letter.
    static let textCommands: Set<String> = [
        "text", "textrm", "textbf", "textit", "textsf", "texttt", "textnormal", "mbox", "hbox", "mathrm",
        "operatorname", "mathsf", "mathtt", "fbox", "textup", "textmd",
    ]
    /// Commands that only change the look of their argument.
    static let fontCommands: Set<String> = [
        "mathbf", "boldsymbol", "bm", "mathit", "mathnormal", "pmb", "boxed", "phantom", "hphantom", "smash",
        "mathstrut", "mathop", "mathbin", "mathrel", "mathord", "mathopen", "mathclose", "mathinner", "cancel",
        "underbrace", "overbrace", "mathclap", "mathllap", "mathrlap", "ensuremath",
    ]
    /// Commands that leave no trace.
    static let ignored: Set<String> = [
        "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits", "nonumber", "notag",
        "big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr", "Biggr", "bigm",
        "Bigm", "hline", "rm", "bf", "it", "tt", "normalsize", "small", "large", "Large", "allowbreak", "newline",
        "relax", "centering", "mathchoice", "hfill",
    ]
    /// Commands with an argument that is dropped.
    static let droppingArgument: Set<String> = ["label", "vspace", "kern", "mkern", "hskip", "color", "ref"]

    static let blackboard: [Character: String] = [
        "R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "P": "ℙ", "H": "ℍ", "E": "𝔼", "F": "𝔽", "1": "𝟙",
    ]
    static let calligraphic: [Character: String] = [
        "L": "ℒ", "H": "ℋ", "B": "ℬ", "E": "ℰ", "F": "ℱ", "I": "ℐ", "M": "ℳ", "R": "ℛ", "N": "𝒩", "D": "𝒟",
        "A": "𝒜", "C": "𝒞", "G": "𝒢", "J": "𝒥", "K": "𝒦", "O": "𝒪", "P": "𝒫", "Q": "𝒬", "S": "𝒮", "T": "𝒯",
        "U": "𝒰", "V": "𝒱", "W": "𝒲", "X": "𝒳", "Y": "𝒴", "Z": "𝒵",
    ]
}

/// Unicode's raised and lowered characters.
enum TeXScripts {
    private static let raised: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip(
            "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχϕ′⊤",
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡᵠ′ᵀ"))
    private static let lowered: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip(
            "0123456789+−-=()aehijklmnoprstuvxβγρφχϕ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪᵩ"))

    /// The text raised, without its spaces; nil when a character of it has no raised form.
    static func superscript(_ text: String) -> String? { map(text, raised) }
    static func `subscript`(_ text: String) -> String? { map(text, lowered) }

    private static func map(_ text: String, _ table: [Character: Character]) -> String? {
        var result = ""
        for character in text where character != " " {
            guard let mapped = table[character] else { return nil }
            result.append(mapped)
        }
        return result.isEmpty ? nil : result
    }
}
