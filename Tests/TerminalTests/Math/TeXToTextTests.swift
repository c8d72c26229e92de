import Testing

@testable import Terminal

@Suite struct TeXToTextTests {
    @Test(arguments: [
        (#"\frac{H + 2P - K}{S} + 1"#, "(H + 2P − K)/S + 1"),
        (#"\frac{a}{b}"#, "a/b"),
        (#"\frac{1}{2a}"#, "1/(2a)"),
        (#"\left\lfloor \frac{H+2P-K}{S} \right\rfloor+1"#, "⌊(H + 2P − K)/S⌋ + 1"),
        (#"H \times W \times C"#, "H × W × C"),
        (#"\sum_{i=0}^{n} x_i"#, "Σᵢ₌₀ⁿ xᵢ"),
        (#"x_{i,j}"#, "x_(i,j)"),
        (#"X_{col}W_{col}"#, "X_col W_col"),
        (#"1,000"#, "1,000"),
        (#"y_C z"#, "y_C z"),
        (#"W^T x + b"#, "Wᵀ x + b"),
        (#"X_{col}^{\top}D + D^{\top}X_{col} + D\,W_{col}^{\top}"#, "X_colᵀ D + Dᵀ X_col + D W_colᵀ"),
        (#"\partial^2 L + 10^3x + f'x + a^2(b)"#, "∂²L + 10³x + f′x + a²(b)"),
        (#"D^{\top}\,X"#, "Dᵀ X"),
        (#"a^{x^2y}"#, "a^(x²y)"),
        (#"(0,3) + (1,2,0)"#, "(0, 3) + (1, 2, 0)"),
        (#"(0,\,3)"#, "(0, 3)"),
        (#"12,345{,}678 + (0,100)"#, "12,345,678 + (0, 100)"),
        (#"x_{1,2}"#, "x_(1,2)"),
        (#"\sum_{x\ \text{の要素}\ r,\,q} y"#, "Σ_(x の要素 r,q) y"),
        (#"H_{\text{out}}"#, "H_out"),
        (#"x^{-1}"#, "x⁻¹"),
        (#"f'(x)"#, "f′(x)"),
        (#"\hat{y} = \bar x"#, "y\u{302} = x\u{304}"),
        (#"\frac{\partial L}{\partial W}"#, "∂L/(∂W)"),
        (#"x \in \mathbb{R}^{C \times H}"#, "x ∈ ℝ^(C×H)"),
        (#"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}"#, "(1 2; 3 4)"),
        (#"\sqrt{x^2+1}"#, "√(x² + 1)"),
        (#"\sqrt[3]{x}"#, "∛x"),
        (#"-1 + (-x)"#, "−1 + (−x)"),
        (#"(3,3), (1, 2)"#, "(3, 3), (1, 2)"),
        (#"a \le b \neq c"#, "a ≤ b ≠ c"),
        (#"\max(0, x)"#, "max(0, x)"),
        (#"\sin x + \log_2 n"#, "sin x + log₂ n"),
        (#"\unknown{x} + 1"#, #"\unknownx + 1"#),
        (#"\text{出力 サイズ} = 4"#, "出力 サイズ = 4"),
        (#"50\%"#, "50%"),
        (#"\int_0^1 P(R)dR"#, "∫₀¹ P(R)dR"),
        (#"\mathcal{L} = \|x\|"#, "ℒ = ‖x‖"),
        (#"p(x \mid y)"#, "p(x | y)"),
    ])
    func line(tex: String, text: String) {
        #expect(TeXToText.line(tex) == text)
    }

    @Test func displayStacksFractionsAndLimits() {
        #expect(
            TeXToText.display(#"AP = \frac{1}{C} \sum_{i=1}^{C} AP_i"#, width: 40) == [
                "      1   C     ",
                "AP = ───  Σ  APᵢ",
                "      C  i=1    ",
            ])
    }

    @Test func spacesAskedForStayInLimits() {
        #expect(TeXToText.display(#"\sum_{x\ \text{の複製}\ r,q} y"#, width: 40)?.last == "x の複製 r,q  ")
    }

    @Test func displayAlignsRows() {
        #expect(
            TeXToText.display(#"\begin{aligned} y &= 1 \\ xyz &= 22 \end{aligned}"#, width: 40) == [
                "  y = 1 ", "xyz = 22",
            ])
        #expect(
            TeXToText.display(#"A = \begin{bmatrix} 1 & 20 \\ 3 & 4 \end{bmatrix}"#, width: 40) == [
                "A = ⎡1  20⎤", "    ⎣3  4 ⎦",
            ])
    }

    @Test func tooWideForTheTerminal() {
        #expect(TeXToText.display("a + b + c", width: 4) == nil)
    }

    @Test(arguments: [
        "{", "}", "\\", "^", "_", "x^", "x_", "\\frac", "\\frac{", "\\left(", "\\right)", "\\begin{pmatrix} 1 & ",
        "\\end{x}", "&", "\\\\", "\\sqrt[", "\\text{", "{{{{", "x^^2__3", "\\begin", "\\left", "{a & b \\\\ c}", "%",
        "a % b",
        "\\begin{cases} \\begin{cases} } \\right",
    ])
    func brokenFormulasStillGiveSomething(tex: String) {
        _ = TeXToText.line(tex)
        _ = TeXToText.display(tex, width: 20)
    }

    @Test func deepNestingNeitherRecursesForEverNorTakesForEver() {
        for piece in ["{", "\\frac{1}{", "x^{", "\\sqrt{", "\\hat", "\\left(", "\\begin{pmatrix}"] {
            let tex = String(repeating: piece, count: 5_000)
            #expect(!(TeXToText.line(tex) + (TeXToText.display(tex, width: 10) ?? []).joined()).isEmpty || piece == "{")
        }
    }

    @Test func everySymbolTableIsSound() {
        #expect(TeXScripts.superscript("n+1") == "ⁿ⁺¹")
        #expect(TeXScripts.subscript("q") == nil)
        let tables = [
            TeXSymbols.relations, TeXSymbols.binaries, TeXSymbols.large, TeXSymbols.ordinaries, TeXSymbols.opening,
            TeXSymbols.closing,
        ]
        #expect(tables.allSatisfy { $0.values.allSatisfy { !$0.isEmpty } })
        #expect(TeXSymbols.blackboard["R"] == "ℝ" && TeXSymbols.calligraphic["L"] == "ℒ")
        #expect(TeXSymbols.accents.count > 10)
    }
}
