// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// All that ever happened to seats and to the waiting list, from which the figures of any moment are counted. A seat counts as
/// what it is today: kinds and countries are not kept over time.
struct FigureHistory: Sendable, Equatable {
    struct SeatSpan: Sendable, Equatable {
        var taken: Date
        var back: Date?
        var kind: String, country: String
        var authority: String?
        /// While somebody was named for it.
        var names: [Range<Date>] = []

        func isHeld(at moment: Date) -> Bool { taken < moment && back.map { moment <= $0 } ?? true }
        func isNamed(at moment: Date) -> Bool { names.contains { $0.lowerBound < moment && moment <= $0.upperBound } }
    }
    struct WaitSpan: Sendable, Equatable {
        var since: Date
        /// Offered a place, or over.
        var until: Date?
        var kind: String
    }
    struct Confirmation: Sendable, Equatable {
        var at: Date
        var country: String
    }

    var seats: [SeatSpan] = []
    var waiting: [WaitSpan] = []
    var confirmed: [Confirmation] = []

    /// The moment the first of it happened.
    var beginning: Date? {
        [seats.map(\.taken).min(), waiting.map(\.since).min(), confirmed.map(\.at).min()].compactMap { $0 }.min()
    }

    /// Every figure as it was just before a moment; those that are nothing are left out, except for the whole.
    func counts(before moment: Date) -> [FigureKey: Int] {
        var counts = Dictionary(uniqueKeysWithValues: RegistrationFigure.allCases.map { (FigureKey(figure: $0), 0) })
        func count(_ figure: RegistrationFigure, _ names: [FigureBreakdown: String]) {
            for breakdown in figure.breakdowns {
                guard let name = breakdown == .all ? "" : names[breakdown] else { continue }
                counts[FigureKey(figure: figure, breakdown: breakdown, name: name), default: 0] += 1
            }
        }
        var countries: Set<String> = []
        for seat in seats where seat.isHeld(at: moment) {
            var names: [FigureBreakdown: String] = [.country: seat.country, .kind: seat.kind]
            names[.authority] = seat.authority
            count(.registered, names)
            if seat.isNamed(at: moment) { count(.named, names) }
            if !seat.country.isEmpty { countries.insert(seat.country) }
        }
        for entry in waiting where entry.since < moment && entry.until.map({ moment <= $0 }) ?? true {
            count(.waiting, [.kind: entry.kind])
        }
        for one in confirmed where one.at < moment { count(.confirmed, [.country: one.country]) }
        counts[FigureKey(figure: .countries)] = countries.count
        return counts
    }
}

/// A part of a breakdown as it may be published.
struct PublishedGroups: Sendable, Equatable {
    /// Groups under this are not told apart.
    static let least = 5
    /// The largest first.
    let groups: [(name: String, value: Int)]
    /// All others together; nil where every group may be told.
    let others: Int?

    /// A single small group could be counted from the whole, so the next larger one is hidden with it, until nobody can.
    init(_ all: [(name: String, value: Int)]) {
        var shown = all.filter { $0.value > 0 }.sorted { ($0.value, $1.name) > ($1.value, $0.name) }
        var hidden: [Int] = []
        while let last = shown.last,
            last.value < Self.least || (!hidden.isEmpty && (hidden.count < 2 || hidden.reduce(0, +) < Self.least))
        {
            hidden.append(last.value)
            shown.removeLast()
        }
        groups = shown
        others = hidden.isEmpty ? nil : hidden.reduce(0, +)
    }

    static func == (a: Self, b: Self) -> Bool {
        a.others == b.others && a.groups.elementsEqual(b.groups) { $0 == $1 }
    }
}
