// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Formats
import Foundation
import Network
import People
import Vocabulary

/// Takes lines of delegations. A new one is as if it was entered by hand: it has no link yet, and is written to with the next reminder.
struct DelegationTaking {
    private let given: RegistrationImport
    private let known: [ID<Delegation>: DelegationEntry]
    private let names: DirectoryNames
    private let columns = RegistrationFileKind.delegations.taken
    private var tx: Transaction { given.tx }

    init(from given: RegistrationImport) throws {
        self.given = given
        known = Dictionary(
            uniqueKeysWithValues: try RegistrationFiles(given.record.edition.id, given.tx).delegations().map {
                ($0.delegation.id, $0)
            })
        names = try DirectoryNames(given.tx)
    }

    func take(_ table: Table) throws -> RegistrationImport.Taken {
        guard ["id", "authority", "institution", "body"].contains(where: table.header.contains) else {
            throw RegistrationFileRefusal.missingColumn("authority")
        }
        var taken = RegistrationImport.Taken()
        var seen: Set<ID<Delegation>> = []
        var bodies: Set<String> = []
        let delegations = known.mapValues(\.delegation)
        try RegistrationFileFaults.each(table.rows) { place, row in
            let (old, body, country) = try given.delegation(row, "id", among: delegations, names)
            let isFirst = old.map { seen.insert($0.id).inserted } ?? bodies.insert(Folding.folded("\(body)")).inserted
            guard isFirst else { throw row.wrong("id", .twice) }
            let entry = try entry(row, place, old: old.flatMap { known[$0.id] }, body, country)
            let before = old.flatMap { known[$0.id] }
            let name =
                body.authority?.value ?? body.institution?.value ?? (body.name.isEmpty ? entry.delegation.id.value : body.name)
            let cells = (before.map { Array($0.cells.prefix(columns.count)) }, Array(entry.cells.prefix(columns.count)))
            if taken.add(row.line, name, columns, cells.0, cells.1) { try keep(entry, before: before, row, place) }
        }
        return taken
    }

    /// What a line says.
    private func entry(
        _ row: Table.Row, _ place: Int, old: DelegationEntry?, _ body: DelegationBody, _ country: String
    ) throws -> DelegationEntry {
        var delegation =
            old?.delegation
            ?? Delegation(
                id: given.draw.delegation(place), edition: given.record.edition.id, body: body, country: country, language: .en,
                invitedAt: tx.now)
        let language = row.cell("language", else: delegation.language.rawValue)
        guard let read = Language(rawValue: language.isEmpty ? "en" : language) else { throw row.wrong("language", .language) }
        delegation.language = read
        // Countries of bodies in the directory are the directory's.
        if body.authority == nil, body.institution == nil {
            delegation.country = row.cell("country", else: delegation.country)
            guard delegation.country.isEmpty || Countries.codes.contains(delegation.country) else {
                throw row.wrong("country", .country)
            }
        }
        if row.position(of: "order_number") != nil, row["order_number"] != delegation.orderNumber {
            let order = OrderReference(row["order_number"])
            guard order != nil || row["order_number"].isEmpty else { throw row.wrong("order_number", .order) }
            delegation.orderNumber = order?.description ?? ""
        }
        let (contact, address) = try contact(row, old)
        return DelegationEntry(
            delegation: delegation, contact: contact, address: address, places: try places(row, old), seats: old?.seats ?? 0,
            named: old?.named ?? 0)
    }

    private func contact(_ row: Table.Row, _ old: DelegationEntry?) throws -> (String, String) {
        let contact = row.cell("contact", else: old?.contact ?? ""), address = row.cell("address", else: old?.address ?? "")
        guard address.isEmpty || PersonAddress.isWellFormed(address) else { throw row.wrong("address", .address) }
        guard contact.isEmpty ? address.isEmpty : PersonText.isName(contact) && PersonText.fits(contact) else {
            throw row.wrong("contact", .name)
        }
        return (contact, address)
    }

    private func places(_ row: Table.Row, _ old: DelegationEntry?) throws -> Int? {
        guard row.position(of: "places") != nil else {
            return old == nil ? given.registering.settings.delegationPlaces : old?.places
        }
        if row["places"].isEmpty { return old == nil ? given.registering.settings.delegationPlaces : nil }
        guard let places = Int(row["places"]), 1...999 ~= places else { throw row.wrong("places", .places) }
        return places
    }

    private func keep(_ entry: DelegationEntry, before: DelegationEntry?, _ row: Table.Row, _ place: Int) throws {
        var delegation = entry.delegation
        let store = DelegationStore(tx: tx)
        if before == nil { try store.add([delegation], recordAs: "delegation.imported") }
        if entry.contact != before?.contact ?? "" || entry.address != before?.address ?? "" {
            delegation.coordinator = try coordinator(entry, before, row, place)
        }
        if delegation != before?.delegation { try store.keep(delegation, "delegation.changed") }
        guard before == nil || before?.places != entry.places else { return }
        do {
            try RegistrationStore(tx: tx).set(entry.places, for: .delegation(delegation.id), of: delegation.edition)
        } catch is RegistrationRefusal {
            throw row.wrong("places", .full)
        }
    }

    private func coordinator(_ entry: DelegationEntry, _ before: DelegationEntry?, _ row: Table.Row, _ place: Int) throws -> ID<
        Person
    >? {
        guard !entry.contact.isEmpty else { return nil }
        let held = try before?.delegation.coordinator.flatMap { try PersonStore(tx: tx).person($0) }
        // The same human keeps office and title, which no file of delegations has.
        var draft = ParticipantDraft(
            held, address: entry.address, language: held?.language ?? entry.delegation.language, kind: .officer)
        draft.name = entry.contact
        guard
            let person = try draft.meant(
                instead: held, before?.address ?? "", new: given.draw.person(place), of: entry.delegation.id,
                isInvented: given.record.edition.isInvented, tx)
        else { throw row.wrong("contact", .known) }
        return person
    }
}

/// Every country code there is, and XK, which Kosovo uses.
enum Countries {
    static let codes: Set<String> = Set(Locale.Region.isoRegions.map(\.identifier).filter { $0.count == 2 }).union(["XK"])
}
