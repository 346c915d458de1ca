// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import FieldVisits
import Formats
import Foundation
import Network
import Outbox
import Programme
import Registration
import Server
import Vocabulary

/// A kind of file that can be taken in.
package struct ImportKind: Sendable {
    package let name: String
    /// What is in the file, for the help.
    package let about: String
    /// The names its columns can have; empty for what is no table.
    package let columns: [String]
    /// Reads the bytes and stores what is new or differs; throws a refusal with line and column, and then nothing is stored.
    fileprivate let take: @Sendable ([UInt8], Transaction, String?) throws -> ImportReport
    /// The same for kinds that make new ids: what is drawn is drawn before the transaction.
    fileprivate var takeDrawn: (@Sendable ([UInt8], Transaction, String?, FileDraw) throws -> ImportReport)?

    private init(
        name: String, about: String, columns: [String], _ take: @escaping @Sendable ([UInt8], Transaction) throws -> ImportReport
    ) {
        self.init(name: name, about: about, columns: columns, forEdition: { bytes, tx, _ in try take(bytes, tx) })
    }

    /// For files that do not say which edition they are about.
    private init(
        name: String, about: String, columns: [String] = [],
        forEdition take: @escaping @Sendable ([UInt8], Transaction, String?) throws -> ImportReport
    ) {
        (self.name, self.about, self.columns, self.take) = (name, about, columns, take)
    }

    /// Registrations of an edition: all or nothing, and nobody is written to.
    private init(_ kind: RegistrationFileKind, about: String) {
        self.init(
            name: kind.rawValue, about: about, columns: kind.columns,
            forEdition: { _, _, _ in throw RegistrationFileRefusal.noEdition })
        takeDrawn = { bytes, tx, edition, draw in
            let table = try Table(reading: bytes)
            // What was taken out of an empty server is about no edition, and changes nothing.
            if edition == nil, table.rows.isEmpty, table.header == kind.columns { return ImportReport((0, 0, 0)) }
            let taken = try RegistrationImport(into: edition, bytes, draw: draw, tx).take(bytes, as: kind)
            var report = ImportReport(taken.counts)
            report.lines = taken.lines
            return report
        }
    }

    /// Whether an edition can be named for it.
    package var isForEdition: Bool { name == "schedule" || takeDrawn != nil }

    /// In the order in which an empty server needs them.
    package static let all: [ImportKind] = [
        ImportKind(
            name: "authorities", about: "the directory of cities, regions and other members", columns: AuthorityFile.columns
        ) {
            bytes, tx in
            let store = AuthorityStore(tx: tx)
            let facts = try store.importFacts()
            let lines = try AuthorityFile.read(bytes, known: facts.known)
            let plan = try facts.plan(lines)
            try store.keep(plan)
            try DelegationStore(tx: tx).followNames()
            var report = ImportReport(added: plan.added.count, changed: plan.changed.count, unchanged: plan.unchanged)
            report.lines = lines.flatMap { one in
                ImportPreview.line(
                    one.line, one.authority.id, AuthorityFile.columns, facts.known[one.authority.id].map(AuthorityFile.values),
                    AuthorityFile.values(of: one.authority))
            }
            return report
        },
        ImportKind(
            name: "institutions", about: "bodies that are asked: EU institutions, ministries, agencies",
            columns: InstitutionFile.columns
        ) {
            let report = ImportReport(try InstitutionStore(tx: $1).keep(InstitutionFile.read($0)))
            try DelegationStore(tx: $1).followNames()
            return report
        },
        ImportKind(name: "editions", about: "the holdings of the conference", columns: EditionFiles.editionColumns) {
            let zones = Dictionary(uniqueKeysWithValues: try EditionStore(tx: $1).all().map { ($0.edition.id, $0.edition.zone) })
            let report = ImportReport(try EditionImport(tx: $1).editions($0))
            for edition in try EditionStore(tx: $1).all().map(\.edition) where zones[edition.id] ?? edition.zone != edition.zone {
                try Reactions.zoneChanged(edition.id, $1)
            }
            return report
        },
        ImportKind(
            name: "topics", about: "themes that come back from edition to edition", columns: EditionFiles.topicColumns
        ) {
            ImportReport(try EditionImport(tx: $1).topics($0))
        },
        ImportKind(
            name: "edition-texts", about: "titles, places and outcomes of editions, by language",
            columns: EditionFiles.textColumns
        ) {
            ImportReport(try EditionImport(tx: $1).texts($0))
        },
        ImportKind(name: "edition-figures", about: "what was counted, and who says so", columns: EditionFiles.figureColumns) {
            ImportReport(try EditionImport(tx: $1).figures($0))
        },
        ImportKind(name: "edition-topics", about: "which topics each edition had", columns: EditionFiles.editionTopicColumns) {
            ImportReport(try EditionImport(tx: $1).editionTopics($0))
        },
        ImportKind(name: "rooms", about: "where sessions of an edition are held", columns: ProgrammeFiles.roomColumns) {
            ImportReport(try ProgrammeImport(tx: $1).rooms($0))
        },
        ImportKind(name: "speakers", about: "who speaks at an edition, by office", columns: ProgrammeFiles.speakerColumns) {
            ImportReport(try ProgrammeImport(tx: $1).speakers($0))
        },
        ImportKind(
            name: "programme", about: "the sessions of an edition; hemicycle release makes them public",
            columns: ProgrammeFiles.sessionColumns
        ) {
            ImportReport(try ProgrammeImport(tx: $1).sessions($0))
        },
        ImportKind(
            name: "schedule", about: "a schedule.xml of pretalx, frab and others, into the edition named by --edition",
            forEdition: { bytes, tx, edition in
                let (taken, notes) = try ProgrammeImport(tx: tx).schedule(bytes, into: edition)
                var report = ImportReport(taken)
                report.notes = notes
                return report
            }),
        ImportKind(name: "visits", about: "field visits of an edition", columns: VisitFileKind.visits.columns) {
            ImportReport(try VisitImport(tx: $1).take($0, as: .visits))
        },
        ImportKind(name: "departures", about: "when field visits are made", columns: VisitFileKind.departures.columns) {
            ImportReport(try VisitImport(tx: $1).take($0, as: .departures))
        },
        ImportKind(.delegations, about: "who comes to an edition; nobody is written to"),
        ImportKind(.participants, about: "who holds the seats of delegations"),
        ImportKind(
            name: "bounces", about: "a mail or an mbox file of reports about mail that did not arrive",
            forEdition: { bytes, tx, _ in
                let taken = try BounceImport(tx: tx).take(bytes)
                return ImportReport(added: 0, changed: taken.changed, unchanged: taken.unchanged)
            }),
    ]
}

