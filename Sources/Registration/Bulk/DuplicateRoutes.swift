// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// Somebody who holds a seat, as far as it can be seen who is there twice.
struct SeatedPerson: Sendable, Equatable {
    let person: ID<Person>
    let name: String
    /// Folded; empty where there is none.
    let address: String
    let delegation: ID<Delegation>
    let seat: ID<Seat>
    let number: Int
}

/// People of two delegations who may be one human: with one address, or with one name.
struct DuplicateGroup: Sendable, Equatable {
    enum Reason: String, Sendable { case address, name }
    let reason: Reason
    let people: [SeatedPerson]

    /// Within one delegation an address may be the secretary's, and two people of one name are known to it.
    static func all(of people: [SeatedPerson]) -> [DuplicateGroup] {
        func groups(_ reason: Reason, _ key: (SeatedPerson) -> String) -> [DuplicateGroup] {
            Dictionary(grouping: people.filter { !key($0).isEmpty }, by: key).values
                .filter { group in Set(group.map(\.delegation)).count > 1 }
                .map { DuplicateGroup(reason: reason, people: $0.sorted { ($0.name, $0.seat) < ($1.name, $1.seat) }) }
        }
        let byAddress = groups(.address, \.address)
        let known = Set(byAddress.map { Set($0.people.map(\.seat)) })
        // What has one address and one name is told once.
        let byName = groups(.name) { Folding.folded($0.name) }.filter { !known.contains(Set($0.people.map(\.seat))) }
        return (byAddress + byName).sorted { ($0.people[0].name, $0.reason.rawValue) < ($1.people[0].name, $1.reason.rawValue) }
    }
}

/// The page of people who seem to be there twice.
enum DuplicateRoutes {
    static let routes = [
        Route(.get, "\(OrganiseRegistrationRoutes.base)/duplicates", "registration.change") { request in
            let page = try await request.read { [words = request.words] tx in
                try DuplicatesPage(
                    try OrganiseRegistrationRoutes.record(request, tx), page: request.query.choice("page") { Int($0) } ?? 1,
                    mayMerge: request.allows("person.merge"), words: words, tx)
            }
            let shown = page.shown.flatMap(\.people).map { Noun("person", $0.person) }
            try await request.recordReading("person.read", of: shown)
            return OrganiseRegistrationRoutes.shown(page.page, request)
        }
    ]
}

struct DuplicatesPage {
    let record: EditionRecord
    let groups: [DuplicateGroup]
    let names: BodyNames
    let delegations: [ID<Delegation>: Delegation]
    let here: Int
    let mayMerge: Bool
    let words: Words

    private static let size = 50

    /// A fixed number of statements.
    init(_ record: EditionRecord, page: Int, mayMerge: Bool, words: Words, _ tx: Transaction) throws {
        let id = record.edition.id
        let people = try tx.rows(
            """
            SELECT s.id, s.person, s.delegation, s.number, p.badge_name, a.folded FROM seat s JOIN person p ON p.id = s.person
            LEFT JOIN person_address a ON a.person = p.id AND a.preferred WHERE s.edition = \(id) AND s.given_back_at IS NULL
            """
        ).map { row in
            SeatedPerson(
                person: row["person"], name: row["badge_name"], address: row["folded"] as String? ?? "",
                delegation: row["delegation"],
                seat: row["id"], number: row["number"])
        }
        groups = DuplicateGroup.all(of: people)
        here = min(max(1, page), max(1, (groups.count + Self.size - 1) / Self.size))
        let wanted = Set(groups.flatMap { $0.people.map(\.delegation) }).sorted()
        let rows = try tx.rows("SELECT \(DelegationStore.columns) FROM delegation WHERE id IN \(list: wanted)").map(
            DelegationStore.delegation)
        delegations = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0) })
        names = try BodyNames(of: rows, words, tx)
        self.record = record
        self.mayMerge = mayMerge
        self.words = words
    }

    var shown: [DuplicateGroup] { Array(groups.dropFirst((here - 1) * Self.size).prefix(Self.size)) }
    private var list: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }

    var page: Page {
        Page(
            title: words("registration-duplicates.title"), over: record.name(words), lede: words("registration-duplicates.lede"),
            content: """
                <p class="back"><a href="\(list)">\(words("registration.title"))</a></p>
                \(if: groups.isEmpty, "<p>\(words("registration-duplicates.none"))</p>")<ul class="plain">\(each: shown, group)</ul>
                \(PageLinks(here: here, count: groups.count, size: Self.size, words: words) { ("\(list)/duplicates" as Address).with([("page", $0 == 1 ? nil : String($0))]) }.markup)
                """)
    }

    private func group(_ one: DuplicateGroup) -> HTML {
        let persons = Array(Set(one.people.map(\.person)).sorted().prefix(2))
        let merge: HTML? =
            mayMerge && persons.count == 2
            ? "<p><a href=\"/\(words.language.rawValue)/organise/people/\(persons[0].value)/merging/\(persons[1].value)\">\(words("registration-duplicates.compare"))</a></p>"
            : nil
        return """
            <li class="panel"><p>\(words("registration-duplicates.\(one.reason.rawValue)"))</p><ul>\(each: one.people, { person in
                let page: Address = "\(list)/\(person.delegation)/seats/\(person.seat)"
                let body = delegations[person.delegation].map { names[$0] } ?? ""
                return "<li><a href=\"\(page)\">\(person.name)</a>, \(body)</li>\n" as HTML
            })</ul>\(merge)</li>

            """
    }
}
