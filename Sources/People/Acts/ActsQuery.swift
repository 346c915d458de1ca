// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Server
import Vocabulary

/// What of the record somebody asks for, as it stands in an address.
struct ActsQuery: Sendable, Equatable {
    /// A verb, or the beginning of several.
    var verb: String?
    /// The name or the id of who did it.
    var who: String?
    var role: Role?
    /// A noun: `person:…`, `edition:hill-2027`.
    var about: String?
    var from: Day?, to: Day?
    /// Acts below this number: the pages after the first.
    var before: Int?

    static let rowsPerPage = 50

    init(_ query: Query) {
        verb = query.choice("verb") { $0.wholeMatch(of: /[a-z-]+(\.[a-z-]+)?/) == nil ? nil : String($0.prefix(80)) }
        who = query["who"].map { String($0.prefix(100)) }
        role = query.choice("role", Role.init)
        about = query["about"].map { String($0.prefix(160)) }
        from = query.choice("from") { Day($0) }
        to = query.choice("to") { Day($0) }
        before = query.choice("before") { Int($0).flatMap { $0 > 0 ? $0 : nil } }
    }

    var isNarrow: Bool { verb != nil || who != nil || role != nil || about != nil || from != nil || to != nil }

    /// - Parameter persons: those whom `who` stands for.
    func filter(persons: [String]?, zone: TimeZone) -> ActFilter {
        var filter = ActFilter()
        filter.verb = verb
        // What happens by itself is shown to whoever asks for it.
        if verb == nil, about == nil { filter.without = ["timer.set", "timer.removed", "letter.posted", "letter.sent"] }
        filter.persons = persons
        filter.role = role
        filter.nouns = about.map { [Noun($0)] } ?? []
        filter.from = from.map { $0.beginning(in: zone) }
        filter.until = to.flatMap { $0.adding(days: 1) }.map { $0.beginning(in: zone) }
        filter.before = before
        return filter
    }

    func address(_ path: Address, before: Int? = nil) -> Address {
        path.with([
            ("verb", verb), ("who", who), ("role", role?.rawValue), ("about", about), ("from", from?.description),
            ("to", to?.description), ("before", before.map { String($0) }),
        ])
    }
}

extension Day {
    /// The first instant of the day in a zone.
    func beginning(in zone: TimeZone) -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let noon = calendar.date(from: DateComponents(year: year, month: month, day: day, hour: 12)) ?? midnightUTC
        return calendar.startOfDay(for: noon)
    }
}