/// What an import did, or would do.
package struct ImportReport: Sendable, Equatable, CustomStringConvertible {
    package var added: Int, changed: Int, unchanged: Int
    /// Columns of the file that were passed over, since no file of the kind has them.
    package var passedOver: [String] = []
    /// What in the file could not be taken, by line.
    package var notes: [Phrase] = []
    /// What was added and changed, line by line, where the kind can tell.
    package var lines: [Phrase] = []

    package init(added: Int, changed: Int, unchanged: Int) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
    }

    init(_ taken: ProgrammeImport.Taken) {
        self.init(taken.counts)
        lines = taken.lines
    }

    init(_ taken: VisitImport.Taken) {
        self.init(taken.counts)
        lines = taken.lines
    }

    init(_ counts: (added: Int, changed: Int, unchanged: Int)) {
        self.init(added: counts.added, changed: counts.changed, unchanged: counts.unchanged)
    }

    package var description: String {
        let counts = "\(added) added, \(changed) changed, \(unchanged) as they were"
        guard !passedOver.isEmpty else { return counts }
        return counts + "; columns that are not known and were passed over: \(passedOver.joined(separator: ", "))"
    }
}

/// A kind of file that can be given out: what is imported again without a change.
package struct ExportKind: Sendable {
    package let name: String
    package let give: @Sendable (Transaction) throws -> [UInt8]
    /// Whether people are named in it: giving it out is recorded.
    package var isPersonal = false

    package static let all: [ExportKind] = [
        ExportKind(name: "authorities") { AuthorityFile.write(try AuthorityStore(tx: $0).all()) },
        ExportKind(name: "institutions") { InstitutionFile.write(try InstitutionStore(tx: $0).all()) },
        ExportKind(name: "editions") { EditionFiles.write(try EditionStore(tx: $0).all()) },
        ExportKind(name: "edition-texts") { EditionFiles.writeTexts(try EditionStore(tx: $0).all()) },
        ExportKind(name: "edition-figures") { EditionFiles.writeFigures(try EditionStore(tx: $0).all()) },
        ExportKind(name: "topics") { EditionFiles.write(try EditionStore(tx: $0).topics()) },
        ExportKind(name: "edition-topics") { EditionFiles.writeTopics(try EditionStore(tx: $0).all()) },
        ExportKind(name: "rooms") { try ProgrammeFiles.write(.rooms, $0) },
        ExportKind(name: "speakers") { try ProgrammeFiles.write(.speakers, $0) },
        ExportKind(name: "programme") { try ProgrammeFiles.write(.sessions, $0) },
        ExportKind(name: "visits") { try VisitImport.write(.visits, $0) },
        ExportKind(name: "departures") { try VisitImport.write(.departures, $0) },
        ExportKind(name: "delegations", give: { try registrations(.delegations, $0) }, isPersonal: true),
        ExportKind(name: "participants", give: { try registrations(.participants, $0) }, isPersonal: true),
    ]

    private static func registrations(_ kind: RegistrationFileKind, _ tx: Transaction) throws -> [UInt8] {
        let all = try EditionStore(tx: tx).all().map { try RegistrationFiles($0.edition.id, tx).rows(kind) }
        for persons in all.flatMap(\.persons).parts(of: 100) {
            tx.record("person.exported", persons.map { Noun("person", $0) })
        }
        return kind.csv(all.flatMap(\.rows))
    }
}

extension Database {
    /// Takes a file in, all or nothing. A trial does the same and then undoes it.
    package func take(
        _ bytes: [UInt8], as kind: ImportKind, into edition: String? = nil, at now: Date, isTrial: Bool,
        dice: (Int) -> [UInt8] = Dice.system
    ) async throws -> ImportReport {
        let draw = kind.takeDrawn.map { _ in FileDraw(bytes, dice) }
        do {
            return try await write(by: .commandLine, at: now) { tx in
                var report =
                    if let take = kind.takeDrawn, let draw { try take(bytes, tx, edition, draw) } else {
                        try kind.take(bytes, tx, edition)
                    }
                if !kind.columns.isEmpty {
                    report.passedOver = try Table.header(of: bytes).filter { !kind.columns.contains($0) }
                }
                if isTrial { throw Trial(report: report) }
                return report
            }
        } catch let trial as Trial {
            return trial.report
        }
    }

    package func give(_ kind: ExportKind, at now: Date) async throws -> [UInt8] {
        kind.isPersonal
            ? try await write(by: .commandLine, at: now, kind.give) : try await read(by: .commandLine, at: now, kind.give)
    }
}

/// Undoes the transaction that a trial ran in.
private struct Trial: Error {
    let report: ImportReport
}
