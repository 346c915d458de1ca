// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Vocabulary

extension FieldVisitsFeature {
    /// What people take along of what this feature keeps about them.
    package static let exports: [PersonExport] = [
        { tx, ids in
            let lists = try tx.rows(
                """
                SELECT edition, saved_at, saved_by, accepted_at FROM wish_list WHERE person IN \(list: ids) ORDER BY saved_at, seat
                """)
            let wishes = try tx.rows(
                """
                SELECT w.edition, w.visit, w.rank FROM wish w JOIN wish_list l ON l.seat = w.seat
                WHERE l.person IN \(list: ids) ORDER BY w.edition, w.rank, w.visit
                """)
            let places = try tx.rows(
                """
                SELECT edition, departure, since, source, reason, ended_at, end_reason FROM place
                WHERE person IN \(list: ids) ORDER BY since, id
                """)
            return [
                PersonExportSection(table: "wish_list", rows: lists, instants: ["saved_at", "accepted_at"]),
                PersonExportSection(table: "wish", rows: wishes),
                PersonExportSection(table: "place", rows: places, instants: ["since", "ended_at"]),
            ]
        }
    ]

    /// Wishes go. A place that holds is free for others; of those there were it stays known that somebody had them, and not who.
    package static let erasing: PersonErasing = { tx, person in
        let ids = person.ids
        let lists = try tx.run("DELETE FROM wish_list WHERE person IN \(list: ids)")
        let held = try tx.rows(
            "SELECT id, edition FROM place WHERE person IN \(list: ids) AND ended_at IS NULL ORDER BY edition, id")
        for (edition, rows) in Dictionary(grouping: held, by: { $0["edition"] as ID<Edition> }) {
            let mine = rows.map { $0["id"] as ID<Place> }
            let places = try PlaceStore(tx: tx).live(in: edition).filter { mine.contains($0.id) }
            try PlaceStore(tx: tx).end(places, .left, in: edition)
        }
        let places = try tx.run("UPDATE place SET person = NULL, reason = '' WHERE person IN \(list: ids)")
        try tx.run("DELETE FROM visit_upload WHERE person IN \(list: ids)")
        return [
            ErasureLine("privacy.purpose.wishes", erased: lists), ErasureLine("privacy.purpose.visit-place", erased: places),
            // Who leads a group is typed as text and belongs to nobody's entry; it goes half a year after the edition.
            ErasureLine("privacy.purpose.visit-leader", erased: 0),
        ]
    }

    /// Erases what is over: once a day.
    package static let forget: @Sendable (Transaction) throws -> [ForgottenRows] = { tx in
        try VisitUploads(tx: tx).forget()
        let editions = try EditionStore(tx: tx).all().map(\.edition)
        func over(_ days: Int) -> [ID<Edition>] {
            let day = Day(tx.now - Double(days) * 86_400, in: .gmt)
            return editions.filter { $0.dates.lastDay.map { $0 < day } ?? false }.map(\.id)
        }
        for edition in try tx.rows("SELECT DISTINCT edition FROM place WHERE ended_at IS NULL") {
            try PlaceStore(tx: tx).endOfThoseWhoLeft(in: edition["edition"])
        }
        let wishes = try tx.run("DELETE FROM wish_list WHERE edition IN \(list: over(wishesKept))")
        let leaders = try tx.run(
            "UPDATE departure SET leader = '' WHERE leader <> '' AND edition IN \(list: over(wishesKept))")
        let places = try tx.run(
            """
            UPDATE place SET person = NULL, reason = '' WHERE (person IS NOT NULL OR reason <> '')
                AND edition IN \(list: over(placesKept))
            """)
        return [
            ForgottenRows("privacy.purpose.wishes", wishes), ForgottenRows("privacy.purpose.visit-leader", leaders),
            ForgottenRows("privacy.purpose.visit-place", places),
        ]
    }
}
