// SPDX-License-Identifier: EUPL-1.2
import GRDB

/// A SQLite file that this process only reads: nothing in it changes, so that it can also be read on a full disk or without
/// the right to write.
final class SQLiteReading: Engine {
    let dialect = Dialect.sqlite
    private let queue: DatabaseQueue

    /// Throws what `refusing` throws before the file is more than looked at.
    init(path: String, refusing: (any Connection) throws -> Void) throws {
        let file = SQLiteFile(path: path)
        try file.look(writing: false, refusing)
        do {
            queue = try file.openForReading()
            _ = try queue.read { try SQLiteFile.isNew($0, path: path) }
        } catch {
            throw SQLiteFile.refusal(error, path: path)
        }
    }

    func openWriter() throws -> any Connection { throw DatabaseFault.unavailable("it was opened for reading only") }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        do {
            return try await queue.read { try body(SQLiteConnection($0)) }
        } catch let error as DatabaseError {
            throw SQLiteConnection.fault(error)
        }
    }

    /// Reads on the calling thread.
    func reading<T>(_ body: (any Connection) throws -> T) throws -> T {
        do {
            return try queue.read { try body(SQLiteConnection($0)) }
        } catch let error as DatabaseError {
            throw SQLiteConnection.fault(error)
        }
    }

    func watch(changed: @escaping @Sendable () -> Void, lost: @escaping @Sendable () -> Void) { lost() }

    func close() { try? queue.close() }
}
