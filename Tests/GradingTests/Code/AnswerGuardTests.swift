import Testing

@testable import Chapters
@testable import Grading
@testable import Runner

@Suite("What an answer in code may not contain")
struct AnswerGuardTests {
    @Test(
        "is refused at its place, wherever it hides",
        arguments: [
            "import Notebook", "import Runner", "import Dispatch", "import\nNotebook", "import/**/Notebook",
            "import struct Glibc.pid_t",
            "@testable import ConvNet", "@_silgen_name(\"write\") func w()", "@_cdecl(\"write\") func w() {}",
            "@c(write) func w() {}", "@ _cdecl(\"write\") func w() {}", "@main struct A {}",
            "let p = UnsafeRawPointer(bitPattern: 1)", "unsafeBitCast(1, to: Float.self)", "x.withUnsafeBytes { $0 }",
            "[1].withContiguousStorageIfAvailable { $0 }", "p.pointee", "CommandLine.arguments",
            "struct A: ExpressibleByIntegerLiteral {}", "NotebookRuntime.never", "Unmanaged.passRetained(a)",
            "ManagedBuffer<Int, Int>.self", "#externalMacro(module: \"a\", type: \"b\")",
            "let s = \"\\(unsafeBitCast(1, to: Int.self))\"",
            "a\0b",
        ])
    func refused(code: String) throws {
        let result = AnswerGuard.prepare("import ConvNet\nfunc f() {}\n  " + code, starter: "func f() {}")
        guard case .failure(let refusal) = result else {
            Issue.record("accepted: \(code)")
            return
        }
        #expect(refusal.line >= 3 || code.hasPrefix("import\n"), "\(refusal)")
    }

    @Test("honest code passes as it is")
    func accepted() throws {
        let code = """
            import ConvNet
            /// 3 枚の画像を 1 行に並べます。
            @discardableResult
            func f(_ x: Tensor) -> Tensor {
                var y = x
                for i in 0..<x.count where i % 2 == 0 { y[i] = max(x[i], 0) }
                return y
            }
            @propertyWrapper struct Clamped { var wrappedValue = 0 }
            struct A { @Clamped var x: Int }
            """
        #expect(AnswerGuard.prepare(code, starter: "") == .success(code))
    }

    @Test("of the system's modules only mathematics is left, on the same line")
    func mathematics() throws {
        guard
            case .success(let text) = AnswerGuard.prepare(
                "import ConvNet\nimport Foundation\nlet a = exp(1.0)\n", starter: "")
        else {
            Issue.record("refused")
            return
        }
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3 && lines[1].contains("import func Glibc.exp;") && !text.contains("Foundation"))
    }

    @Test("what the starter contains is allowed")
    func starter() {
        let code = "import Foundation\n@inlinable func f() { _ = [1].withUnsafeBytes { $0.count } }"
        #expect(AnswerGuard.prepare(code, starter: code) == .success(code))
    }
}

@Suite("Names that an answer may not take over")
struct TakenNamesTests {
    private func taken(_ answer: String, _ check: String, starter: String = "func f(_ x: Tensor) -> Tensor { x }")
        -> [String]
    {
        let source = CellSource(code: check, firstLine: 1)
        return TakenNames.find(in: answer, checks: [Check(source: source, points: 1, title: nil)], starter: starter)
    }

    private let check = "let x = Tensor([1])\nexpect(f(x).shape, equals: matmul(x, x).shape, \"形\", tolerance: 1)"

    @Test(
        "in any way of declaring them",
        arguments: [
            ("func expect() {}", ["expect"]), ("let (a, b) = (1, 2)", []), ("struct Tensor {}", ["Tensor"]),
            ("typealias Tensor = Int", ["Tensor"]),
            ("let matmul = { (a: Int, b: Int) in a }", ["matmul"]), ("var (a, matmul) = (1, 2)", ["matmul"]),
            ("let a = 1, matmul = 2", ["matmul"]), ("let a = 1, matmul: (Int, Int) -> Int = g", ["matmul"]),
            ("extension Tensor { var shape: [Int] { [1] } }", ["Tensor", "shape"]),
            ("extension Int { var shape: [Int] { [1] } }", ["shape"]),
            ("extension Int { subscript(a: Int) -> Int { a } }", ["subscript"]),
        ] as [(String, [String])])
    func declared(answer: String, names: [String]) {
        #expect(taken(answer, check) == names)
    }

    @Test(
        "names of one's own are free, also those that the check uses for its own variables",
        arguments: [
            "func f(_ x: Tensor) -> Tensor { let x = x; return x }", "func helper() { var y = 1; y += 1 }",
            "func f(_ x: Tensor) -> Tensor { matmul(x, x) }", "struct Own { var shape: [Int] }",
            "struct Own {}\nextension Own { var shape: [Int] { [] } }",
        ])
    func free(answer: String) {
        #expect(taken(answer, check) == [])
    }

    @Test("operators count")
    func operators() {
        #expect(taken("func == (a: Int, b: Int) -> Bool { true }", "expect(1 == 2)") == ["=="])
        #expect(taken("infix operator ==", "expect(1 == 2)") == ["=="])
    }
}

@Suite("The order of results")
struct CheckFramesTests {
    private func frame(_ kind: String, _ index: Int) -> Frame { Frame(kind: kind, argument: index, payload: []) }

    @Test("each check begins and ends once, in order")
    func order() {
        let right = [
            frame("check-begin", 0), frame("check-passed", 0), frame("check-begin", 1), frame("check-empty", 1),
        ]
        #expect(CodeChecker.outcomes(right, from: 0, of: 2) == [.passed, .failed(CheckFailure(.nothingExpected))])
        #expect(CodeChecker.outcomes(Array(right.prefix(3)), from: 0, of: 2) == [.passed])
        #expect(CodeChecker.outcomes([frame("check-begin", 1), frame("check-passed", 1)], from: 1, of: 2) == [.passed])
    }

    @Test("anything else is no result at all")
    func tampered() {
        let begin = frame("check-begin", 0)
        let passed = frame("check-passed", 0)
        for frames in [
            [passed], [begin, begin], [begin, passed, passed], [begin, frame("check-passed", 1)],
            [begin, frame("value", 0)],
            [begin, passed, frame("check-begin", 2)], [begin, passed, frame("check-begin", 1), passed],
        ] {
            #expect(CodeChecker.outcomes(frames, from: 0, of: 2) == nil)
        }
    }
}
