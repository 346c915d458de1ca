// SPDX-License-Identifier: EUPL-1.2

/// A PostgreSQL database behind libpq, whose calls may block and therefore run on threads of their own.
///
/// Reads see one snapshot each; the writers of all processes come one after the other (`PostgreSQLConnection.lock`).
final class PostgreSQLEngine: Engine {
    let dialect = Dialect.postgres
    private let address: PostgreSQLAddress
    private let closing: PostgreSQLClosing
    private let threads = PostgreSQLThreads()
    private let writers = PostgreSQLWriters()
    private let readers: PostgreSQLReaders

    /// Connects when something is asked. `patience` is how long a read may wait for its turn.
    init(url: String, readers: Int, patience: Duration = PostgreSQLReaders.patience) throws {
        let address = try PostgreSQLAddress(url)
        let closing = try PostgreSQLClosing()
        self.address = address
        self.closing = closing
        self.readers = PostgreSQLReaders(count: readers, in: threads, patience: patience) {
            try PostgreSQLConnection(PostgreSQLLink(address, closing: closing), for: .reading)
        }
    }

    func openWriter() throws -> any Connection {
        // Not bound to the closing: what is being written is finished.
        try PostgreSQLConnection(PostgreSQLLink(address, closing: nil), for: .writing(among: writers))
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            readers.add(
                PostgreSQLReaders.Job(
                    perform: { connection in
                        let value = try body(connection)
                        return { continuation.resume(returning: value) }
                    },
                    fail: { continuation.resume(throwing: $0) }))
        }
    }

    func watch(changed: @escaping @Sendable () -> Void, lost: @escaping @Sendable () -> Void) {
        let listener = PostgreSQLListener(address: address, closing: closing, writers: writers, changed: changed, lost: lost)
        threads.start("database listener") { listener.work() }
    }

    func close() {
        readers.close()
        closing.signal()
        threads.join()
    }
}
