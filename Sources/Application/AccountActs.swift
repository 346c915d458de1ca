// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Foundation
import People
import Server
import Vocabulary

/// What `hemicycle account` does, each inside a transaction of the caller's; returns what to print.
package enum AccountActs {
    /// Gives a role, and returns the link that lets the person in for the first time.
    ///
    /// - Parameters:
    ///   - role, scope: as they are stored: `secretariat`, `edition:brussels-2027`.
    ///   - name: for whoever is not known yet; the address stands in for it.
    package static func invitation(
        to mail: String, role: String, scope: String, name: String?, language: Language
    ) throws -> Invitation {
        guard let role = Role(rawValue: role), Role.given.contains(role) else { throw AccountRefusal.role(role) }
        guard let scope = Scope(scope) else { throw AccountRefusal.scope(scope) }
        return Invitation(
            to: mail, name: name ?? mail, grant: Grant(role, in: scope), language: language, random: Dice.system)
    }

    /// Whoever holds the role already gets another link: without mail there is no other way back in.
    package static func invite(
        _ invitation: Invitation, mailing settings: SiteSettings, isAddressKnown: Bool = true, _ tx: Transaction
    ) throws -> [String] {
        try Scopes.requireThere(invitation.scope, tx)
        let (person, link) = try invitation.give(in: [.server], mailing: settings, isRepeated: true, tx)
        return [
            "\(person.badgeName) is invited. This link lets them in once, within seven days; whoever has it can use it:", link,
        ] + (isAddressKnown ? [] : ["The address in it is a guess: set HEMICYCLE_PUBLIC_URL to the one the server has."])
    }

    /// One line for each role that somebody holds.
    package static func list(_ tx: Transaction) throws -> [String] {
        let all = try RoleStore(tx: tx).all(in: [.server])
        let addresses = try PersonStore(tx: tx).preferredAddresses(of: Array(Set(all.map(\.person.id))))
        return all.map { grant, person in
            let address = addresses[person.id] ?? "no address"
            return
                "\(grant.grant.role.rawValue)  \(grant.grant.scope)  \(PersonText.cleaned(person.badgeName))  <\(address)>  \(person.id)"
        }
    }

    /// Takes the second factors of a person away and ends all their stays.
    package static func resetFactors(_ mail: String, name: String?, _ tx: Transaction) throws -> String {
        let person = try person(mail, name, tx)
        try AccountKeeper(tx: tx).resetFactors(of: person.id)
        return "\(person.badgeName) comes in by mail alone now; every stay was ended. Tell them, and say why."
    }

    package static func signOut(_ mail: String, name: String?, _ tx: Transaction) throws -> String {
        let person = try person(mail, name, tx)
        try AccountKeeper(tx: tx).endStays(of: person.id)
        return "\(person.badgeName) is signed out everywhere."
    }

    private static func person(_ mail: String, _ name: String?, _ tx: Transaction) throws -> Person {
        let known = try PersonStore(tx: tx).persons(at: mail)
        let fitting = known.filter { name == nil || Folding.folded($0.badgeName) == Folding.folded(name ?? "") }
        guard let person = fitting.first else { throw AccountRefusal.nobody(mail) }
        guard fitting.count == 1 else { throw AccountRefusal.several(mail, names: fitting.map(\.badgeName)) }
        return person
    }
}

/// Why a command about an account is not done.
package enum AccountRefusal: Told, Equatable {
    case role(String), scope(String), nobody(String), several(String, names: [String]), noEdition(String), noAuthority(String)

    package var description: String {
        switch self {
        case .role(let role):
            "there is no role \"\(role)\". Write one of: \(Role.given.map(\.rawValue).joined(separator: ", "))."
        case .scope(let scope):
            "\"\(scope)\" is no scope. Write server, edition:SLUG such as edition:brussels-2027, or authority:ID such as authority:be-liege."
        case .nobody(let mail): "nobody with the address \(mail) is known. Look at: hemicycle account list"
        case .several(let mail, let names):
            "several persons have the address \(mail): \(names.joined(separator: ", ")). Say which one with --name NAME."
        case .noEdition(let slug): "there is no edition \(slug). Look at: hemicycle edition list"
        case .noAuthority(let id): "there is no authority \(id) in the directory."
        }
    }
}

extension Scopes {
    /// Throws when what the scope names does not exist.
    static func requireThere(_ scope: Scope, _ tx: Transaction) throws {
        switch scope {
        case .server: return
        case .edition(let slug):
            guard try names.hasEdition(slug, tx) else { throw AccountRefusal.noEdition(slug) }
        case .authority(let id): guard try names.hasAuthority(id, tx) else { throw AccountRefusal.noAuthority(id) }
        }
    }
}
