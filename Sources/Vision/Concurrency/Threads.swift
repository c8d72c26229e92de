import Glibc
import Synchronization

/// Runs `body` for each of 0..<count on as many threads as there are processors, this one among them.
///
/// Which thread runs which number differs from run to run, so `body` must write nothing that another call reads: then
/// the result is the same, however many threads there are.
///
/// - Parameters:
///   - count: how often.
///   - threads: how many threads; those of the machine unless given.
///   - progress: called on this thread now and then with the part that is done, in 0...1.
///   - body: the work; it is not called again once this has returned.
func concurrently(
    _ count: Int, threads: Int? = nil, progress: ((Double) -> Void)? = nil, _ body: @escaping @Sendable (Int) -> Void
) {
    let work = SharedWork(count: count, body: body)
    let wanted = min(threads ?? max(1, min(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 64)), count)
    var others: [pthread_t] = []
    for _ in 1..<max(1, wanted) {
        var thread = pthread_t()
        // Where no thread can be had, this one does the work.
        let status = pthread_create(
            &thread, nil,
            { work in
                if let work { Unmanaged<SharedWork>.fromOpaque(work).takeUnretainedValue().run(nil) }
                return nil
            }, Unmanaged.passUnretained(work).toOpaque())
        if status == 0 { others.append(thread) }
    }
    work.run(progress)
    for thread in others { pthread_join(thread, nil) }
    withExtendedLifetime(work) {}
}

/// What the threads share: the next number.
private final class SharedWork: Sendable {
    private let next = Atomic<Int>(0)
    private let count: Int
    private let body: @Sendable (Int) -> Void

    init(count: Int, body: @escaping @Sendable (Int) -> Void) {
        self.count = count
        self.body = body
    }

    func run(_ progress: ((Double) -> Void)?) {
        while true {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard number < count else { return }
            body(number)
            progress?(Double(number + 1) / Double(count))
        }
    }
}
