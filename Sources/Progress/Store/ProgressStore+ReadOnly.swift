import Foundation
import GRDB

extension ProgressStore {
    /// Whether there is a file that this process can't write, or that stands where nothing can be written.
    static func isLocked(_ path: String) -> Bool {
        guard fileSize(path) > 0, access(path, R_OK) == 0 else { return false }
        // SQLite's log stands beside the file.
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return access(path, W_OK) != 0 || access(folder, W_OK) != 0
    }

    /// Opens such a file to look at it.
    ///
    /// It is a copy that is looked at: the last answers may still be in SQLite's log, which can only be read where it can be written.
    static func openLocked(_ path: String) throws(ProgressError) -> DatabaseQueue {
        let folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(
            "studykit-\(UUID().uuidString)")
        // An open file stays until it is closed.
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let copy = folder.appendingPathComponent("progress.sqlite").path
            for suffix in ["", "-wal"] where fileSize(path + suffix) > 0 {
                try Data(contentsOf: URL(fileURLWithPath: path + suffix)).write(to: URL(fileURLWithPath: copy + suffix))
            }
            let database = try DatabaseQueue(path: copy)
            try database.writeWithoutTransaction { db in
                guard try !Schema.migrator.hasBeenSuperseded(db) else { throw ProgressError.newerVersion(path: path) }
                guard try Schema.migrator.hasCompletedMigrations(db) else { throw ProgressError.readOnly(path: path) }
                // The log becomes part of the copy, and nothing is written from here on.
                try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA query_only = 1")
            }
            return database
        } catch let error as ProgressError {
            throw error
        } catch {
            throw .unusable(path: path, reason: reason(error))
        }
    }
}
