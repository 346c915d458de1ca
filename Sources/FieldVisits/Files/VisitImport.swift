// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Formats
import Foundation
import Programme
import Vocabulary

/// Takes the files of visits into the database, all or nothing. What is the same already is left alone.
package struct VisitImport {
    private let tx: Transaction
    private let only: ID<Edition>?

    /// - Parameter only: the edition that all rows have to be about; nil where any may be.
    package init(tx: Transaction, only: ID<Edition>? = nil) {
        self.tx = tx
        self.only = only
    }

    /// What taking a file did, and line by line what it added and changed.
    package struct Taken {
        package fileprivate(set) var counts: (added: Int, changed: Int, unchanged: Int) = (0, 0, 0)
        package fileprivate(set) var lines: [Phrase] = []
    }

    package func take(_ bytes: [UInt8], as kind: VisitFileKind) throws -> Taken {
        let editions = try EditionStore(tx: tx).all().map(\.edition)
        let store = VisitStore(tx: tx)
        let known = try editions.filter { only == nil || $0.id == only }.reduce(into: [ID<Edition>: [FieldVisit]]()) {
            $0[$1.id] = try store.visits(of: $1.id)
        }
        let byID = Dictionary(uniqueKeysWithValues: editions.map { ($0.id, $0) })
        switch kind {
        case .visits:
            let topics = Set(try EditionStore(tx: tx).topics().map(\.id))
            let incoming = try VisitFiles.visits(bytes, editions: Set(byID.keys), topics: topics, known: known, at: tx.now)
            return try take(incoming, kind, known, old: { code, all in all.first { $0.code == code.code } })
        case .departures:
            let incoming = try VisitFiles.departures(bytes, editions: byID, known: known)
            return try takeDepartures(incoming, kind, known)
        }
    }

    private func requireOnly<Value>(_ incoming: VisitFiles.Lines<Value>) throws {
        guard let only, let (edition, values) = incoming.first(where: { $0.key != only }), let first = values.first else {
            return
        }
        throw ProgrammeRefusal.value(line: first.line, column: "edition", value: edition.value, reason: .otherEdition)
    }

    private func take(
        _ incoming: VisitFiles.Lines<FieldVisit>, _ kind: VisitFileKind, _ known: [ID<Edition>: [FieldVisit]],
        old: (FieldVisit, [FieldVisit]) -> FieldVisit?
    ) throws -> Taken {
        try requireOnly(incoming)
        var taken = Taken()
        for (edition, values) in incoming.sorted(by: { $0.key < $1.key }) {
            let all = known[edition] ?? []
            var differing: [(position: Int, visit: FieldVisit)] = []
            for (line, visit) in values {
                let before = old(visit, all)
                taken.lines += ImportPreview.line(
                    line, visit.code, kind.columns, before.map { VisitFiles.row(edition, $0) }, VisitFiles.row(edition, visit))
                let added = differing.count { position, _ in position >= all.count }
                if before == nil {
                    taken.counts.added += 1
                } else if before != visit {
                    taken.counts.changed += 1
                } else {
                    taken.counts.unchanged += 1
                    continue
                }
                differing.append((all.firstIndex { $0.code == visit.code } ?? all.count + added, visit))
            }
            if !differing.isEmpty { try VisitStore(tx: tx).keep(differing, in: edition, "visit.imported") }
        }
        return taken
    }

    private func takeDepartures(
        _ incoming: VisitFiles.Lines<Departure>, _ kind: VisitFileKind, _ known: [ID<Edition>: [FieldVisit]]
    ) throws -> Taken {
        try requireOnly(incoming)
        var taken = Taken()
        for (edition, values) in incoming.sorted(by: { $0.key < $1.key }) {
            var visits = known[edition] ?? []
            var changed: Set<VisitCode> = []
            var seen: Set<ID<Departure>> = []
            for (line, departure) in values {
                guard seen.insert(departure.id).inserted else {
                    throw ProgrammeRefusal.value(line: line, column: "id", value: departure.id.value, reason: .twice)
                }
                guard let place = visits.firstIndex(where: { $0.code == departure.visit }) else { continue }
                let before = visits[place].departures.first { $0.id == departure.id }
                taken.lines += ImportPreview.line(
                    line, departure.id, kind.columns, before.map { VisitFiles.row(edition, $0) },
                    VisitFiles.row(edition, departure))
                if before == nil {
                    taken.counts.added += 1
                } else if before != departure {
                    taken.counts.changed += 1
                } else {
                    taken.counts.unchanged += 1
                    continue
                }
                visits[place].departures = visits[place].departures.filter { $0.id != departure.id } + [departure]
                changed.insert(departure.visit)
            }
            let differing = visits.enumerated().filter { changed.contains($0.element.code) }.map { ($0.offset, $0.element) }
            if !differing.isEmpty { try VisitStore(tx: tx).keep(differing, in: edition, "departure.imported") }
        }
        return taken
    }

    /// What the organisers of every edition have, in the form in which it is imported.
    package static func write(_ kind: VisitFileKind, _ tx: Transaction) throws -> [UInt8] {
        var writer = CSVWriter(header: kind.columns)
        for edition in try EditionStore(tx: tx).all().map(\.edition.id) {
            for row in kind.rows(try VisitStore(tx: tx).visits(of: edition), of: edition) { writer.add(row) }
        }
        return writer.bytes
    }
}
