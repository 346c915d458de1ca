// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Vocabulary

/// Many rows at once, for the demonstration and for benchmarks: what people do one by one on pages.
package enum RegistrationFilling {
    /// Answers of a person, with the moment they were last changed.
    package struct Filled: Sendable {
        package let person: ID<Person>
        package let kind: ActorKind
        package let answers: Answers
        package let at: Date

        package init(_ person: ID<Person>, _ kind: ActorKind, _ answers: Answers, at: Date) {
            (self.person, self.kind, self.answers, self.at) = (person, kind, answers, at)
        }
    }

    package static func add(
        _ filled: [Filled], to forms: [ActorKind: RegistrationForm], of edition: ID<Edition>, _ tx: Transaction
    )
        throws
    {
        for kind in Set(filled.map(\.kind)).sorted(by: { $0.rawValue < $1.rawValue }) {
            if let form = forms[kind] { try FormStore(tx: tx).keep(form) }
        }
        try tx.run(inBatchesOf: filled) { part in
            let rows = part.map { one in
                """
                (\(edition), \(one.person), \(one.kind.rawValue), \(String(decoding: FormDocument.data(of: one.answers), as: UTF8.self)),
                \(one.answers.isDraft), \(one.at.milliseconds))
                """ as SQL
            }
            return """
                INSERT INTO answers (edition, person, kind, document, draft, updated) VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (edition, person) DO NOTHING
                """
        }
        tx.record("answers.filled", RegistrationStore.noun(edition))
    }

    package static func add(_ applications: [Application], _ tx: Transaction) throws {
        try tx.run(inBatchesOf: applications) { part in
            let rows = part.map { a in
                """
                (\(a.id), \(a.edition), \(a.kind.rawValue), \(a.body.authority), \(a.body.institution), \(a.body.name), \(a.country),
                \(a.language.rawValue), \(a.name), \(a.office), \(a.address), \(PersonAddress.folded(a.address)), \(a.person), \(a.state.rawValue),
                \(a.reason), \(a.decidedBy), \(a.delegation), \(a.waiting), \(a.created.milliseconds), \(a.verifiedAt?.milliseconds),
                \(a.askedAt?.milliseconds), \(a.decidedAt?.milliseconds), \(a.guardian?.hash), \(a.guardian?.asked.milliseconds),
                \(a.guardian?.agreed?.milliseconds))
                """ as SQL
            }
            return """
                INSERT INTO application (id, edition, kind, authority, institution, body, country, language, name, office, address, folded, person,
                    state, reason, decided_by, delegation, waiting, created, verified_at, asked_at, decided_at, guardian_hash, guardian_asked,
                    guardian_agreed) VALUES \(SQL.joined(rows, by: ", "))
                """
        }
        for part in applications.parts(of: 100) { tx.record("application.made", part.map { ApplicationStore.noun($0.id) }) }
    }

    /// Makes a quote for each of some delegations as if on a day, the first first, with a code for those that have one.
    package static func quote(
        _ wanted: [(delegation: ID<Delegation>, code: String?, at: Date)], seller: String, in zone: TimeZone, _ tx: Transaction
    ) throws {
        let (delegations, store) = (DelegationStore(tx: tx), MoneyStore(tx: tx))
        for one in wanted {
            guard let found = try delegations.delegation(one.delegation) else { continue }
            let day = Day(one.at, in: zone)
            if let code = one.code { try store.set(code: GivenCode(code, on: day), of: found) }
            guard let costs = try store.facts(found, zone: zone), !costs.held.isEmpty else { continue }
            let name = try BodyNames(of: [found], Words(.en), tx)[found]
            let paper = QuotePaper(
                quote: try costs.quote(), body: found.body == .nobody ? "" : name, country: found.country, seller: seller,
                version: costs.fees.version, day: day, terms: costs.fees.schedule.cancellation)
            _ = try store.add(paper, for: found, at: one.at)
        }
    }

    /// Figures of an edition that nobody counted: they are shown and given out as invented.
    package static func invent(
        _ values: [(day: Day, figure: RegistrationFigure, value: Int)], of edition: ID<Edition>, _ tx: Transaction
    ) throws {
        try FigureStore(tx: tx).keep(
            values.map {
                FigureSnapshot(
                    edition: edition, day: $0.day, key: FigureKey(figure: $0.figure), value: $0.value, isLate: false,
                    isInvented: true)
            })
        tx.record("figures.invented", RegistrationStore.noun(edition))
    }
}

extension Application {
    /// An application as it was made, before anything became of it.
    package init(
        id: ID<Application>, _ edition: ID<Edition>, _ kind: ActorKind, for body: DelegationBody = .nobody, country: String,
        language: Language, person: ID<Person>?, created: Date
    ) {
        self.init(
            id: id, edition: edition, kind: kind, body: body, country: country, language: language, name: "", office: "",
            address: "", created: created)
        self.person = person
    }
}
