// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Server
import Vocabulary

/// The record of acts in the API, for who holds a token that may read it.
enum ActAPI {
    static let collection = APICollection(
        "acts", "The record of acts, the newest first: who did what, when, under which role.", "act.read", isPublic: false, shape,
        filters: [
            APIParameter("verb", "What was done, such as person.added, or all that begins so: person.", .text(most: 80)),
            APIParameter("about", "What it was done to, such as edition:brussels-2027.", .text(most: 160)),
            APIParameter("person", "The id of who did it.", .id),
            APIParameter("role", "The role they had.", .choice(Role.allCases.map(\.rawValue))),
            APIParameter("from", "The first day, in UTC.", .day),
            APIParameter("to", "The last day, in UTC.", .day),
        ],
        list: { query, tx in
            let filter = ActFilter(query)
            let record = ActRecord(tx: tx)
            let acts = try record.page(filter, most: query.limit, offset: query.offset).acts
            return APICollection.Part(items: acts, count: try record.count(filter))
        },
        one: { id, tx in try Int(id).flatMap { try ActRecord(tx: tx).act($0) } })

    private static let shape = APIShape<Act>(
        "Act", "An entry of the record. It holds ids, never names.",
        [
            .text("id", "Its number, as a text.") { String($0.number) },
            .integer("number", "Without gaps, in the order things were done.") { $0.number },
            .instant("at", "When.") { $0.at },
            .choice("actor", "What did it: somebody with an account or a token, the command line, a timer, or everybody.") {
                ActorKind(rawValue: $0.actor.rawValue) ?? .public
            },
            .choice("role", "The role they had.") { $0.role },
            .text("person", "The id of who did it, where it is known.", orNull: { $0.person }),
            .text("verb", "What was done.") { $0.verb },
            .list("nouns", "What it was done to.") { $0.nouns.map(\.description) },
        ])

    /// The kinds of actors, as a list that the description can give.
    private enum ActorKind: String, CaseIterable { case `public`, commandLine, timer, account, token }
}

extension ActFilter {
    /// What was asked of the API; its values were checked.
    init(_ query: APIQuery) {
        self.init()
        verb = query["verb"]
        nouns = query["about"].map { [Noun($0)] } ?? []
        persons = query["person"].map { [$0] }
        role = query["role"].flatMap(Role.init)
        from = query["from"].flatMap { Day($0) }?.midnightUTC
        until = query["to"].flatMap { Day($0) }?.adding(days: 1)?.midnightUTC
    }
}
