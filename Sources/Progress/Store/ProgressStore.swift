import Chapters
import Foundation
import GRDB
import Scheduling

/// A learner's history in SQLite.
///
/// Every write is a transaction of its own that is on disk when the call returns (write-ahead log, `synchronous = FULL`), so a kill or a
/// power cut loses nothing that was confirmed, and several sessions can write at once.
package final class ProgressStore: Sendable {
    package let path: String
    /// A damaged file was found and put aside here; the store began anew.
    package let damagedFile: String?
    /// The file can be looked at only.
    package let isReadOnly: Bool
    package let scheduler: FSRSScheduler
    let database: any DatabaseWriter

    /// Opens or creates the file, with its folder.
    ///
    /// One that can't be written is opened where `isForReading`, for whoever only looks at it.
    ///
    /// - Throws: `ProgressError`
    package init(
        path: String, isForReading: Bool = false, scheduler: FSRSScheduler = FSRSScheduler()
    ) throws(ProgressError) {
        self.path = path
        self.scheduler = scheduler
        if ProgressStore.isLocked(path) {
            guard isForReading else { throw .readOnly(path: path) }
            database = try ProgressStore.openLocked(path)
            isReadOnly = true
            damagedFile = nil
            return
        }
        isReadOnly = false
        do {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch {
            throw .unusable(path: path, reason: ProgressStore.reason(error))
        }
        do {
            database = try ProgressStore.open(path)
            damagedFile = nil
        } catch let error as ProgressError {
            throw error
        } catch let error as DatabaseError where !ProgressStore.isDamage(error) {
            throw .unusable(path: path, reason: ProgressStore.reason(error))
        } catch {
            // SQLite's word for it, or a row that is not what was written (GRDB's decoding errors are not public).
            (database, damagedFile) = try ProgressStore.startAnew(path)
        }
    }

    private static func open(_ path: String) throws -> DatabasePool {
        try inspect(path)
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        let database = try DatabasePool(path: path, configuration: configuration)
        try Schema.migrator.migrate(database)
        return database
    }

    /// Looks at a file before anything is written to it, so that a damaged or newer one stays as it is.
    private static func inspect(_ path: String) throws {
        guard fileSize(path) > 0 else { return }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let file = try DatabaseQueue(path: path, configuration: configuration)
        try file.read { db in
            guard try !Schema.migrator.hasBeenSuperseded(db) else { throw ProgressError.newerVersion(path: path) }
            // A page that can't be read would otherwise show in the middle of a session. A very long history is not read
            // through at every start; damage in it is reported when it is met.
            guard fileSize(path) <= 16 << 20 else { return }
            let check = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
            guard check == "ok" else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: check) }
        }
        try file.close()
    }

    static func fileSize(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.size] as? Int ?? 0
    }

    /// Puts a damaged file aside, where a person can still try to save something from it, and begins with an empty one.
    private static func startAnew(_ path: String) throws(ProgressError) -> (DatabasePool, String) {
        var number = 1
        while FileManager.default.fileExists(atPath: "\(path).damaged-\(number)") { number += 1 }
        let aside = "\(path).damaged-\(number)"
        do {
            try FileManager.default.moveItem(atPath: path, toPath: aside)
            for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
                try FileManager.default.moveItem(atPath: path + suffix, toPath: aside + suffix)
            }
            return (try open(path), aside)
        } catch {
            throw .unusable(path: path, reason: reason(error))
        }
    }

    private static func isDamage(_ error: DatabaseError) -> Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
    }

    static func reason(_ error: any Error) -> String {
        if let error = error as? DatabaseError { return error.message ?? "SQLite \(error.resultCode.rawValue)" }
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let posix = underlying, posix.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(posix.code)))
        }
        return (error as NSError).localizedDescription
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(ProgressError) -> Value {
        do {
            return try database.read(body)
        } catch {
            throw .unusable(path: path, reason: ProgressStore.reason(error))
        }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(ProgressError) -> Value {
        do {
            return try database.write(body)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
            throw .readOnly(path: path)
        } catch {
            throw .unusable(path: path, reason: ProgressStore.reason(error))
        }
    }
}
