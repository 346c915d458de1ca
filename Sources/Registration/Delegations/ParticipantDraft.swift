// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import HTML
import People
import Server
import Vocabulary

/// What a coordinator types of who is to hold a seat.
struct ParticipantDraft: Sendable, Equatable {
    var name = "", honorific = "", office = "", address = ""
    var language: Language
    var kind: ActorKind
    /// Whether the seat stays of the kind it is.
    var isKindKept = false

    init(_ form: Query, language: Language, kind: ActorKind) {
        name = PersonText.cleaned(form["name"] ?? "")
        honorific = PersonText.cleaned(form["honorific"] ?? "")
        office = PersonText.cleaned(form["office"] ?? "")
        address = PersonText.cleaned(form["address"] ?? "")
        self.language = form["language"].flatMap(Language.init(rawValue:)) ?? language
        self.kind = form["kind"].flatMap(ActorKind.init(rawValue:)) ?? kind
    }

    init(_ person: Person?, address: String, language: Language, kind: ActorKind) {
        name = person?.badgeName ?? ""
        honorific = person?.honorific ?? ""
        office = person?.office ?? ""
        self.address = address
        self.language = person?.language ?? language
        self.kind = kind
    }

    /// What is wrong with each field, by its name.
    var problems: [String: Phrase] {
        var problems: [String: Phrase] = [:]
        for (name, text) in [("name", name), ("honorific", honorific), ("office", office)] where !PersonText.fits(text) {
            problems[name] = PersonRefusal.tooLong(PersonText.longest).phrase
        }
        if !PersonText.isName(name) { problems["name"] = problems["name"] ?? PersonRefusal.nameMissing.phrase }
        if !address.isEmpty, !PersonAddress.isWellFormed(address) { problems["address"] = PersonRefusal.addressMalformed.phrase }
        return problems
    }

    func fields(_ words: Words, _ problems: [String: Phrase], kinds: [ActorKind]) -> [FormField] {
        func field(
            _ name: String, _ kind: FormField.Kind, _ value: String, hint: String? = nil, isRequired: Bool = false
        ) -> FormField {
            FormField(
                name, words("participant.\(name)"), kind, value: value, hint: hint.map { words($0) },
                error: problems[name].map { words($0) }, autocomplete: "off", isRequired: isRequired)
        }
        let all = kinds.contains(kind) ? kinds : kinds + [kind]
        return [
            field("name", .text, name, hint: "participant.name.hint", isRequired: true),
            field("honorific", .text, honorific), field("office", .text, office, hint: "participant.office.hint"),
            field("address", .mail, address, hint: "participant.address.hint"),
            field("language", .choice(Language.allCases.map { ($0.rawValue, words.language($0)) }), language.rawValue),
            field("kind", .choice(all.map { ($0.rawValue, words("actor.\($0.rawValue)")) }), kind.rawValue),
        ]
    }
}

extension ParticipantDraft {
    /// Whom it means: somebody of this name at this address, else a new person, whom the delegation may correct. Who is told apart by more is
    /// merged later, by hand.
    ///
    /// - Parameter id: drawn before the transaction, for a new one.
    func person(new id: ID<Person>, of delegation: ID<Delegation>, isInvented: Bool = false, _ tx: Transaction) throws -> ID<
        Person
    > {
        let store = PersonStore(tx: tx)
        let folded = Folding.folded(name)
        let same = address.isEmpty ? nil : try store.persons(at: address).first { Folding.folded($0.badgeName) == folded }
        if let same { return same.id }
        try store.add(
            Person(
                id: id, badgeName: name, language: language, created: tx.now, honorific: PersonText.optional(honorific),
                office: PersonText.optional(office), isInvented: isInvented))
        if !address.isEmpty { try store.keep(PersonAddress(person: id, address: address, isPreferred: true)) }
        try tx.run("INSERT INTO delegation_person (person, delegation) VALUES (\(id), \(delegation))")
        return id
    }

    /// The same human with a name written otherwise, or another office. Returns false where they are not the delegation's to correct: it names
    /// somebody anew then.
    func correct(_ id: ID<Person>, of delegation: ID<Delegation>, _ tx: Transaction) throws -> Bool {
        let store = PersonStore(tx: tx)
        guard try OwnPersons(of: delegation, tx).contains(id), var person = try store.person(id) else { return false }
        let before = person
        person.badgeName = name
        person.honorific = PersonText.optional(honorific)
        person.office = PersonText.optional(office)
        person.language = language
        if person != before { try store.keep(person) }
        let addresses = try store.addresses(of: person.id)
        for old in addresses where PersonAddress.folded(old.address) != PersonAddress.folded(address) { try store.remove(old) }
        if !address.isEmpty { try store.keep(PersonAddress(person: person.id, address: address, isPreferred: true)) }
        let isSame =
            addresses.first.map { PersonAddress.folded($0.address) } == (address.isEmpty ? nil : PersonAddress.folded(address))
        if !isSame { try ParticipationStore(tx: tx).addressChanged(of: person.id) }
        return true
    }
}

/// Persons whom a delegation told us of, and whom nobody else has anything to do with: not those who have come in by themselves, nor those who
/// turned out to be somebody else. Only these may it read and correct: what is typed must never change who can sign in.
struct OwnPersons {
    private let persons: Set<ID<Person>>

    init(of delegation: ID<Delegation>, _ tx: Transaction) throws {
        persons = Set(
            try tx.rows(
                """
                SELECT d.person FROM delegation_person d JOIN person p ON p.id = d.person AND p.merged_into IS NULL
                WHERE d.delegation = \(delegation) AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person = d.person)
                    AND NOT EXISTS (SELECT 1 FROM person m WHERE m.merged_into = d.person)
                    AND NOT EXISTS (SELECT 1 FROM person_address v WHERE v.person = d.person AND v.verified_at IS NOT NULL)
                """
            ).map { $0["person"] })
    }

    func contains(_ person: ID<Person>) -> Bool { persons.contains(person) }
}
