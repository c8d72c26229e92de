import Chapters
import Foundation

/// The learner's own editor, on the learner's own terminal.
enum Editor {
    /// Opens a file and waits until the editor is closed.
    ///
    /// Not Foundation's `Process`: that one puts the child into the background, where an editor can't use the terminal.
    static func open(_ path: String) throws(Failure) {
        let environment = ProcessInfo.processInfo.environment
        let editor =
            [environment["VISUAL"], environment["EDITOR"], "vi"].compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
        // $EDITOR may have arguments of its own, so a shell reads it.
        let arguments = ["sh", "-c", "\(editor) \"$1\"", "sh", path]
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var child = pid_t()
        let code = posix_spawn(&child, "/bin/sh", nil, &attributes, &pointers, environ)
        guard code == 0 else {
            throw Failure(
                status: .fault,
                message: LocalizedText(
                    ja: "エディタ \(editor) を起動できません（\(String(cString: strerror(code)))）",
                    en: "the editor \(editor) can't be started (\(String(cString: strerror(code))))"),
                help: LocalizedText(ja: "環境変数 EDITOR を設定してください。", en: "Set the environment variable EDITOR."))
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    }
}
