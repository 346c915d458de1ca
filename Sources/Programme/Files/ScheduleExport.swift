// SPDX-License-Identifier: EUPL-1.2
import Editions
import Formats
import Foundation
import Vocabulary

/// The programme for other people's programs: schedule.xml and schedule.json of the c3voc, which pretalx, frab and the apps of
/// many conferences read. https://github.com/voc/schedule, validator/xsd and validator/json.
struct ScheduleExport {
    let edition: Edition
    let title: String
    let programme: PublishedProgramme
    let language: Language
    let words: Words
    let topics: [ID<Topic>: Topic]
    /// The public address of a path of this server.
    let absolute: (String) -> String
    let generator: String

    private struct Slot {
        let item: PublishedProgramme.Item
        let instants: Range<Date>
        let room: String
    }

    private var zone: TimeZone { programme.zone }
    /// Letters, digits and underlines, at least four.
    private var acronym: String { edition.id.value.replacingOccurrences(of: "-", with: "_") }
    private var version: String { String(programme.release.number) }

    /// The sessions of a day by room, in the order of rooms. No two overlap in one: what has no room, or finds it taken, is
    /// elsewhere. What was cancelled is not held, and what has no time cannot be said here.
    ///
    /// - Parameter before: what is held in each room on the days before, which may last into the morning.
    private func rooms(on day: Day, _ before: inout [String: [Range<Date>]]) -> [(room: String, slots: [Slot])] {
        let order = programme.release.document.rooms
        // Names are keys in these files.
        var names: Set<String> = [words("room.elsewhere")]
        var rooms = order.map { (room: names.insert($0.name).inserted ? $0.name : "\($0.name) (\($0.id))", slots: [Slot]()) }
        for item in programme.items(on: day) where !item.isCancelled {
            guard let instants = item.instants else { continue }
            func isFree(_ place: Int) -> Bool {
                !rooms[place].slots.contains { $0.instants.overlaps(instants) }
                    && !(before[rooms[place].room] ?? []).contains { $0.overlaps(instants) }
            }
            let own = order.indices.first { order[$0].id == item.session.rooms.first }
            var place = own.flatMap { isFree($0) ? $0 : nil }
            place = place ?? rooms.indices.dropFirst(order.count).first(where: isFree)
            if place == nil {
                let number = rooms.count - order.count + 1
                rooms.append((number == 1 ? words("room.elsewhere") : "\(words("room.elsewhere")) \(number)", []))
            }
            let chosen = place ?? rooms.count - 1
            rooms[chosen].slots.append(Slot(item: item, instants: instants, room: rooms[chosen].room))
        }
        for room in rooms { before[room.room, default: []] += room.slots.map(\.instants) }
        return rooms.filter { !$0.slots.isEmpty }
    }

    private var days: [(day: Day, start: Date, end: Date, rooms: [(room: String, slots: [Slot])])] {
        var before: [String: [Range<Date>]] = [:]
        return programme.days.compactMap { day in
            let rooms = rooms(on: day, &before)
            let instants = rooms.flatMap(\.slots).map(\.instants)
            guard let start = instants.map(\.lowerBound).min(), let end = instants.map(\.upperBound).max() else { return nil }
            return (day, start, end, rooms)
        }
    }

    private func text(_ text: LocalizedText) -> String { text.best(for: language)?.text ?? "" }
    private func topic(_ session: Session) -> String { session.topic.flatMap { topics[$0] }.map { text($0.name) } ?? "" }
    private func stamp(_ instant: Date) -> String { ISO8601Format.text(instant, in: zone) }
    private func address(_ item: PublishedProgramme.Item) -> String {
        absolute("/\(language.rawValue)/\(edition.id)/programme/\(item.code)")
    }
    private func slug(_ item: PublishedProgramme.Item) -> String { "\(acronym)-\(item.released.slot)-session" }

    /// Names as they are published, else offices.
    private func persons(_ session: Session) -> [String] {
        let document = programme.release.document
        return session.speakers(as: .speaker).compactMap { programme.speakers[$0] }.map {
            $0.publicName(in: language, document.authorities, document.institutions)
        }
    }

    private func clock(_ slot: Slot) -> String { slot.item.session.time?.start.description ?? "00:00" }

    // MARK: XML

