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

/// Runs `pieces` pieces of work on several threads and waits until all are done.
///
/// Threads are made for one call, which costs some 10 µs each: no pool stays behind that a fork (a `should-fail` cell is
/// one) would leave without its threads. The caller works too, and does not wait for a thread that has taken nothing:
/// on a busy machine a new one may need longer to start than the work takes. If none can be made, the caller does it all.
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
        for _ in 1..<threads where !job.startThread() { break }
        job.work()
        job.finish()
    }
}

/// What the threads of one call share.
private final class ParallelJob {
    private let pieces: Int
    private let lock = Lock()
    private let allDone: UnsafeMutablePointer<pthread_cond_t>

    /// Nil once the call has returned: what it captures is gone then.
    private var worker: ((_ next: () -> Int?) -> Void)?
    private var taken = 0
    /// Threads that are inside `worker`.
    private var working = 0

    /// Threads of all calls that have not ended yet.
    ///
    /// One that came too late to work may end while the caller forks. It must not hold the lock then: nobody in the
    /// child would ever open it.
    private static let alive: LockedInt = {
        let number = LockedInt(0)
        pthread_atfork(
            { ParallelJob.alive.hold() }, { ParallelJob.alive.release() },
            {
                ParallelJob.alive.release()
                ParallelJob.alive.value = 0
            })
        return number
    }()

    init(pieces: Int, worker: @escaping (_ next: () -> Int?) -> Void) {
        self.pieces = pieces
        self.worker = worker
        allDone = .allocate(capacity: 1)
        pthread_cond_init(allDone, nil)
    }

    deinit {
        pthread_cond_destroy(allDone)
        allDone.deallocate()
    }

    /// One more thread that works on this; false if there can't be one.
    func startThread() -> Bool {
        // Threads of earlier calls that the machine has not let run yet: more of them would not help.
        guard ParallelJob.alive.add(1) < 2 * Parallelism.threadCount else {
            ParallelJob.alive.add(-1)
            return false
        }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let result = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<ParallelJob>.fromOpaque(context).takeRetainedValue().work() }
                ParallelJob.alive.add(-1)
                return nil
            }, context.toOpaque())
        guard result == 0 else {
            context.release()
            ParallelJob.alive.add(-1)
            return false
        }
        pthread_detach(thread)
        return true
    }

    /// Works as long as there is a piece, unless there is none to begin with.
    func work() {
        guard enter() else { return }
        lock.locked { worker }?({ self.next() })
        lock.locked {
            working -= 1
            pthread_cond_signal(allDone)
        }
    }

    /// Waits for the threads that have taken a piece; those that come later find nothing to do.
    func finish() {
        lock.locked {
            while working > 0 { pthread_cond_wait(allDone, lock.mutex) }
            worker = nil
        }
    }

    private func enter() -> Bool {
        lock.locked {
            guard worker != nil, taken < pieces else { return false }
            working += 1
            return true
        }
    }

    private func next() -> Int? {
        lock.locked {
            guard taken < pieces else { return nil }
            taken += 1
            return taken - 1
        }
    }
}

/// A number that several threads may read and change.
private final class LockedInt: @unchecked Sendable {
    private let lock = Lock()
    private var number: Int

    init(_ number: Int) { self.number = number }

    var value: Int {
        get { lock.locked { number } }
        set { lock.locked { number = newValue } }
    }

    /// Keeps all other threads from the number until `release()`.
    func hold() { pthread_mutex_lock(lock.mutex) }

    /// The opposite of `hold()`, by the thread that called it.
    func release() { pthread_mutex_unlock(lock.mutex) }

    /// The number, after `change` was added to it.
    @discardableResult
    func add(_ change: Int) -> Int {
        lock.locked {
            number += change
            return number
        }
    }
}

/// The C library's lock: the atomics of Swift's own are in a library that each cell program would have to load.
private final class Lock {
    let mutex: UnsafeMutablePointer<pthread_mutex_t>

    init() {
        mutex = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
