import Dispatch

/// The results of `body` for 0..<count in their order, found on all cores; `body` must depend on its number alone.
func concurrently<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    [Result](unsafeUninitializedCapacity: count) { buffer, initializedCount in
        // Each call writes its own place.
        nonisolated(unsafe) let results = buffer
        DispatchQueue.concurrentPerform(iterations: count) { number in
            results.initializeElement(at: number, to: body(number))
        }
        initializedCount = count
    }
}
