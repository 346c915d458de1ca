// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// Where registration stands, for the page that those who organise an edition begin with.
package struct RegistrationDashboard: Sendable {
    /// Something that somebody should do, with where it is done.
    package struct Waiting: Sendable {
        package let text: String
        package let address: Address
        package let label: String
        package let isAlarm: Bool
    }

    package let waiting: [Waiting]
    /// Under a title: what is counted, with the list behind it.
    package let figures: [(title: String, rows: [(label: String, count: Int, address: Address?)])]

    /// Nil where the edition takes no registrations, or whoever asks does not organise them.
    package init?(_ tx: Transaction, _ record: EditionRecord, _ request: Request) throws {
        let (id, scope) = (record.edition.id, Scope.edition(record.edition.id.value))
        guard request.allows("registration.organise", in: scope), let settings = try RegistrationStore(tx: tx).settings(of: id)
        else { return nil }
        let words = request.words, path = request.page("/\(id)/organise/registration")
        let standing = try RegistrationStanding.of(id, tx)
        let places = try RegistrationStore(tx: tx).quotas(of: id)[.edition]
        let isOver = record.edition.dates.isOver(on: Day(tx.now, in: TimeZone(identifier: record.edition.zone) ?? .gmt))
        waiting = isOver ? [] : Self.waiting(standing, settings, request, path, tx.now)
        func row(_ key: String, _ count: Int, _ address: Address?) -> (label: String, count: Int, address: Address?) {
            (words(key), count, address)
        }
        let free = places.map { [row("registration-dashboard.free", $0.left, nil)] } ?? []
        let seats =
            [row("registration-dashboard.taken", places?.taken ?? standing.seats, path)] + free + [
                row("registration-dashboard.waiting", standing.waiting, nil),
                row("registration-dashboard.nameless", standing.seats - standing.named, path.with([("state", "unnamed")])),
            ]
        let states =
            Delegation.State.allCases.map {
                (
                    words("delegation.state.\($0.rawValue)"), standing.states[$0] ?? 0,
                    Optional(path.with([("whose", "bodies"), ("state", $0.rawValue)]))
                )
            } + [(words("registration.whose.alone"), standing.alone, Optional(path.with([("whose", "alone")])))]
        figures = [(words("registration-dashboard.seats"), seats), (words("registration.figures.states"), states)]
    }

    private static func waiting(
        _ standing: RegistrationStanding, _ settings: RegistrationSettings, _ request: Request, _ path: Address, _ now: Date
    ) -> [Waiting] {
        let words = request.words
        guard request.allows("registration.change", in: .edition(request.parameters["edition"] ?? "")) else { return [] }
        var items: [Waiting] = []
        func add(_ key: String, _ count: Int, _ address: Address, _ label: String, isAlarm: Bool = false) {
            guard count > 0 else { return }
            items.append(
                Waiting(
                    text: words(key, ["count": .number(count)]), address: address, label: words(label), isAlarm: isAlarm))
        }
        let isDue = settings.namesDue.map { $0 < Day(now, in: .gmt) } ?? false
        add("registration-dashboard.asked", standing.asked, "\(path)/applications", "applications.title")
        add(
            isDue ? "registration-dashboard.names-late" : "registration-dashboard.names", standing.unnamed,
            path.with([("state", "unnamed")]), "registration-dashboard.look", isAlarm: isDue)
        add("registration-dashboard.silent", standing.silent, path.with([("state", "invited")]), "registration-dashboard.look")
        return items
    }
}
