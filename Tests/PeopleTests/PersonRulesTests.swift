// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@testable import People

@Suite struct `What is typed about a person` {
    private let person = Person(id: "p", badgeName: "Anna Müller", language: .de, created: Date(timeIntervalSince1970: 0))

    private func draft(_ texts: [PersonDraft.Field: String]) -> PersonDraft {
        var draft = PersonDraft()
        draft.texts = texts
        return draft
    }

    @Test func `names are kept on one line with single spaces, and what is empty is not there`() throws {
        let changed = try draft([
            .badgeName: " Anna \n\t Maria  Müller\u{1}", .office: "  ", .publishedName: "A. Müller", .language: "fr",
        ]).changing(person)
        var expected = person
        expected.badgeName = "Anna Maria Müller"
        expected.publishedName = "A. Müller"
        expected.language = .fr
        #expect(changed == expected)
    }

    @Test func `an unknown language leaves the one there was`() throws {
        #expect(try draft([.badgeName: "Li", .language: "xx"]).changing(person).language == .de)
    }

    @Test(arguments: ["", "  ", "123", "🙂", "-"]) func `a name has a letter`(name: String) {
        #expect(throws: PersonRefusal.nameMissing) { try draft([.badgeName: name]).changing(person) }
    }

    @Test(arguments: ["李", "Ω", "Ю", "Ł", "ع"]) func `of whatever script`(name: String) throws {
        #expect(try draft([.badgeName: name]).changing(person).badgeName == name)
    }

    @Test func `each field says what is wrong with it`() {
        let long = String(repeating: "x", count: 201)
        #expect(
            draft([.badgeName: "", .office: long, .address: "nobody"]).problems == [
                .badgeName: .nameMissing, .office: .tooLong(200), .address: .addressMalformed,
            ])
        #expect(draft([.badgeName: "Anna", .office: String(long.dropLast())]).problems == [:])
    }
}

@Suite struct `Addresses of a person` {
    private let first = PersonAddress(person: "p", address: "Anna@hill.example", isPreferred: true)
    private let second = PersonAddress(person: "p", address: "b@hill.example")
    private var facts: PersonAddressFacts { PersonAddressFacts(person: "p", addresses: [first, second]) }

    @Test func `the first one is where mail goes`() throws {
        #expect(
            try PersonAddressFacts(person: "p", addresses: []).adding(" a@hill.example ")
                == PersonAddress(person: "p", address: "a@hill.example", isPreferred: true))
        #expect(try facts.adding("c@hill.example") == PersonAddress(person: "p", address: "c@hill.example"))
    }

    @Test func `one is refused that is empty, no address, or there in other capitals`() {
        #expect(throws: PersonRefusal.addressMissing) { try facts.adding(" ") }
        #expect(throws: PersonRefusal.addressMalformed) { try facts.adding("anna@hill") }
        #expect(throws: PersonRefusal.addressThere) { try facts.adding("ANNA@hill.example") }
    }

    @Test func `one that is not there is not removed`() throws {
        #expect(throws: PersonRefusal.addressUnknown) { try facts.one("x@hill.example") }
        #expect(try facts.one("anna@HILL.example") == first)
    }

    @Test func `when the one that mail goes to is removed, the next takes its place`() {
        #expect(facts.next(without: first) == PersonAddress(person: "p", address: "b@hill.example", isPreferred: true))
        #expect(facts.next(without: second) == nil)
        #expect(PersonAddressFacts(person: "p", addresses: [first]).next(without: first) == nil)
    }
}

@Suite struct `Merging two entries` {
    private let kept = Person(
        id: "k", badgeName: "Anna Müller", language: .de, created: Date(timeIntervalSince1970: 0), office: "Mayor")
    private let gone = Person(
        id: "g", badgeName: "A. Muller", language: .fr, created: Date(timeIntervalSince1970: 9), honorific: "Dr", office: "Major")

