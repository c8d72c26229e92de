// Cells get `sqrt`, `exp` and their like without importing Foundation, which would cost them a second.
@_exported @preconcurrency import Glibc

/// What the generated program around the cells calls.
///
/// Cells have no reason to.
public enum NotebookRuntime {
    /// Must be the first statement of the program.
    public static func start() {
        start(takesRequests: false)
    }

    static func start(takesRequests: Bool) {
        Channel.open(takesRequests: takesRequests)
        // A line is out when it is printed, so that a trap right after does not take it along.
        setvbuf(stdout, nil, _IOLBF, 0)
    }

    /// Always false, but not to the compiler: code behind it is compiled and never run.
    nonisolated(unsafe) public static var never = false

    /// Marks the start of the output of a cell.
    public static func beginCell(_ index: Int) {
        Channel.send("begin", index)
    }

    /// Marks the end of the output of a cell.
    public static func endCell(_ index: Int) {
        Channel.send("end", index)
    }

    /// Says that an inline value of the prose is about to be computed.
    public static func beginValue(_ index: Int) {
        Channel.send("begin-value", index)
    }

    /// Sends an inline value of the prose.
    public static func value<Value>(_ index: Int, _ value: Value) {
        Channel.send("value", index, ValueText.describe(value))
    }

    /// Must be the last statement of the program: one that ends without it was ended by a cell.
    public static func finish() {
        Channel.send("done")
    }

    /// Runs a `should-fail` cell in a child process, which must trap (or throw).
    ///
    /// The child shares what came before and can change nothing of what comes after. What it says when it traps
    /// (`Fatal error: …`) becomes part of the cell's output: it is what the cell is there to show.
    public static func mustTrap(_ index: Int, _ body: () throws -> Void) {
        Channel.send("begin", index)
        var complaints: [Int32] = [-1, -1]
        guard pipe(&complaints) == 0 else { return }
        let child = fork()
        if child == 0 {
            dup2(complaints[1], 2)
            close(complaints[0])
            // The trap is expected: no backtrace, no core file.
            for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGFPE, SIGBUS] { signal(number, SIG_DFL) }
            do {
                try body()
            } catch {
                fflush(nil)
                Channel.complain("Fatal error: \(error)\n")
                kill(getpid(), SIGILL)
            }
            fflush(nil)
            _exit(0)
        }
        close(complaints[1])
        let message = Channel.readAll(complaints[0])
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        let signalNumber = status & 0x7F
        Channel.send(child > 0 && signalNumber != 0 ? "trapped" : "survived", index, message)
        Channel.send("end", index)
    }
}
