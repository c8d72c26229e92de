import ConvNet
import Formats
import Foundation
import Testing

@Suite("Files as a whole")
struct WholeFileTests {
    private let tensor = Tensor([[1, 2], [3, 4]])

    @Test("a missing file, a folder, a pipe and an empty file are errors that say so")
    func reading() throws {
        try withTemporaryFolder { folder in
            let missing = try failure { () throws(FormatError) in _ = try Tensor.loadNPY("\(folder)/none.npy") }
            #expect(missing.description.contains("none.npy: can't be opened: No such file"))
            #expect(try failure { () throws(FormatError) in _ = try Tensor.loadNPY(folder) }.problem.contains("folder"))
            #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
            let pipe = try failure { () throws(FormatError) in _ = try Tensor.loadNPY("\(folder)/pipe") }
            #expect(pipe.problem.contains("not a file"))
            try Data().write(to: URL(fileURLWithPath: "\(folder)/empty.npy"))
            let empty = try failure { () throws(FormatError) in _ = try Tensor.loadNPY("\(folder)/empty.npy") }
            #expect(empty.offset == 0)
        }
    }

    @Test("a file too large for a cell is refused by its size, before it is read")
    func tooLarge() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/sparse.npy"
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(truncate(path, 3 << 30) == 0)
            let error = try failure { () throws(FormatError) in _ = try Tensor.loadNPY(path) }
            #expect(error.problem == "3221225472 bytes are more than 2147483648")
        }
    }

    @Test("replacing keeps permissions and links, and leaves nothing else behind")
    func replacing() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/x.npy"
            try tensor.saveNPY(path)
            #expect(chmod(path, 0o640) == 0 && symlink("x.npy", "\(folder)/link.npy") == 0)
            try (tensor * 2).saveNPY("\(folder)/link.npy")
            #expect(try Tensor.loadNPY(path) == tensor * 2)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o640)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["link.npy", "x.npy"])
        }
    }

    @Test("a write that fails keeps the old file and leaves no other")
    func failing() async throws {
        await #expect(processExitsWith: .success) {
            try withTemporaryFolder { folder in
                let tensor = Tensor.ones([100, 100])
                let path = "\(folder)/x.npy"
                try tensor.saveNPY(path)
                // The file system is full after 64 KB, as far as this process is concerned.
                signal(SIGXFSZ, SIG_IGN)
                var limit = rlimit(rlim_cur: 65536, rlim_max: 65536)
                precondition(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
                do throws(FormatError) {
                    try Tensor.zeros([200, 200]).saveNPY(path)
                    preconditionFailure("it was written")
                } catch {
                    precondition(error.problem.contains("File too large"), "\(error)")
                }
                let (kept, names) = (
                    try Tensor.loadNPY(path), try FileManager.default.contentsOfDirectory(atPath: folder)
                )
                precondition(kept == tensor && names == ["x.npy"])
            }
        }
        let elsewhere = try failure { () throws(FormatError) in try tensor.saveNPY("/nowhere/at/all/x.npy") }
        #expect(elsewhere.problem.contains("can't be written"))
        #expect(try failure { () throws(FormatError) in try tensor.saveNPY("/dev/null") }.problem.contains("device"))
    }
}
