import Foundation

/// The right to go on with an exam, for one process at a time: two would overwrite each other's answers.
///
/// The kernel's own lock on a file beside the progress: whoever is killed holds nothing any more.
package final class ExamHold: Sendable {
    private let descriptor: Int32

    /// F_OFD_SETLK, which Glibc's module leaves out: a lock that belongs to the open file, not to the process.
    fileprivate static let takeLock: Int32 = 37

    fileprivate init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
}

extension ProgressStore {
    /// Takes an exam for this process.
    ///
    /// - Throws: `ProgressError.examIsOpen` while another one has it.
    package func hold(_ exam: UUID) throws(ProgressError) -> ExamHold {
        let file = "\(path).exam-lock"
        // Not for children: an editor that outlives us must not keep the exam.
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unusable(path: file, reason: String(cString: strerror(errno)))
        }
        let hold = ExamHold(descriptor)
        // A byte of its own for every exam, so that one file does for all of them.
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = withUnsafeBytes(of: exam.uuid) { Int($0.loadUnaligned(as: UInt64.self) >> 2) }
        lock.l_len = 1
        guard fcntl(descriptor, ExamHold.takeLock, &lock) == 0 else {
            let code = errno
            if code == EAGAIN || code == EACCES { throw .examIsOpen }
            throw .unusable(path: file, reason: String(cString: strerror(code)))
        }
        return hold
    }
}
