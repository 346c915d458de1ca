// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// That two entries were said to be one human.
struct PersonMerge: Sendable, Equatable {
    let id: ID<PersonMerge>
    /// In the order they happened.
    let number: Int
    let kept: ID<Person>, gone: ID<Person>
    let at: Date
    var undoneAt: Date?
}

/// What of a person can be taken from one entry or the other.
enum MergeField: String, Sendable, CaseIterable {
    case badgeName = "badge_name"
    case honorific, office
    case publishedName = "published_name"
    case documentName = "document_name"
    case language

    func value(of person: Person) -> String? {
        switch self {
        case .badgeName: person.badgeName
        case .honorific: person.honorific
        case .office: person.office
        case .publishedName: person.publishedName
        case .documentName: person.documentName
        case .language: person.language.rawValue
        }
    }

    func set(_ value: String?, of person: inout Person) {
        switch self {
        case .badgeName: person.badgeName = value ?? person.badgeName
        case .honorific: person.honorific = value
        case .office: person.office = value
        case .publishedName: person.publishedName = value
        case .documentName: person.documentName = value
        case .language: person.language = value.flatMap(Language.init) ?? person.language
        }
    }
}

/// A field of the kept person that a merge wrote over.
struct OverwrittenField: Sendable, Equatable {
    let field: MergeField
    let before: String?, after: String?
}

/// Two entries, before they are merged.
struct MergeFacts: Sendable, Equatable {
    let kept: Person, gone: Person

    /// The kept person with what is taken from the other one, and what that wrote over.
    func merged(taking fields: Set<MergeField>) throws(MergeRefusal) -> (person: Person, overwritten: [OverwrittenField]) {
        guard kept.id != gone.id else { throw .samePerson }
        guard kept.mergedInto == nil, gone.mergedInto == nil else { throw .mergedAlready }
        var person = kept
        for field in fields { field.set(field.value(of: gone), of: &person) }
        let overwritten = MergeField.allCases.compactMap { field -> OverwrittenField? in
            let (before, after) = (field.value(of: kept), field.value(of: person))
            return before == after ? nil : OverwrittenField(field: field, before: before, after: after)
        }
        return (person, overwritten)
    }

    /// Fields that only the entry that goes has: they are taken unless somebody decides otherwise.
    var missing: Set<MergeField> {
        Set(MergeField.allCases.filter { $0.value(of: kept) == nil && $0.value(of: gone) != nil })
    }
}

/// A merge, and what happened since.
struct UndoFacts: Sendable, Equatable {
    let merge: PersonMerge
    /// The person who was kept, as they are now.
    let kept: Person
    let overwritten: [OverwrittenField]
    /// Whether one of the two was merged with somebody else since, and that was not undone.
    let isBelowAnother: Bool

    /// The kept person with the fields that were written over; what was changed again since stays.
    func undone() throws(MergeRefusal) -> Person {
        guard merge.undoneAt == nil else { throw .undoneAlready }
        guard !isBelowAnother else { throw .mergedAgain }
        var person = kept
        for field in overwritten where field.field.value(of: kept) == field.after { field.field.set(field.before, of: &person) }
        return person
    }
}

/// Why two entries are not merged, or stay merged.
package enum MergeRefusal: Refusal, Equatable {
    case samePerson, mergedAlready, mergedAgain, undoneAlready

    package var kind: RefusalKind { .conflict }
    package var phrase: Phrase {
        switch self {
        case .samePerson: "merge.same-person"
        case .mergedAlready: "merge.merged-already"
        case .mergedAgain: "merge.merged-again"
        case .undoneAlready: "merge.undone-already"
        }
    }
}
