// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Server
import Vocabulary

/// The directory in the API.
enum AuthorityAPI {
    static let collection = APICollection(
        "authorities", "Cities, regions and other bodies of the directory.", "network.read", shape, filters: filters,
        list: { query, tx in
            let store = AuthorityStore(tx: tx)
            let found = try query["q"].map { try store.names().find($0).ids }
            // Until when memberships hold as they are shown.
            _ = try store.figures()
            let part = try store.part(AuthorityFilter(query), among: found) { _ in (query.limit, query.offset) }
            return APICollection.Part(items: part.rows, count: part.count)
        },
        one: { id, tx in try AuthorityStore(tx: tx).page(ID(id))?.authority })

    private static let filters = [
        APIParameter("q", "A name in any language, or the beginning of one; misspelt names are found too.", .text(most: 100)),
        APIParameter("country", "The country it lies in.", .country),
        APIParameter("kind", "What kind of body it is.", .choice(AuthorityKind.allCases.map(\.rawValue))),
        APIParameter("member", "Whether it is a member of the Forum.", .choice(Membership.State.allCases.map(\.rawValue))),
        APIParameter("forum", "The national forum it belongs to, such as BeFUS.", .text(most: 200)),
        APIParameter(
            "sort", "What the list is ordered by; a search by how well a name fits, when left out.",
            .choice(AuthorityFilter.Order.allCases.map(\.rawValue))),
    ]

    private static let shape = APIShape<Authority>(
        "Authority", "A city, region or other body that can be a member of the network.",
        [
            .text("id", "Its lasting name.") { $0.id.value },
            .page { "/en/network/\($0.id)" },
            .text("name", "Its name in its own language.") { $0.nameLocal },
            .text("name_en", "Its name in English.") { $0.nameEnglish },
            .text("country", "ISO 3166-1 alpha-2.") { $0.country },
            .choice("kind", "What kind of body it is.") { $0.kind },
            .integer("population", "How many people live there.", orNull: { $0.population }),
            .text("population_source", "Who says so.", orNull: { $0.populationSource }),
            .decimal("latitude", "Degrees, WGS 84.", orNull: { $0.place?.latitude }),
            .decimal("longitude", "Degrees, WGS 84.", orNull: { $0.place?.longitude }),
            .text("nuts_code", "NUTS, edition 2024.", orNull: { $0.nutsCode }),
            .text("forum", "The national forum it belongs to.", orNull: { $0.forum }),
            .text("parent", "The id of the authority that contains it.", orNull: { $0.parent?.value }),
            .choice("member", "Whether it is a member of the Forum today, as far as a public text says so.") {
                $0.membership.state
            },
            .day("member_since", "The first day of its membership.") { $0.membership.since },
            .day("member_until", "The last day of its membership.") { $0.membership.until },
            .text("member_evidence", "Which text says so.", orNull: { $0.membership.evidence }),
        ])
}

extension AuthorityFilter {
    /// What was asked of the API; its values were checked.
    init(_ query: APIQuery) {
        self.init()
        text = query["q"]
        country = query["country"]
        kind = query["kind"].flatMap(AuthorityKind.init)
        member = query["member"].flatMap(Membership.State.init)
        forum = query["forum"]
        order = query["sort"].flatMap(Order.init) ?? .name
    }
}
