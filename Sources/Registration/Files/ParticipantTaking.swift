// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Formats
import Foundation
import Network
import People
import Vocabulary

/// Takes lines of people into seats: those their delegation holds already, then new ones as long as there are places. None is given back.
struct ParticipantTaking {
    private let given: RegistrationImport
    private let delegations: [ID<Delegation>: Delegation]
    private let known: [ID<Delegation>: [ParticipantEntry]]
    private let names: DirectoryNames
    private let columns = RegistrationFileKind.participants.columns
    private var tx: Transaction { given.tx }

    init(from given: RegistrationImport) throws {
        self.given = given
        let files = RegistrationFiles(given.record.edition.id, given.tx)
        delegations = Dictionary(uniqueKeysWithValues: try files.delegations().map { ($0.delegation.id, $0.delegation) })
        known = Dictionary(grouping: try files.participants(), by: \.delegation.id)
        names = try DirectoryNames(given.tx)
    }

    func take(_ table: Table) throws -> RegistrationImport.Taken {
        for column in ["name"] where !table.header.contains(column) { throw RegistrationFileRefusal.missingColumn(column) }
        var taken = RegistrationImport.Taken()
        var used: Set<ID<Seat>> = []
        // Seats that a line names by number are not free for lines without one.
        var numbered: [ID<Delegation>: Set<Int>] = [:]
        for row in table.rows {
            // What is wrong with a line is told below.
            guard let number = Int(row["seat"]),
                let found = try? given.delegation(row, "delegation", among: delegations, names).known
            else { continue }
            numbered[found.id, default: []].insert(number)
        }
        try RegistrationFileFaults.each(table.rows) { place, row in
            guard let delegation = try given.delegation(row, "delegation", among: delegations, names).known else {
                throw row.wrong("delegation", .unknown)
            }
            let held = try seat(row, delegation, used, numbered[delegation.id] ?? [])
            let old = try held ?? newSeat(row, delegation, place)
            guard used.insert(old.seat.id).inserted else { throw row.wrong("seat", .twice) }
            let new = try Line(row, old, language: delegation.language)
            let before = held == nil ? nil : old.cells
            guard taken.add(row.line, "\(delegation.id) \(old.seat.number)", columns, before, new.cells(old)) else { return }
            try keep(new, old, row, place)
        }
        return taken
    }

    /// The seat that a line is about; nil where the delegation has none left for it.
    private func seat(
        _ row: Table.Row, _ delegation: Delegation, _ used: Set<ID<Seat>>, _ numbered: Set<Int>
    ) throws -> ParticipantEntry? {
        let all = known[delegation.id] ?? []
        if !row["seat"].isEmpty {
            guard let found = all.first(where: { String($0.seat.number) == row["seat"] }) else { throw row.wrong("seat", .seat) }
            return found
        }
        // The same file again finds the same people on their seats.
        let same = all.first { one in
            one.person?.badgeName == row["name"] && !row["name"].isEmpty && !used.contains(one.seat.id)
                && PersonAddress.folded(one.address) == PersonAddress.folded(row["address"])
        }
        if let same { return same }
        let free = all.filter { $0.person == nil && !used.contains($0.seat.id) && !numbered.contains($0.seat.number) }
        return free.first { $0.seat.kind.rawValue == row["kind"] } ?? free.first
    }

    /// A new seat takes a place of each number there is, as on the page of the delegation.
    private func newSeat(_ row: Table.Row, _ delegation: Delegation, _ place: Int) throws -> ParticipantEntry {
        guard !row["name"].isEmpty else { throw row.wrong("seat", .noSeat) }
        guard let kind = row["kind"].isEmpty ? .officer : ActorKind(rawValue: row["kind"]) else { throw row.wrong("kind", .kind) }
        do {
            let seat = try given.registering.add(kind, to: delegation.id, seat: given.draw.seat(place))
            return ParticipantEntry(delegation: delegation, seat: seat, person: nil, address: "", fee: nil, days: nil)
        } catch is RegistrationRefusal {
            throw row.wrong("seat", .full)
        }
    }

    /// What a line says of a seat.
    private struct Line {
        var draft: ParticipantDraft
        var fee: FeeCategory?

        init(_ row: Table.Row, _ old: ParticipantEntry, language: Language) throws {
            let person = old.person
            let kind = row.cell("kind", else: old.seat.kind.rawValue), fee = row.cell("fee", else: old.fee?.rawValue ?? "")
            guard let meant = kind.isEmpty ? old.seat.kind : ActorKind(rawValue: kind) else { throw row.wrong("kind", .kind) }
            let spoken = row.cell("language", else: person?.language.rawValue ?? "")
            guard spoken.isEmpty || Language(rawValue: spoken) != nil else { throw row.wrong("language", .language) }
            draft = ParticipantDraft(nil, address: row.cell("address", else: old.address), language: language, kind: meant)
            draft.language = Language(rawValue: spoken) ?? person?.language ?? language
            draft.name = row.cell("name", else: person?.badgeName ?? "")
            draft.honorific = row.cell("honorific", else: person?.honorific ?? "")
            draft.office = row.cell("office", else: person?.office ?? "")
            guard fee.isEmpty || FeeCategory(rawValue: fee) != nil else { throw row.wrong("fee", .fee) }
            self.fee = FeeCategory(rawValue: fee)
            try check(row, old)
        }

        private func check(_ row: Table.Row, _ old: ParticipantEntry) throws {
            if draft.name.isEmpty {
                guard old.person == nil else { throw row.wrong("name", .nameless) }
                guard draft.address.isEmpty else { throw row.wrong("name", .name) }
                return
            }
            if draft.problems["address"] != nil { throw row.wrong("address", .address) }
            if let column = draft.problems.keys.sorted().first { throw row.wrong(column, .name) }
        }

        /// The cells of the seat as they will be exported.
        func cells(_ old: ParticipantEntry) -> [String] {
            let isNamed = !draft.name.isEmpty
            return Array(old.cells.prefix(6)) + [
                draft.kind.rawValue, draft.name, draft.honorific, draft.office, draft.address,
                isNamed ? draft.language.rawValue : "",
                fee?.rawValue ?? "",
            ]
        }
    }

    private func keep(_ new: Line, _ old: ParticipantEntry, _ row: Table.Row, _ place: Int) throws {
        let (id, delegation) = (old.seat.id, old.delegation)
        do {
            try given.registering.change(id, to: new.draft.kind, of: delegation.id)
            if !new.draft.name.isEmpty, Array(new.cells(old)[7...11]) != Array(old.cells[7...11]) {
                guard
                    let person = try new.draft.meant(
                        instead: old.person, old.address, new: given.draw.person(place), of: delegation.id,
                        isInvented: given.record.edition.isInvented, tx)
                else { throw row.wrong("name", .known) }
                try given.registering.name(id, person, of: delegation.id)
            }
        } catch let refusal as RegistrationRefusal {
            throw row.wrong(refusal == .alreadySeated ? "name" : "kind", refusal == .alreadySeated ? .seated : .full)
        }
        if new.fee != old.fee { try MoneyStore(tx: tx).set(fee: new.fee, days: old.days, of: id, delegation) }
    }
}
