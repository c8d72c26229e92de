import Testing

@testable import Runner

@Suite("What the compiler and the runtime say")
struct CompilerMessageTests {
    @Test("errors with their places, notes added, the rest left out")
    func parse() {
        let output = """
            chapter.md:12:7: error: cannot find 'x' in scope
            print(x)
                  ^
            /tmp/build/chapter.md:3:1: warning: unused
            chapter.md:20:3: error: no exact matches in call to 'f'
            main.swift:2:6: note: candidate expects 2 arguments
            error: fatalError
            """
        let messages = CompilerMessage.parse(output)
        #expect(messages.map(\.line) == [12, 20])
        #expect(messages.map(\.column) == [7, 3])
        #expect(messages[1].text.contains("candidate expects 2 arguments"))
    }

    @Test("a backtrace gives the innermost place in our own file")
    func crash() {
        let text = """
            ConvNet/Trap.swift:9: Fatal error: conv2d: input [1], weight [2]:
              more

            *** Signal 4: Backtracing from 0x7f... done ***
              0 trap(_:) + 12 in libStudykitCells.so at /src/ConvNet/Trap.swift:9:5
              1 [ra] f() + 12 in program at /tmp/studykit-1/chapter.md:48:6
              2 [ra] main + 229 in program at /tmp/studykit-1/chapter.md:51:1
            """
        let crash = Crash(standardError: text, end: .signalled(4), file: "chapter.md")
        #expect(crash.message == "conv2d: input [1], weight [2]:\n  more")
        #expect(crash.place?.line == 48 && crash.place?.column == 6)
        #expect(Crash(standardError: "", end: .signalled(11), file: "x").message == "memory access error")
    }
}
