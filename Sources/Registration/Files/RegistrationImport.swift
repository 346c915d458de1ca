// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Formats
import Foundation
import Network
import People
import Vocabulary

/// What is drawn for the lines of a file before the transaction.
package struct FileDraw: Sendable {
    private let ids: [String]

    /// Two ids for each line: a delegation's or a seat's person, and a contact's. A file that cannot be read needs none.
    package init(_ bytes: [UInt8], _ random: (Int) -> [UInt8]) {
        let lines = (try? Table(reading: bytes).rows.count) ?? 0
        ids = (0..<(2 * lines)).map { _ in ID<Delegation>(random: random(15)).value }
    }

    func delegation(_ line: Int) -> ID<Delegation> { ID(ids[2 * line]) }
    func seat(_ line: Int) -> ID<Seat> { ID(ids[2 * line]) }
    func person(_ line: Int) -> ID<Person> { ID(ids[2 * line + 1]) }
}

/// Takes files of registration into the database, all or nothing: what is the same already is left alone, nobody is written to.
package struct RegistrationImport {
    let tx: Transaction
    let record: EditionRecord
    let registering: Registering
    let draw: FileDraw

    /// What taking a file did, and line by line what it added and changed.
    package struct Taken: Sendable {
        package var counts: (added: Int, changed: Int, unchanged: Int) = (0, 0, 0)
        package var lines: [Phrase] = []

        mutating func add(_ line: Int, _ name: String, _ columns: [String], _ old: [String]?, _ new: [String]) -> Bool {
            let told = ImportPreview.line(line, name, columns, old, new)
            lines += told
            if old == nil { counts.added += 1 } else if told.isEmpty { counts.unchanged += 1 } else { counts.changed += 1 }
            return !told.isEmpty
        }
    }

    /// - Parameter name: the edition; the one the first line names when nil.
    package init(into name: String?, _ bytes: [UInt8], draw: FileDraw, _ tx: Transaction) throws {
        let slug = try name ?? Table(reading: bytes).rows.first?["edition"] ?? ""
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id.value == slug }),
            try RegistrationStore(tx: tx).settings(of: record.edition.id) != nil
        else { throw RegistrationFileRefusal.noEdition }
        self.record = record
        registering = try Registering(record.edition.id, tx)
        self.draw = draw
        self.tx = tx
    }

    package func take(_ bytes: [UInt8], as kind: RegistrationFileKind) throws -> Taken {
        let table = try Table(reading: bytes)
        try RegistrationFileFaults.each(table.rows) { _, row in
            guard row["edition"].isEmpty || row["edition"] == record.edition.id.value else {
                throw row.wrong("edition", .edition)
            }
        }
        return switch kind {
        case .delegations: try DelegationTaking(from: self).take(table)
        case .participants: try ParticipantTaking(from: self).take(table)
        }
    }
}

extension Table.Row {
    /// The cell of a column as people mean it; what the file has no column for stays as it was.
    func cell(_ column: String, else old: String) -> String {
        position(of: column) == nil || self[column] == old ? old : PersonText.cleaned(self[column])
    }

    func wrong(_ column: String, _ reason: RegistrationFileRefusal.Reason) -> RegistrationFileRefusal {
        .value(line: line, column: column, value: self[column], reason)
    }
}

extension RegistrationImport {
    /// Which delegation a line is about: by its id, else by the body. Nil for a body that has none yet.
    func delegation(
        _ row: Table.Row, _ idColumn: String, among known: [ID<Delegation>: Delegation], _ names: DirectoryNames
    ) throws -> (known: Delegation?, body: DelegationBody, country: String) {
        if !row[idColumn].isEmpty {
            guard let found = known[ID(row[idColumn])] else { throw row.wrong(idColumn, .unknown) }
            return (found, found.body, found.country)
        }
        guard let column = ["authority", "institution", "body"].first(where: { !row[$0].isEmpty }) else {
            throw row.wrong("body", .unknown)
        }
        let (meant, country) = names.meaning(of: PersonText.cleaned(row[column]))
        guard let meant else { throw row.wrong(column, .ambiguous) }
        // What nobody in the directory is called is a body of its own, and only where the file says so.
        if case .other = meant, column != "body" { throw row.wrong(column, .unknown) }
        if case .other(let name) = meant, !PersonText.isName(name) { throw row.wrong(column, .name) }
        let found = known.values.first { $0.body.isSame(as: meant) }
        return (found, meant, country)
    }
}

extension DelegationBody {
    func isSame(as other: DelegationBody) -> Bool {
        if case .other(let name) = self, case .other(let second) = other { return Folding.folded(name) == Folding.folded(second) }
        return self == other && self != .nobody
    }
}

extension ParticipantDraft {
    /// Puts what a file says of a person in the place of who was there: the same human is corrected, another one is named anew.
    ///
    /// - Returns: who is meant; nil where that is somebody whose data is not the delegation's to correct.
    func meant(
        instead held: Person?, _ heldAddress: String, new: ID<Person>, of delegation: ID<Delegation>, isInvented: Bool,
        _ tx: Transaction
    ) throws -> ID<Person>? {
        if let held {
            let isSame =
                Folding.folded(held.badgeName) == Folding.folded(name)
                || (!address.isEmpty && PersonAddress.folded(address) == PersonAddress.folded(heldAddress))
            if isSame { return try correct(held.id, of: delegation, tx) ? held.id : nil }
        }
        return try person(new: new, of: delegation, isInvented: isInvented, tx)
    }
}