    @Test func `fields are taken one by one, and what they wrote over is known`() throws {
        let (person, overwritten) = try MergeFacts(kept: kept, gone: gone).merged(taking: [.honorific, .office, .documentName])
        var expected = kept
        expected.honorific = "Dr"
        expected.office = "Major"
        #expect(person == expected)
        #expect(
            overwritten == [
                OverwrittenField(field: .honorific, before: nil, after: "Dr"),
                OverwrittenField(field: .office, before: "Mayor", after: "Major"),
            ])
    }

    @Test func `what only the other entry has is offered first`() {
        #expect(MergeFacts(kept: kept, gone: gone).missing == [.honorific])
    }

    @Test func `one entry is not merged with itself, nor one that is merged`() {
        var away = gone
        away.mergedInto = "x"
        #expect(throws: MergeRefusal.samePerson) { try MergeFacts(kept: kept, gone: kept).merged(taking: []) }
        #expect(throws: MergeRefusal.mergedAlready) { try MergeFacts(kept: kept, gone: away).merged(taking: []) }
        #expect(throws: MergeRefusal.mergedAlready) { try MergeFacts(kept: away, gone: kept).merged(taking: []) }
    }

    private func undo(_ person: Person, undoneAt: Date? = nil, isBelowAnother: Bool = false) -> UndoFacts {
        UndoFacts(
            merge: PersonMerge(
                id: "m", number: 1, kept: "k", gone: "g", at: Date(timeIntervalSince1970: 10), undoneAt: undoneAt),
            kept: person,
            overwritten: [
                OverwrittenField(field: .honorific, before: nil, after: "Dr"),
                OverwrittenField(field: .office, before: "Mayor", after: "Major"),
            ], isBelowAnother: isBelowAnother)
    }

    @Test func `undoing brings back what was written over, unless it was changed since`() throws {
        var person = kept
        person.honorific = "Dr"
        person.office = "Lord mayor"
        var expected = person
        expected.honorific = nil
        #expect(try undo(person).undone() == expected)
    }

    @Test func `it is undone once, and only from the top`() {
        #expect(throws: MergeRefusal.undoneAlready) { try undo(kept, undoneAt: Date(timeIntervalSince1970: 11)).undone() }
        #expect(throws: MergeRefusal.mergedAgain) { try undo(kept, isBelowAnother: true).undone() }
    }

    @Test(arguments: MergeField.allCases) func `every field can be read, written and named`(field: MergeField) {
        var person = kept
        let value = field == .language ? "nl" : "New"
        field.set(value, of: &person)
        #expect(field.value(of: person) == value)
        let key = "person.\(MergePage.label(field))"
        #expect(Words(.en)(key) != key)
    }
}

@Suite struct `Searching people in memory` {
    private let directory = PersonDirectory([
        DuplicateFacts(
            id: "lodz", names: ["zofia nowak"], addresses: ["z.nowak@lodz.example", "office@lodz.example"], office: ""),
        DuplicateFacts(
            id: "hill", names: ["anna muller", "dr anna muller berg"], addresses: ["office@hill.example"], office: ""),
        DuplicateFacts(id: "lake", names: ["anne moulin"], addresses: [], office: ""),
    ])

    @Test func `everybody stands in the order of their names`() {
        #expect(directory.find(nil) == .init(ids: ["hill", "lake", "lodz"]))
    }

    @Test(arguments: [
        ("anna", ["hill"]), ("Müller", ["hill"]), ("muller anna", ["hill"]), ("ann", ["hill", "lake"]), ("berg", ["hill"]),
        ("office@", ["hill", "lodz"]), ("OFFICE@LODZ.example", ["lodz"]), ("z.nowak@lodz.example", ["lodz"]), ("nobody", []),
    ])
    func `by any name, its beginning or its last word first, and by an address or its beginning`(text: String, ids: [String]) {
        #expect(directory.find(text) == .init(ids: ids.map { ID($0) }))
    }

    @Test func `a misspelt name is found and said to be so`() {
        #expect(directory.find("Zofia Nowka") == .init(ids: ["lodz"], isMisspelt: true))
    }

    @Test func `who might be somebody to be added: by the address, then by a similar name`() {
        #expect(directory.candidates(name: "Ana Müller", address: "office@lodz.example") == ["lodz", "hill"])
        #expect(directory.candidates(name: "Nobody Else", address: "") == [])
    }
}
