// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Whether there are mobile booths enough for what is interpreted at the same time.
extension ConflictSearch {
    /// One conflict for each time during which the same sessions share too few, so that its numbers hold all the time.
    mutating func checkBooths() {
        guard let available = index.mobileBooths, !index.interpreted.isEmpty else { return }
        var sharing: [Occupation] = [], since = 0.0
        for change in boothChanges() {
            if change.instant > since {
                addShortage(of: sharing, Range(seconds: since, change.instant), available)
            }
            since = change.instant
            if change.begins { sharing.append(change.time) } else { sharing.remove(session: change.time.session) }
        }
    }

    private mutating func addShortage(of sharing: [Occupation], _ period: Range<Date>, _ available: Int) {
        let needed = sharing.map { index.sessions[$0.session]?.mobileBooths }.total
        guard needed > available else { return }
        found.append(
            Conflict(.boothsTooFew, during: period, sessions: sharing.map(id), needed: needed, available: available))
    }

    /// Beginnings and ends in order of time; beginnings of one instant in order of ids.
    private func boothChanges() -> [BoothChange] {
        let all = index.interpreted.flatMap { [BoothChange(time: $0, begins: true), BoothChange(time: $0, begins: false)] }
        return all.sorted { one, other in
            one.instant == other.instant ? id(one.time) < id(other.time) : one.instant < other.instant
        }
    }
}

/// A session begins to need mobile booths, or gives them back.
private struct BoothChange {
    let time: Occupation, begins: Bool
    var instant: Double { begins ? time.start : time.end }
}
