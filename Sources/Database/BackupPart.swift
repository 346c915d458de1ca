// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// The file that becomes NAME when it is whole: `NAME.part` until then, readable by its owner only.
final class BackupPart: Sendable {
    let path: String
    let target: String
    private let descriptor: Int32
    private let isKept = Atomic<Bool>(false)

    /// Claims the part for this run. One that was left by a run that was killed is taken over, one being written is not.
    init(of target: String) throws {
        self.target = target
        path = target + ".part"
        // Claimed before the object is whole: an object that is not must not take away what it did not get.
        descriptor = try Self.claim(path, for: target)
        removeSiblings()
    }

    private static func claim(_ path: String, for target: String) throws -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refusal(errno, target, part: path) }
        do {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw BackupRefusal.beingWritten(part: path) }
            guard isOurs(descriptor) else { throw BackupRefusal.inTheWay(path) }
            guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, 0o600) == 0 else { throw refusal(errno, target, part: path) }
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        if !isKept.load(ordering: .relaxed) {
            unlink(path)
            removeSiblings()
        }
        close(descriptor)
    }

    /// Gives the whole file its name, once it is on disk.
    func keep() throws {
        guard fsync(descriptor) == 0 else { throw Self.refusal(errno, target, part: path) }
        guard rename(path, target) == 0 else { throw Self.refusal(errno, target, part: path) }
        isKept.store(true, ordering: .relaxed)
        let folder = open(Folder.of(target), O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// Empty or a database: nothing that somebody wrote by hand under this name.
    private static func isOurs(_ descriptor: Int32) -> Bool {
        var head = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &head, 16, 0)
        return count == 0 || (count == 16 && head == Array("SQLite format 3\0".utf8))
    }

    private func removeSiblings() {
        for ending in ["-journal", "-wal", "-shm"] { unlink(path + ending) }
    }

    /// The system's word for why a file cannot be written, as a sentence.
    static func refusal(_ code: Int32, _ path: String, part: String) -> any Error {
        switch code {
        case EACCES, EPERM, EROFS: OpeningRefusal.noRight(path)
        case ENOENT, ENOTDIR: OpeningRefusal.noFolder(path)
        case ENOSPC, EDQUOT, EFBIG: BackupRefusal.full(path)
        case ELOOP, EISDIR: BackupRefusal.inTheWay(part)
        default: BackupRefusal.cannotWrite(path, why: String(cString: strerror(code)))
        }
    }

    /// The fault of a write into this file, as a sentence about it instead of the database.
    func naming<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch DatabaseFault.full {
            throw BackupRefusal.full(target)
        } catch DatabaseFault.unavailable(SQLiteConnection.writeFailed) {
            throw BackupRefusal.cannotWrite(target, why: SQLiteConnection.writeFailed)
        }
    }
}
