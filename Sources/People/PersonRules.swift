// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// What was typed about a person.
struct PersonDraft: Sendable, Equatable {
    enum Field: String, Sendable, CaseIterable {
        case badgeName = "badge_name"
        case honorific, office
        case publishedName = "published_name"
        case documentName = "document_name"
        case language, address
    }

    var texts: [Field: String] = [:]

    static let longest = PersonText.longest

    subscript(field: Field) -> String { texts[field] ?? "" }

    /// What is wrong with each field. A name has a letter, of whatever script.
    var problems: [Field: PersonRefusal] {
        var problems: [Field: PersonRefusal] = [:]
        for field in Field.allCases where !PersonText.fits(self[field]) { problems[field] = .tooLong(Self.longest) }
        if !PersonText.isName(PersonText.cleaned(self[.badgeName])) { problems[.badgeName] = .nameMissing }
        if !self[.address].isEmpty, !PersonAddress.isWellFormed(self[.address]) { problems[.address] = .addressMalformed }
        return problems
    }

    /// The person with what was typed; throws the first thing that is wrong.
    func changing(_ person: Person) throws(PersonRefusal) -> Person {
        let problems = problems
        for field in Field.allCases { if let problem = problems[field] { throw problem } }
        var changed = person
        changed.badgeName = Self.cleaned(self[.badgeName])
        changed.documentName = Self.text(self[.documentName])
        changed.publishedName = Self.text(self[.publishedName])
        changed.honorific = Self.text(self[.honorific])
        changed.office = Self.text(self[.office])
        changed.language = Language(rawValue: self[.language]) ?? person.language
        return changed
    }

    static func cleaned(_ text: String) -> String { PersonText.cleaned(text) }

    private static func text(_ typed: String) -> String? {
        let text = cleaned(typed)
        return text.isEmpty ? nil : text
    }
}

/// The addresses of a person, and what may be done with them.
struct PersonAddressFacts: Sendable, Equatable {
    let person: ID<Person>
    let addresses: [PersonAddress]

    /// The new address; the first one a person has is where mail goes.
    func adding(_ typed: String) throws(PersonRefusal) -> PersonAddress {
        let address = PersonDraft.cleaned(typed)
        guard !address.isEmpty else { throw .addressMissing }
        guard PersonAddress.isWellFormed(address) else { throw .addressMalformed }
        guard known(address) == nil else { throw .addressThere }
        return PersonAddress(person: person, address: address, isPreferred: addresses.isEmpty)
    }

    /// The address that is there.
    func one(_ typed: String) throws(PersonRefusal) -> PersonAddress {
        guard let address = known(typed) else { throw .addressUnknown }
        return address
    }

    /// The address that mail goes to once this one is gone; nil when that stays as it is.
    func next(without gone: PersonAddress) -> PersonAddress? {
        guard gone.isPreferred, var next = addresses.first(where: { $0 != gone }) else { return nil }
        next.isPreferred = true
        return next
    }

    private func known(_ typed: String) -> PersonAddress? {
        addresses.first { PersonAddress.folded($0.address) == PersonAddress.folded(typed) }
    }
}

/// Why something is not kept about a person.
package enum PersonRefusal: Refusal, Equatable {
    case nameMissing
    case tooLong(Int)
    case addressMissing, addressMalformed
    case addressThere, addressUnknown

    package var kind: RefusalKind {
        switch self {
        case .nameMissing, .tooLong, .addressMissing, .addressMalformed: .invalid
        case .addressThere: .conflict
        case .addressUnknown: .notFound
        }
    }

    package var phrase: Phrase {
        switch self {
        case .nameMissing: "person.name-missing"
        case .tooLong(let most): Phrase("person.too-long", ["count": .number(most)])
        case .addressMissing: "person.address-missing"
        case .addressMalformed: "person.address-malformed"
        case .addressThere: "person.address-there"
        case .addressUnknown: "person.address-unknown"
        }
    }
}
