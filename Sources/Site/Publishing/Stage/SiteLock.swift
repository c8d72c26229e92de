import Chapters
import Foundation

/// Keeps a second publish into the same folder waiting until the first is done.
///
/// The kernel's lock on a file beside the folder: it is gone with whoever held it, however that ended.
final class SiteLock {
    private let file: Int32
    private let path: String

    /// Waits for the lock of `place`; cancellable.
    ///
    /// Calls `whenWaiting` once, if it has waited for longer than `patience`.
    static func take(_ place: SitePlace, patience: Duration = .seconds(1), whenWaiting: () -> Void = {}) async throws
        -> SiteLock
    {
        try place.makeParent()
        let path = place.beside("lock")
        let patient = ContinuousClock.now.advanced(by: patience)
        var isSaid = false
        while true {
            let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
            guard file >= 0 else { throw place.problem(errno) }
            var mine = stat()
            var named = stat()
            // Whoever held it last has removed the file: the lock of a file without a name keeps nobody out.
            if flock(file, LOCK_EX | LOCK_NB) == 0, fstat(file, &mine) == 0, stat(path, &named) == 0,
                mine.st_ino == named.st_ino, mine.st_dev == named.st_dev
            {
                return SiteLock(file: file, path: path)
            }
            close(file)
            if !isSaid, ContinuousClock.now >= patient {
                isSaid = true
                whenWaiting()
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private init(file: Int32, path: String) {
        self.file = file
        self.path = path
    }

    func release() {
        unlink(path)
        close(file)
    }
}
