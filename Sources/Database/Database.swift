// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import Synchronization
import Vocabulary

/// The one store of a server: a SQLite file or a PostgreSQL database behind the same few calls.
package final class Database: Sendable {
    private let engine: any Engine
    private let writer: GroupWriter
    private let feed: ActFeed
    private let kept = KeptValues()
    package let url: DatabaseURL
    private let statements = Atomic<Int>(0)
    private let reactions: Reactions

    package var dialect: Dialect { engine.dialect }

    /// How many statements transactions have sent so far: what tests of lists compare.
    package var statementCount: Int { statements.load(ordering: .relaxed) }

    /// Opens a database; see `OpeningRefusal` for what can be wrong.
    ///
    /// - Parameter migrating: whether a schema that lacks steps is brought forward (a SQLite file after a copy of it was
    ///   made beside it), or refused.
    /// - Parameter reactions: what follows from acts, in the transaction that records them.
    package static func open(
        _ url: DatabaseURL, steps: [Migration], migrating: Bool, at now: Date = .now, readers: Int = 4,
        reactions: [String: Reaction] = [:]
    ) throws -> Database {
        // Several processes that begin or bring forward the same file at once get in each other's way, for moments.
        for _ in 0..<20 {
            do {
                return try openOnce(
                    url, steps: ActStore.migrations + steps, migrating: migrating, at: now, readers: readers, reactions)
            } catch DatabaseFault.conflict {
                Thread.sleep(forTimeInterval: .random(in: 0.02...0.1))
            }
        }
        return try openOnce(
            url, steps: ActStore.migrations + steps, migrating: migrating, at: now, readers: readers, reactions)
    }

    private static func openOnce(
        _ url: DatabaseURL, steps: [Migration], migrating: Bool, at now: Date, readers: Int, _ reactions: [String: Reaction]
    ) throws -> Database {
        let migrator = Migrator(steps: steps, place: url.description)
        let engine: any Engine
        switch url {
        case .sqlite(let path):
            try SQLiteFile(path: path).look { _ = try migrator.pending(on: $0) }
            engine = try SQLiteEngine(path: path, readers: readers)
        case .postgres(let text): engine = try PostgreSQLEngine(url: text, readers: readers)
        }
        do {
            let connection = try engine.openWriter()
            let pending = try connection.together { try migrator.pending(on: $0) }
            if !pending.isEmpty {
                guard migrating else { throw OpeningRefusal.notMigrated(pending: pending.count) }
                if pending.count < steps.count, let sqlite = engine as? SQLiteEngine {
                    try sqlite.copyBesideItself(before: pending[0])
                }
                _ = try connection.together { try migrator.migrate($0, at: now) }
            }
            return Database(
                engine: engine, url: url, last: try connection.together { try ActStore(connection: $0).last() },
                reactions: Reactions(of: reactions))
        } catch {
            engine.close()
            throw error
        }
    }

    /// Opens a database that is there, for `read` alone: a SQLite file is not written to, and its schema has to be the
    /// program's already.
    package static func openForReading(_ url: DatabaseURL, steps: [Migration]) throws -> Database {
        guard case .sqlite(let path) = url else { return try open(url, steps: steps, migrating: false, readers: 1) }
        let known = ActStore.migrations + steps
        let migrator = Migrator(steps: known, place: url.description)
        let engine = try SQLiteReading(path: path) { _ = try migrator.pending(on: $0) }
        do {
            let pending = try engine.reading { try migrator.pending(on: $0) }
            guard pending.isEmpty else { throw OpeningRefusal.notMigrated(pending: pending.count) }
            return Database(
                engine: engine, url: url, last: try engine.reading { try ActStore(connection: $0).last() }, reactions: Reactions()
            )
        } catch {
            engine.close()
            throw error
        }
    }

    /// Which steps the schema lacks, without changing anything.
    package static func pendingSteps(_ url: DatabaseURL, steps: [Migration]) throws -> [String] {
        let migrator = Migrator(steps: ActStore.migrations + steps, place: url.description)
        if case .sqlite(let path) = url, (FileManager.default.size(of: path) ?? 0) == 0 { return migrator.steps.map(\.id) }
        return try looking(at: url, migrator) { try migrator.pending(on: $0).map(\.id) }
    }

    /// Lets `body` look at a database that is there and that this program understands; changes nothing.
    static func looking<T>(at url: DatabaseURL, _ migrator: Migrator, _ body: (any Connection) throws -> T) throws -> T {
        switch url {
        case .sqlite(let path):
            let engine = try SQLiteReading(path: path) { _ = try migrator.pending(on: $0) }
            defer { engine.close() }
            return try engine.reading(body)
        case .postgres(let text):
            let engine = try PostgreSQLEngine(url: text, readers: 1)
            defer { engine.close() }
            return try engine.openWriter().together(body)
        }
    }

    private init(engine: any Engine, url: DatabaseURL, last: Int, reactions: Reactions) {
        self.engine = engine
        self.url = url
        self.reactions = reactions
        let feed = ActFeed(last: last)
        self.feed = feed
        writer = GroupWriter(engine: engine) { acts in feed.committedHere(acts) }
    }

    /// Reads in one transaction that sees one state.
    package func read<T: Sendable>(
        by actor: Actor, at now: Date, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await reading(by: actor, at: now, body).0
    }

    /// Reads as above, and tells what was seen.
    package func reading<T: Sendable>(
        by actor: Actor, at now: Date, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> (T, Seen) {
        try await engine.read { [self] connection in
            let journal = Journal()
            defer { statements.add(journal.statements, ordering: .relaxed) }
            let value = try body(
                Transaction(connection: connection, journal: journal, kept: kept, actor: actor, now: now))
            return (value, journal.seen)
        }
    }

    /// Changes in one transaction, which is on disk when this returns. What `body` throws undoes all of it.
    ///
    /// `body` may run again, when another process came first or when what shares its commit failed: ids, seeds and times are drawn
    /// before it.
    @discardableResult
    package func write<T: Sendable>(
        by actor: Actor, at now: Date, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        let outcome = Outcome<T>()
        return try await withCheckedThrowingContinuation { continuation in
            writer.add(
                GroupWriter.Job(
                    perform: { [self] connection in
                        let journal = Journal()
                        defer { statements.add(journal.statements, ordering: .relaxed) }
                        let tx = Transaction(connection: connection, journal: journal, actor: actor, now: now)
                        do {
                            let value = try body(tx)
                            try reactions.follow(tx)
                            outcome.set(.success(value))
                        } catch {
                            outcome.set(.failure(error))
                            throw error
                        }
                        return journal.acts.map {
                            Act(
                                number: 0, at: now, actor: actor.kind, role: actor.role, verb: $0.verb, nouns: $0.nouns,
                                person: actor.person)
                        }
                    },
                    finish: { fault in continuation.resume(with: outcome.result(after: fault)) }))
        }
    }

    /// Calls `changed` with the nouns of every commit, here or in another process; with nil when some may have been missed.
    package func onChange(_ changed: @escaping @Sendable (Set<Noun>?) -> Void) { feed.listen { nouns, _ in changed(nouns) } }

    /// The same, with the number up to which all acts were told by then.
    package func onActs(_ told: @escaping @Sendable (Set<Noun>?, _ upTo: Int) -> Void) { feed.listen(told) }

    /// Begins to notice what other processes commit.
    package func watchOtherProcesses() {
        engine.watch(
            changed: { [engine, feed] in
                Task {
                    await feed.catchUp { after in try await engine.read { try ActStore(connection: $0).nouns(after: after) } }
                }
            },
            lost: { [feed] in feed.lost() })
    }

    /// Takes what was erased out of the log as well, as far as nobody reads in it just now; what is left goes with the next time.
    ///
    /// SQLite overwrites what it erases (`secure_delete`), but the pages as they were stand in its log until that is begun anew.
    /// PostgreSQL does so when it vacuums.
    package func scrub() async {
        await engine.scrub()
    }

    /// Finishes what is being written and lets go of every connection.
    package func close() {
        writer.close()
        engine.close()
    }

    /// Runs `body` with a read transaction's bare connection, for copies of whole tables.
    func readConnection<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await engine.read(body)
    }
}

/// What a job came to, handed from the writer's thread to its caller; written and read by that thread alone.
private final class Outcome<T: Sendable>: Sendable {
    private let kept = Mutex<Result<T, any Error>?>(nil)

    func set(_ result: Result<T, any Error>) { kept.withLock { $0 = result } }

    /// The job's own error comes before the fault that stands for it; a fault of the commit undoes a success.
    func result(after fault: DatabaseFault?) -> Result<T, any Error> {
        let result = kept.withLock { $0 }
        switch (result, fault) {
        case (.some(let result), nil): return result
        case (.failure(let error), .some(.refused)): return .failure(error)
        case (_, .some(let fault)): return .failure(fault)
        case (nil, nil): return .failure(DatabaseFault.other("the job did not run"))
        }
    }
}
