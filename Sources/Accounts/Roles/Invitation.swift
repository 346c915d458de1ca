// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Outbox
import People
import Server
import Vocabulary

/// Gives a role to whoever has an address, makes the person and the account if they are not there yet, and writes to them.
package struct Invitation: Sendable {
    let address: String
    /// For whoever is not known yet, or to say which of several persons it is.
    let name: String?
    let grant: Grant
    package var scope: Scope { grant.scope }
    let language: Language
    private let personID: ID<Person>, grantID: ID<RoleGrant>, letter: ID<Letter>
    private let handle: [UInt8]
    private let link: Secret

    /// - Parameter random: returns so many random bytes; asked before the transaction.
    package init(to address: String, name: String?, grant: Grant, language: Language, random: (Int) -> [UInt8]) {
        self.address = address
        self.name = name.map(PersonText.cleaned)
        self.grant = grant
        self.language = language
        personID = ID(random: random(15))
        grantID = ID(random: random(15))
        letter = ID(random: random(15))
        handle = random(32)
        link = Secret(random(32))
    }

    /// Returns the link, which is also mailed; the person is the one that was there, or a new one.
    ///
    /// - Parameters:
    ///   - scopes: where the actor may give roles.
    ///   - isRepeated: whether somebody who holds the role already gets another link, and nothing else is changed.
    package func give(in scopes: Set<Scope>, mailing settings: SiteSettings, isRepeated: Bool = false, _ tx: Transaction) throws
        -> (
            person: Person, link: String
        )
    {
        guard PersonAddress.isWellFormed(address) else { throw RoleRefusal.notAnAddress }
        let (people, roles, accounts) = (PersonStore(tx: tx), RoleStore(tx: tx), SignInStore(tx: tx))
        let person = try found(people) ?? added(people)
        let facts = RoleFacts(
            scopes: scopes, held: Set(try roles.held(by: person.id).map(\.grant)), secretaries: try roles.secretaries())
        if !isRepeated || !facts.held.contains(grant) {
            try facts.giving(grant)
            try accounts.openAccount(person.id, handle: handle)
            try roles.give(grant, to: person.id, id: grantID)
        }
        let expires = tx.now.addingTimeInterval(MailedSignIn.invitationLifetime)
        try accounts.keep(
            MailedSignIn(
                id: link.hash, address: address, language: person.language, created: tx.now, expires: expires,
                linkHash: link.hash,
                person: person.id.value))
        let mail = SignInMail(settings: settings)
        try OutboxStore(tx: tx).post(mail.invitation(letter, to: person, at: address, link: link, expires: expires))
        return (person, mail.address(link, person.language))
    }

    /// The one person of the address; of several, the one with the name.
    private func found(_ store: PersonStore) throws -> Person? {
        let known = try store.persons(at: address)
        if known.count == 1 {
            guard isTheirs(known[0]) else { throw RoleRefusal.otherName(known[0].badgeName) }
            return known[0]
        }
        if known.isEmpty { return nil }
        let named = known.filter { Folding.folded($0.badgeName) == Folding.folded(name ?? "") }
        guard named.count == 1 else { throw RoleRefusal.severalPersons }
        return named[0]
    }

    /// Whether the name that was given, if any, is this person's: an address says nothing about who somebody is.
    private func isTheirs(_ person: Person) -> Bool {
        guard let name, name != address else { return true }
        return [person.badgeName, person.publishedName, person.documentName].contains {
            Folding.folded($0 ?? "") == Folding.folded(name)
        }
    }

    private func added(_ store: PersonStore) throws -> Person {
        guard let name, PersonText.isName(name) else { throw RoleRefusal.nameMissing }
        let person = Person(id: personID, badgeName: name, language: language, created: store.now)
        try store.add(person)
        try store.keep(PersonAddress(person: personID, address: address, isPreferred: true))
        return person
    }
}
