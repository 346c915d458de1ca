// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// What the public sees of a programme: the latest release, sorted and looked up.
struct PublishedProgramme: Sendable {
    /// A session with the instants between which it is held.
    final class Item: Sendable {
        let released: ReleasedSession
        let instants: Range<Date>?
        /// The day of the programme, where a day is known.
        let day: Day?

        init(released: ReleasedSession, instants: Range<Date>?, day: Day?) {
            (self.released, self.instants, self.day) = (released, instants, day)
        }

        var session: Session { released.session }
        var code: SessionCode { session.code }
        var isCancelled: Bool { session.status == .cancelled }
    }

    let release: Release
    let zone: TimeZone
    /// The newest act about it.
    let act: Int
    /// In order of time; those without a time behind those of their day, those without a day last.
    let items: [Item]
    let rooms: [ID<Room>: Room]
    let speakers: [ID<Speaker>: Speaker]
    private let places: [SessionCode: Int]

    init(_ release: Release, zone: TimeZone, act: Int) {
        self.release = release
        self.zone = zone
        self.act = act
        let items = release.document.sessions.enumerated().map { position, released in
            let session = released.session
            let item = Item(
                released: released, instants: session.time?.instants(in: zone), day: session.time?.programmeDay ?? session.day)
            return (position, item)
        }
        self.items = items.sorted { Self.order($0) < Self.order($1) }.map(\.1)
        rooms = Dictionary(uniqueKeysWithValues: release.document.rooms.map { ($0.id, $0) })
        speakers = Dictionary(uniqueKeysWithValues: release.document.speakers.map { ($0.id, $0) })
        places = Dictionary(uniqueKeysWithValues: self.items.enumerated().map { ($0.element.code, $0.offset) })
    }

    private static func order(_ pair: (Int, Item)) -> (Int, Double, Int) {
        let (position, item) = pair
        return (item.day?.ordinal ?? .max, item.instants?.lowerBound.timeIntervalSince1970 ?? .infinity, position)
    }

    func item(_ code: SessionCode) -> Item? { places[code].map { items[$0] } }

    var days: [Day] { Array(Set(items.filter { $0.instants != nil }.compactMap(\.day))).sorted() }

    func items(on day: Day) -> [Item] { items.filter { $0.day == day && $0.instants != nil } }
    /// Those whose time is not known: on the page, not in schedule files.
    var timeless: [Item] { items.filter { $0.instants == nil } }

    func items(in room: ID<Room>) -> [Item] { items.filter { $0.session.rooms.contains(room) } }
    func items(with speaker: ID<Speaker>) -> [Item] { items.filter { $0.session.speakers.contains { $0.speaker == speaker } } }

    /// Those who speak in a session that is held: what every page counts.
    var heldSpeakers: [Speaker] {
        let held = Set(items.filter { !$0.isCancelled }.flatMap { $0.session.speakers.map(\.speaker) })
        return release.document.speakers.filter { held.contains($0.id) }
    }

    /// The languages in which something can be heard.
    var languages: [String] { Set(items.flatMap(\.session.languages)).sorted() }
    var interpreted: [String] { Set(items.flatMap(\.session.interpreted)).sorted() }

    /// What is held at a moment, and what begins next.
    func current(at now: Date) -> (now: [Item], next: [Item]) {
        let held = items.filter { !$0.isCancelled }
        let next = held.compactMap(\.instants?.lowerBound).filter { $0 > now }.min()
        return (
            held.filter { $0.instants?.contains(now) ?? false },
            next.map { next in held.filter { $0.instants?.lowerBound == next } } ?? []
        )
    }

    /// From when on what is next is worth saying: a day before the first session.
    var opens: Date? { items.compactMap(\.instants?.lowerBound).min().map { $0 - 24 * 3_600 } }

    /// Until when `current` says the same, and the same is said of it.
    func nextChange(after now: Date) -> Date? {
        (items.compactMap(\.instants).flatMap { [$0.lowerBound, $0.upperBound] } + [opens].compactMap { $0 }).filter { $0 > now }
            .min()
    }
}

extension ReleaseStore {
    /// The edition with what the public sees of its programme; nil where nothing was published.
    func published(_ edition: Edition) throws -> PublishedProgramme? {
        try tx.keeping("published:\(edition.id):\(edition.zone)", about: Self.noun(edition.id)) {
            try latest(of: edition.id).map {
                PublishedProgramme(
                    $0, zone: TimeZone(identifier: edition.zone) ?? .gmt, act: try tx.lastAct(about: Self.noun(edition.id)))
            }
        }
    }
}
