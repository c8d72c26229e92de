import Foundation

/// Confinement by bubblewrap: no network, its own process space, everything read-only but one folder.
///
/// The toolchain, the engine and the system's libraries are visible; homes, other projects and the chapter's checks
/// are not. bubblewrap's first process dies with the tool, and with it everything that a cell may have started.
package struct Sandbox: Sendable {
    package enum Mode: Sendable, Equatable {
        case bubblewrap(path: String)
        /// `STUDYKIT_SANDBOX=none`: only for machines that confine by other means, such as a container.
        case none
    }

    package var mode: Mode

    /// nil: there is no bubblewrap, and nobody said that none is wanted.
    package static func find(environment: [String: String] = ProcessInfo.processInfo.environment) -> Sandbox? {
        if environment["STUDYKIT_SANDBOX"] == "none" { return Sandbox(mode: .none) }
        for folder in (environment["PATH"] ?? "").split(separator: ":") + ["/usr/bin"] {
            let path = "\(folder)/bwrap"
            if FileManager.default.isExecutableFile(atPath: path) { return Sandbox(mode: .bubblewrap(path: path)) }
        }
        return nil
    }

    /// What a confined command may see and change.
    struct View {
        var readable: [String]
        var writable: [String]
        /// Seen as empty.
        var hidden: [String] = []
        var workingDirectory: String
        /// Bytes of address space; a runaway allocation ends the program, not the machine.
        var memoryLimit = 8 << 30
        /// Bytes of one file.
        var fileLimit = 1 << 30
        /// Processes and threads at the same time.
        ///
        /// Counted in the sandbox alone. The kernel exempts root, for whom the end of the timeout is the only bound.
        var processLimit = 1024
    }

    /// A limit can be lowered, not raised above what the user's own session allows.
    private static func allowed(_ wanted: Int, _ resource: __rlimit_resource) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0, limit.rlim_max < rlim_t(wanted) else {
            return wanted
        }
        return Int(limit.rlim_max)
    }

    /// Whether a folder lies among what is shown anyway; only then is there something to hide.
    private func isVisible(_ path: String, _ view: View) -> Bool {
        (["/usr"] + view.readable).contains { path.hasPrefix($0 + "/") }
    }

    /// The command line that runs `command` confined.
    func wrap(_ command: [String], _ view: View) -> [String] {
        // Limits hold outside of the sandbox as well, so they are set first.
        let limits = [
            "/usr/bin/prlimit", "--as=\(Sandbox.allowed(view.memoryLimit, RLIMIT_AS))",
            "--fsize=\(Sandbox.allowed(view.fileLimit, RLIMIT_FSIZE))", "--core=0",
            "--nofile=\(Sandbox.allowed(1024, RLIMIT_NOFILE))", "--",
        ]
        guard case .bubblewrap(let bwrap) = mode else { return limits + command }
        var arguments = [
            bwrap, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--proc", "/proc",
            "--dev", "/dev", "--size", "\(256 << 20)", "--tmpfs", "/tmp", "--ro-bind", "/usr", "/usr",
        ]
        for path in ["/bin", "/sbin", "/lib", "/lib64", "/lib32"] {
            if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
                arguments += ["--symlink", target, path]
            } else {
                arguments += ["--ro-bind-try", path, path]
            }
        }
        for path in ["/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"] {
            arguments += ["--ro-bind-try", path, path]
        }
        for path in view.readable where !path.hasPrefix("/usr/") { arguments += ["--ro-bind-try", path, path] }
        for path in view.hidden where isVisible(path, view) { arguments += ["--tmpfs", path] }
        for path in view.writable { arguments += ["--bind", path, path] }
        // Set inside: outside, everything else of the user's would count.
        let processes = ["/usr/bin/prlimit", "--nproc=\(Sandbox.allowed(view.processLimit, __RLIMIT_NPROC))", "--"]
        return limits + arguments + ["--chdir", view.workingDirectory, "--"] + processes + command
    }
}
