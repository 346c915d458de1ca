// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Server
import Vocabulary

/// The page of figures.
enum FigureRoutes {
    static let routes = [
        Route(.get, "\(OrganiseRegistrationRoutes.base)/figures", "registration.organise") { request in
            let query = FigureQuery(request.query)
            let page = try await request.read { [words = request.words] tx in
                try FigurePage(try OrganiseRegistrationRoutes.record(request, tx), query, words: words, tx)
            }
            return OrganiseRegistrationRoutes.shown(page.page, request)
        }
    ]
}

/// Figures in the API, for who holds a token that may read them.
enum FigureAPI {
    static let collection = APICollection(
        "registration-figures", "The figures of registration at the end of each day, the newest first.", "registration.organise",
        isPublic: false, shape,
        filters: [
            APIParameter("edition", "The edition.", .id),
            APIParameter("figure", "What was counted.", .choice(RegistrationFigure.allCases.map(\.rawValue))),
            APIParameter("breakdown", "By what it is told apart.", .choice(FigureBreakdown.allCases.map(\.rawValue))),
            APIParameter("name", "One country, kind of actor or authority.", .text(most: 80)),
            APIParameter("from", "The first day.", .day),
            APIParameter("to", "The last day.", .day),
        ],
        list: { query, tx in
            let narrow = condition(query)
            let count: Int = try tx.rows("SELECT count(*) AS n FROM figure_snapshot WHERE \(narrow)")[0]["n"]
            let rows = try tx.rows(
                """
                SELECT edition, day, figure, breakdown, name, value, late, invented FROM figure_snapshot WHERE \(narrow)
                ORDER BY day DESC, edition, figure, breakdown, name LIMIT \(query.limit) OFFSET \(query.offset)
                """)
            return APICollection.Part(items: rows.compactMap(FigureStore.snapshot), count: count)
        },
        one: { id, tx in
            let parts = id.split(separator: ":").map(String.init)
            guard parts.count == 3 else { return nil }
            let key = parts[2].split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            guard key.count >= 2 else { return nil }
            return try tx.first(
                """
                SELECT edition, day, figure, breakdown, name, value, late, invented FROM figure_snapshot
                WHERE edition = \(parts[0]) AND day = \(parts[1]) AND figure = \(key[0]) AND breakdown = \(key[1])
                    AND name = \(key.count > 2 ? key[2] : "")
                """
            ).flatMap(FigureStore.snapshot)
        })

    private static func condition(_ query: APIQuery) -> SQL {
        var parts: [SQL] = ["1 = 1"]
        if let edition = query["edition"] { parts.append("edition = \(edition)") }
        if let figure = query["figure"] { parts.append("figure = \(figure)") }
        if let breakdown = query["breakdown"] { parts.append("breakdown = \(breakdown)") }
        if let name = query["name"] { parts.append("name = \(name)") }
        if let from = query["from"] { parts.append("day >= \(from)") }
        if let to = query["to"] { parts.append("day <= \(to)") }
        return SQL.joined(parts, by: " AND ")
    }

    private static let shape = APIShape<FigureSnapshot>(
        "RegistrationFigure", "A number as it was at the end of a day in the edition's zone.",
        [
            .text("id", "Its lasting name.") {
                "\($0.edition):\($0.day):\($0.key.figure.rawValue)-\($0.key.breakdown.rawValue)\($0.key.name.isEmpty ? "" : "-\($0.key.name)")"
            },
            .text("edition", "The id of the edition.") { $0.edition.value },
            .day("day", "The day it was counted for.") { $0.day },
            .choice(
                "figure",
                "What was counted: seats held, seats with a name, authorities confirmed, countries with a seat, places waited for."
            ) {
                $0.key.figure
            },
            .choice("breakdown", "By what it is told apart.") { $0.key.breakdown },
            .text("name", "The country, kind of actor or authority; empty for all.") { $0.key.name },
            .integer("value", "The number.") { $0.value },
            .truth("late", "Whether it was counted after its day had passed, from what is kept.") { $0.isLate },
            .truth("invented", "Whether nobody counted it: demonstrations have such figures.") { $0.isInvented },
        ])
}