    var xml: [UInt8] {
        var xml = XMLWriter()
        let days = days
        xml.element("schedule") { xml in
            xml.element("generator", [("name", "Hemicycle"), ("version", generator)], text: "")
            xml.element("url", text: absolute("/\(edition.id)/schedule.xml"))
            xml.element("version", text: version)
            xml.element("conference") { xml in
                xml.element("title", text: title)
                xml.element("acronym", text: acronym)
                if let first = days.first?.day, let last = days.last?.day {
                    xml.element("start", text: first.description)
                    xml.element("end", text: last.description)
                }
                xml.element("days", text: String(days.count))
                xml.element("timeslot_duration", text: "00:15")
                xml.element("base_url", text: absolute("/\(language.rawValue)/\(edition.id)/programme"))
                xml.element("time_zone_name", text: edition.zone)
            }
            for (index, day) in days.enumerated() {
                let bounds = [("start", stamp(day.start)), ("end", stamp(day.end))]
                xml.element("day", [("index", String(index + 1)), ("date", day.day.description)] + bounds) { xml in
                    for room in day.rooms {
                        xml.element("room", [("name", room.room)]) { xml in
                            for slot in room.slots { add(slot, to: &xml) }
                        }
                    }
                }
            }
        }
        return xml.bytes
    }

    private func add(_ slot: Slot, to xml: inout XMLWriter) {
        let (item, session) = (slot.item, slot.item.session)
        let names = [("guid", item.released.uid), ("id", String(item.released.slot)), ("code", item.released.sign)]
        xml.element("event", names) { xml in
            xml.element("date", text: stamp(slot.instants.lowerBound))
            xml.element("start", text: clock(slot))
            xml.element("duration", text: ISO8601Format.duration(slot.instants))
            xml.element("room", text: slot.room)
            xml.element("slug", text: slug(item))
            xml.element("url", text: address(item))
            xml.element("title", text: text(session.title))
            xml.element("subtitle", text: "")
            xml.element("track", text: topic(session))
            xml.element("type", text: words("session.kind.\(session.kind.rawValue)"))
            xml.element("language", text: session.languages.first ?? "")
            xml.element("abstract", text: text(session.abstract))
            xml.element("description", text: "")
            xml.element("logo", text: "")
            xml.element("persons") { xml in
                for (number, person) in persons(session).enumerated() {
                    xml.element("person", [("id", String(number + 1))], text: person)
                }
            }
            xml.element("links") { _ in }
            xml.element("attachments") { _ in }
        }
    }

    // MARK: JSON

    var json: [UInt8] {
        let days = days
        let conference: [(name: String, value: JSONText)] = [
            ("acronym", .text(acronym)), ("title", .text(title)),
            ("start", .text(days.first?.day.description ?? edition.dates.text)),
            ("end", .text(days.last?.day.description ?? edition.dates.text)),
            ("daysCount", .integer(days.count)), ("timeslot_duration", .text("00:15")),
            ("time_zone_name", .text(edition.zone)),
            ("url", .text(absolute("/\(language.rawValue)/\(edition.id)/programme"))),
            ("days", .array(days.enumerated().map { json($0.element, index: $0.offset + 1) })),
        ]
        let schedule: [(name: String, value: JSONText)] = [
            ("version", .text(version)), ("base_url", .text(absolute("/\(language.rawValue)/\(edition.id)/programme"))),
            ("conference", .object(conference)),
        ]
        let generator: [(name: String, value: JSONText)] = [("name", .text("Hemicycle")), ("version", .text(generator))]
        return JSONText.object([("generator", .object(generator)), ("schedule", .object(schedule))]).bytes
    }

    private func json(
        _ day: (day: Day, start: Date, end: Date, rooms: [(room: String, slots: [Slot])]), index: Int
    ) -> JSONText {
        .object([
            ("index", .integer(index)), ("date", .text(day.day.description)), ("day_start", .text(stamp(day.start))),
            ("day_end", .text(stamp(day.end))),
            ("rooms", .object(day.rooms.map { ($0.room, .array($0.slots.map(json))) })),
        ])
    }

    private func json(_ slot: Slot) -> JSONText {
        let (item, session) = (slot.item, slot.item.session)
        let topic = topic(session)
        return .object([
            ("guid", .text(item.released.uid)), ("code", .text(item.released.sign)), ("id", .integer(item.released.slot)),
            ("date", .text(stamp(slot.instants.lowerBound))), ("start", .text(clock(slot))),
            ("end", .text(stamp(slot.instants.upperBound))), ("duration", .text(ISO8601Format.duration(slot.instants))),
            ("room", .text(slot.room)), ("slug", .text(slug(item))), ("url", .text(address(item))),
            ("title", .text(text(session.title))), ("subtitle", .null), ("track", topic.isEmpty ? .null : .text(topic)),
            ("type", .text(words("session.kind.\(session.kind.rawValue)"))),
            ("language", session.languages.first.map { .text($0) } ?? .null), ("abstract", .text(text(session.abstract))),
            ("persons", .array(persons(session).map { .object([("name", .text($0))]) })), ("links", .array([])),
        ])
    }
}
