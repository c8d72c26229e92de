@preconcurrency import Glibc

/// How the engine uses the machine's cores.
///
/// Results never depend on it: work is cut into pieces by the sizes alone, each piece writes what no other one writes,
/// and partial sums are added in the order of the pieces.
public enum Parallelism {
    /// How many threads an operator may use, the caller's among them: 1 to 256.
    ///
    /// At first the environment variable `STUDYKIT_THREADS`, or without it the number of the machine's
    /// cores. Larger and smaller numbers are set to the nearest that is allowed.
    public static var threadCount: Int {
        get { setting.value }
        set { setting.value = min(max(newValue, 1), mostThreads) }
    }

    private static let mostThreads = 256
    private static let setting = LockedInt(defaultThreadCount)

    private static var defaultThreadCount: Int {
        if let text = getenv("STUDYKIT_THREADS"), let number = Int(String(cString: text)), number >= 1 {
            return min(number, mostThreads)
        }
        return min(max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1), mostThreads)
    }
}

/// Runs `pieces` pieces of work on several threads and waits for all of them.
///
/// Threads are made for one call and are gone after it, which costs some 20 µs each: no pool stays behind that a fork
/// (a `should-fail` cell is one) would leave without its threads. If no thread can be made, the caller does it all.
///
/// - Parameters:
///   - pieces: Into how many pieces the work is cut: by its sizes, never by the number of threads.
///   - cost: How many multiplications or the like all pieces take, so that little work stays on one thread.
///   - worker: Called once on each thread, so that it can have memory of its own; it takes pieces 0..<`pieces` until
///     there are no more. It must not write what another piece reads or writes.
func inParallel(pieces: Int, cost: Int, _ worker: (_ next: () -> Int?) -> Void) {
    let threads = min(Parallelism.threadCount, pieces, cost / 250_000)
    guard threads > 1 else {
        var piece = -1
        worker {
            piece += 1
            return piece < pieces ? piece : nil
        }
        return
    }
    withoutActuallyEscaping(worker) { worker in
        let job = ParallelJob(pieces: pieces, worker: worker)
        var started: [pthread_t] = []
        for _ in 1..<threads {
            var thread = pthread_t()
            let context = Unmanaged.passRetained(job)
            let result = pthread_create(
                &thread, nil,
                { context in
                    guard let context else { return nil }
                    Unmanaged<ParallelJob>.fromOpaque(context).takeRetainedValue().work()
                    return nil
                }, context.toOpaque())
            guard result == 0 else {
                context.release()
                break
            }
            started.append(thread)
        }
        job.work()
        for thread in started { pthread_join(thread, nil) }
    }
}

/// What the threads of one call share.
private final class ParallelJob {
    private let pieces: Int
    private let taken = LockedInt(0)
    private let worker: (_ next: () -> Int?) -> Void

    init(pieces: Int, worker: @escaping (_ next: () -> Int?) -> Void) {
        self.pieces = pieces
        self.worker = worker
    }

    func work() {
        worker {
            let piece = taken.next()
            return piece < pieces ? piece : nil
        }
    }
}

/// A number that several threads may read and change.
///
/// With a lock of the C library: the atomics of Swift's own are in a library that each cell program would load.
private final class LockedInt: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var number: Int

    init(_ number: Int) {
        self.number = number
        lock = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    var value: Int {
        get { locked { number } }
        set { locked { number = newValue } }
    }

    /// The number, which then is one more.
    func next() -> Int {
        locked {
            number += 1
            return number - 1
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }
}
