// SPDX-License-Identifier: EUPL-1.2
import GRDB

/// The pool's one writing connection. GRDB lends it for the length of a call.
final class SQLiteWriter: Connection {
    let dialect = Dialect.sqlite
    private let pool: DatabasePool

    init(_ pool: DatabasePool) { self.pool = pool }

    func together<T>(_ body: (any Connection) throws -> T) throws -> T {
        try pool.writeWithoutTransaction { try body(SQLiteConnection($0)) }
    }

    func rows(_ statement: SQL) throws -> [Row] { try together { try $0.rows(statement) } }
    func run(_ statement: SQL) throws -> Int { try together { try $0.run(statement) } }
    func execute(_ text: String) throws { try together { try $0.execute(text) } }
    func beginWriting() throws { try together { try $0.beginWriting() } }
    func commitWriting() throws { try together { try $0.commitWriting() } }
    func rollBack() { try? together { $0.rollBack() } }
}
