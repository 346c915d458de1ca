// SPDX-License-Identifier: EUPL-1.2

/// One connection to a database, used by one thread at a time. What it throws is a `DatabaseFault`.
protocol Connection: AnyObject {
    var dialect: Dialect { get }
    /// Runs a statement and returns its rows.
    func rows(_ statement: SQL) throws -> [Row]
    /// Runs a statement and returns how many rows it changed.
    func run(_ statement: SQL) throws -> Int
    /// Runs text without parameters, perhaps several statements: migrations, BEGIN, COMMIT.
    func execute(_ text: String) throws
    /// Begins the one transaction in which this process writes; other processes wait or are told to try again.
    func beginWriting() throws
    /// Makes it last.
    func commitWriting() throws
    /// Undoes what was begun, if anything was; never fails, since a connection that cannot is dead.
    func rollBack()
    /// Runs several calls without letting go of the connection between them.
    func together<T>(_ body: (any Connection) throws -> T) throws -> T
}

extension Connection {
    func together<T>(_ body: (any Connection) throws -> T) throws -> T { try body(self) }
}

/// The database behind an address.
protocol Engine: Sendable {
    var dialect: Dialect { get }
    /// The connection that all writes of this process share; called on the writer's thread, and again after it was lost.
    func openWriter() throws -> any Connection
    /// Runs `body` in one read-only transaction that sees one state of the database.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T
    /// Calls `changed` whenever another process may have committed acts, until `close`; `lost` when acts may have been missed.
    func watch(changed: @escaping @Sendable () -> Void, lost: @escaping @Sendable () -> Void)
    /// Takes what was erased out of the log, as far as nobody reads in it.
    func scrub() async
    func close()
}

extension Engine {
    /// PostgreSQL vacuums by itself; what is only read has nothing to take out.
    func scrub() async {}
}

/// Which of the two databases.
package enum Dialect: String, Sendable { case sqlite, postgres }

/// The machine failed. Refusals are something else.
package enum DatabaseFault: Error, Equatable, CustomStringConvertible {
    /// Cannot be reached, or was lost; nothing is known to be stored.
    case unavailable(String)
    /// Another transaction came first; the same work may be tried again.
    case conflict
    /// The disk is full; reading goes on.
    case full
    /// The file is damaged.
    case damaged(String)
    /// A constraint of the schema forbids it.
    case constraint(String)
    /// Anything else, in the words of the database.
    case other(String)

    package var description: String {
        switch self {
        case .unavailable(let why): "the database cannot be reached: \(why)"
        case .conflict: "other changes came first; try again"
        case .full: "the disk that holds the database is full"
        case .damaged(let why): "the database is damaged: \(why)"
        case .constraint(let why): "the database refused the change: \(why)"
        case .other(let why): "the database failed: \(why)"
        }
    }
}
