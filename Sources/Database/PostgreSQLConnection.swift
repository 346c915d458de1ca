// SPDX-License-Identifier: EUPL-1.2

/// A connection to PostgreSQL as stores use it: the writer's, or one reader's.
///
/// Savepoints, and the BEGIN of a reader, travel with the statement that follows them: a job of two statements takes two
/// round trips, not four.
final class PostgreSQLConnection: Connection {
    enum Purpose {
        case reading
        case writing(among: PostgreSQLWriters)
    }

    let dialect = Dialect.postgres
    private let link: PostgreSQLLink
    private let purpose: Purpose
    private var prepared = PostgreSQLPreparedStatements()
    /// What is sent before the next statement.
    private var pending: [String] = []
    private var mayHoldLock = false
    private var hasActs = false

    /// Writers of all processes take this lock before they begin, so that acts are numbered without gaps and
    /// serialisation failures stay rare; the neighbour of `Migrator.lock`.
    static let lock = 4_801_202
    /// `GroupWriter` tries again after a conflict; this makes ten seconds of it.
    static let lockPatience = 10_000 / GroupWriter.tries
    /// What other processes listen to.
    static let channel = "hemicycle_act"
    /// The longest statement of a read; and how much longer its answer is waited for.
    static let statementLimit = 30, grace = 5

    init(_ link: PostgreSQLLink, for purpose: Purpose) throws(DatabaseFault) {
        self.link = link
        self.purpose = purpose
        link.patience = Self.patience
        try send(Self.settings)
        switch purpose {
        case .reading: try send("SET statement_timeout = '\(Self.statementLimit)s'")
        case .writing(let writers):
            try send(Self.lastingCommits)
            link.patience = nil
            writers.add(link.processID)
        }
    }

    deinit {
        if case .writing(let writers) = purpose { writers.remove(link.processID) }
    }

    /// The server closes a connection whose program vanished or fell asleep inside a transaction, with the writers' lock.
    private static let settings = """
        SET bytea_output = hex; SET extra_float_digits = 1; SET standard_conforming_strings = on;
        SET idle_in_transaction_session_timeout = '60s';
        SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3
        """

    /// A commit that was answered is on disk; stronger settings of the server are kept.
    private static let lastingCommits = """
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
        """

    private static let patience = Duration.seconds(statementLimit + grace)

    var isAlive: Bool { link.isAlive }
    var preparedCount: Int { prepared.count }

    func rows(_ statement: SQL) throws -> [Row] {
        let answer = try answer(to: statement)
        return answer.rows(prepared.columns(of: statement.text) { answer.columns() })
    }

    func run(_ statement: SQL) throws -> Int {
        if statement.text.hasPrefix("INSERT INTO act ") { hasActs = true }
        return try answer(to: statement).changedRows
    }

    func execute(_ text: String) throws {
        if Self.canWait(text), link.isInTransaction { return pending.append(text) }
        try send(text)
    }

    /// A savepoint cannot fail in a transaction that has not failed.
    private static func canWait(_ text: String) -> Bool {
        (text.hasPrefix("SAVEPOINT ") || text.hasPrefix("RELEASE SAVEPOINT ")) && !text.contains(";")
    }

    @discardableResult
    private func send(_ text: String) throws(DatabaseFault) -> [PostgreSQLAnswer] {
        let texts = pending + [text]
        pending = []
        let answers = try link.execute(texts.joined(separator: "; "))
        try check(answers)
        return answers
    }

    /// Sends a statement with what was pending before it, in one round trip.
    private func answer(to statement: SQL) throws(DatabaseFault) -> PostgreSQLAnswer {
        let parameters = try PostgreSQLParameters(statement.values)
        var trip = RoundTrip()
        for text in pending { add(text, .none, to: &trip) }
        for name in prepared.surplus() { trip.commands.append(.once(text: "DEALLOCATE \(name)", .none)) }
        add(statement.text, parameters, to: &trip)
        pending = []
        let answers = try link.perform(trip.commands)
        for (text, new) in trip.prepared where answers[new.position].hasSucceeded { prepared.keep(text, as: new.name) }
        try check(answers)
        return answers[answers.count - 1]
    }

    /// What is sent together, and what of it prepares which text under which name.
    private struct RoundTrip {
        var commands: [PostgreSQLLink.Command] = []
        var prepared: [String: (position: Int, name: String)] = [:]
    }

    private func add(_ text: String, _ parameters: PostgreSQLParameters, to trip: inout RoundTrip) {
        guard PostgreSQLPreparedStatements.isWorthwhile(text) else { return trip.commands.append(.once(text: text, parameters)) }
        if let name = prepared.name(of: text) ?? trip.prepared[text]?.name {
            trip.commands.append(.perform(name: name, parameters))
        } else {
            let name = prepared.newName()
            trip.prepared[text] = (trip.commands.count, name)
            trip.commands += [.prepare(name: name, text: text), .perform(name: name, parameters)]
        }
    }

    private func check(_ answers: [PostgreSQLAnswer]) throws(DatabaseFault) {
        guard let failed = answers.first(where: \.hasFailed) else { return }
        let failure = PostgreSQLFailure(failed)
        if case .writing = purpose, failure.isReadOnly { throw .unavailable(failure.message) }
        throw failure.fault
    }
}

extension PostgreSQLConnection {
    /// The first lock is taken in a transaction of its own: the one that writes must see all that was committed before it.
    func beginWriting() throws {
        hasActs = false
        mayHoldLock = true
        link.patience = Self.patience
        try send(
            """
            BEGIN; SET LOCAL lock_timeout = \(Self.lockPatience); SELECT pg_advisory_lock(\(Self.lock)); COMMIT;
            BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL lock_timeout = \(Self.lockPatience)
            """)
    }

    func commitWriting() throws {
        let notice = hasActs ? "NOTIFY \(Self.channel); " : ""
        let answers = try send("\(notice)COMMIT; SELECT pg_advisory_unlock(\(Self.lock))")
        // COMMIT after an unnoticed failure undoes, and says so only here.
        guard !answers.contains(where: { $0.tag == "ROLLBACK" }) else { throw DatabaseFault.other("the transaction was undone") }
        mayHoldLock = false
        link.patience = nil
    }

    func rollBack() {
        pending = []
        if isAlive, !link.isIdle { _ = try? send("ROLLBACK") }
        if isAlive, mayHoldLock { _ = try? send("SELECT pg_advisory_unlock_all()") }
        mayHoldLock = false
        link.patience = nil
    }

    /// Everything until `endReading` sees one state of the database.
    func beginReading() { pending = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"] }

    /// Ends what was begun, if anything was sent. Returns whether the connection can be used again.
    func endReading() -> Bool {
        pending = []
        if isAlive, !link.isIdle { _ = try? send("COMMIT") }
        return isAlive && link.isIdle
    }
}
