import Foundation

enum CPUTime {
    /// The least CPU time, in seconds, that some work took in several runs.
    static func least<E: Error>(of runs: Int, _ work: () throws(E) -> Void) throws(E) -> Double {
        var least = Double.infinity
        for _ in 0..<runs { least = min(least, try of(work)) }
        return least
    }

    /// The CPU time, in seconds, that some work takes once.
    static func of<E: Error>(_ work: () throws(E) -> Void) throws(E) -> Double {
        let start = now()
        try work()
        return now() - start
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
