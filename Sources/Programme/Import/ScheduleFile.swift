// SPDX-License-Identifier: EUPL-1.2
import Formats
import Foundation
import Vocabulary

/// A schedule.xml as pretalx, frab and the tools of the c3voc write it: what it says of each event, and by line what in it has no
/// place here. https://github.com/voc/schedule, validator/xsd.
struct ScheduleFile {
    /// One event, as far as it could be read.
    struct Event: Equatable {
        var line: Int
        var number: Int?
        var guid = "", code = ""
        var start: Date?
        /// Minutes.
        var duration: Int?
        var room = "", title = "", track = "", type = "", language = "", abstract = ""
        var persons: [String] = []
    }

    private(set) var acronym = ""
    private(set) var events: [Event] = []
    private(set) var notes: [ScheduleNote] = []

    /// Elements that are read, and those that only say where the other program shows the event.
    private static let known: Set<String> = [
        "date", "start", "duration", "room", "title", "subtitle", "track", "type", "language", "abstract", "description",
        "persons",
        "slug", "url", "origin_url", "feedback_url",
    ]

    /// Throws when the file is no XML, or no schedule.
    ///
    /// - Parameter zone: where a date without an offset is from, by the acronym of the conference.
    init(_ bytes: [UInt8], zone: (String) throws -> TimeZone) throws {
        let root = try XMLElement.document(bytes)
        guard root.name == "schedule" else { throw ScheduleRefusal.noSchedule(root.name) }
        acronym = root.first("conference")?.first("acronym").map(Self.text) ?? ""
        let zone = try zone(acronym)
        var passedOver: [String: (line: Int, count: Int)] = [:]
        for day in root.all("day") {
            for room in day.all("room") {
                for event in room.all("event") {
                    events.append(event: event, in: room, on: day, zone: zone, &notes)
                    for child in event.children where !Self.known.contains(child.name) && !Self.isEmpty(child) {
                        passedOver[child.name, default: (child.line, 0)].count += 1
                    }
                }
            }
        }
        guard !events.isEmpty else { throw ScheduleRefusal.empty }
        for (name, found) in passedOver {
            notes.append(ScheduleNote(line: found.line, .element(name, count: found.count)))
        }
    }

    private static func isEmpty(_ element: XMLElement) -> Bool { element.children.isEmpty && text(element).isEmpty }
    fileprivate static func text(_ element: XMLElement) -> String { element.text.trimmingCharacters(in: .whitespacesAndNewlines) }
}

extension [ScheduleFile.Event] {
    fileprivate mutating func append(
        event: XMLElement, in room: XMLElement, on day: XMLElement, zone: TimeZone, _ notes: inout [ScheduleNote]
    ) {
        func text(_ name: String) -> String { event.first(name).map(ScheduleFile.text) ?? "" }
        var read = ScheduleFile.Event(line: event.line)
        read.number = event.attributes["id"].flatMap { Int($0) }
        read.guid = event.attributes["guid"]?.lowercased() ?? ""
        read.code = event.attributes["code"] ?? ""
        read.start = ScheduleFile.instant(
            text("date"), day: day.attributes["date"] ?? "", dayBegins: day.attributes["start"] ?? "", clock: text("start"), zone)
        read.duration = ScheduleFile.minutes(text("duration"))
        read.room = text("room").isEmpty ? room.attributes["name"] ?? "" : text("room")
        (read.title, read.track, read.type) = (text("title"), text("track"), text("type"))
        read.language = text("language").lowercased()
        var parts: [String] = []
        for part in ["subtitle", "abstract", "description"].map(text) where !part.isEmpty && !parts.contains(part) {
            parts.append(part)
        }
        read.abstract = ScheduleFile.plain(parts.joined(separator: "\n\n"))
        read.persons = (event.first("persons")?.all("person") ?? []).map(ScheduleFile.text).filter { !$0.isEmpty }
        if read.start == nil {
            let line = event.first("date")?.line ?? event.line
            notes.append(ScheduleNote(line: line, .time(text("date").isEmpty ? text("start") : text("date"))))
        } else if read.duration == nil {
            notes.append(ScheduleNote(line: event.first("duration")?.line ?? event.line, .duration(text("duration"))))
        }
        append(read)
    }
}

extension ScheduleFile {
    /// `2027-03-17T09:00:00+01:00`, also without seconds or with a space; without an offset, the clock of the zone. Without a date
    /// it is that of the day, or the next one for what the clock shows before the day begins, which is at 04:00 unless it is said.
    static func instant(_ date: String, day: String, dayBegins: String, clock: String, _ zone: TimeZone) -> Date? {
        if !date.isEmpty, Day(date) == nil { return instant(date, zone) }
        guard let first = Day(date) ?? Day(day), let time = WallTime(clock) else { return nil }
        let begins = WallTime(String(dayBegins.dropFirst(11).prefix(5))) ?? SessionTime.dayEnds
        guard let held = time < begins ? first.adding(days: 1) : first else { return nil }
        return isSensible(held) ? time.instant(on: held, in: zone) : nil
    }

    private static func instant(_ text: String, _ zone: TimeZone) -> Date? {
        let pattern = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?/
        guard let match = text.wholeMatch(of: pattern), let day = Day(String(match.1)), isSensible(day),
            let time = WallTime(String(match.2))
        else { return nil }
        guard let offset = match.4 else { return time.instant(on: day, in: zone) }
        let digits = offset.filter(\.isNumber)
        let minutes = offset == "Z" ? 0 : (Int(digits.prefix(2)) ?? 0) * 60 + (Int(digits.suffix(2)) ?? 0)
        let away = Double(minutes * 60) * (offset.hasPrefix("-") ? -1 : 1)
        return day.midnightUTC + Double(time.minutes * 60) + Double(match.3.flatMap { Int($0) } ?? 0) - away
    }

    /// Within the years that a day of a programme can have.
    private static func isSensible(_ day: Day) -> Bool { (1900...9_000).contains(day.year) }

    /// Text that holds tags, as some programs export it, without them: paragraphs and breaks become lines.
    static func plain(_ text: String) -> String {
        guard text.contains(/<\/?(p|br|div|ul|ol|li|b|i|em|strong|a|h[1-6]|span)\b[^<>]*>/.ignoresCase()) else { return text }
        let lines = text.replacing(/<(br|\/p|\/div|\/li|\/h[1-6])\b[^<>]*>/.ignoresCase(), with: "\n")
            .replacing(/<\/?[a-zA-Z][^<>]*>/, with: "")
        return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")]
            .reduce(lines) { $0.replacing($1.0, with: $1.1) }
            .replacing(/\n{3,}/, with: "\n\n").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// `1:30`, `01:30` or `1:01:30` with days before: less than a day, more than nothing.
    static func minutes(_ duration: String) -> Int? {
        let parts = duration.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard (2...3).contains(parts.count), let minutes = parts[parts.count - 1], let hours = parts[parts.count - 2],
            (0..<60).contains(minutes), (0..<24).contains(hours), parts.count == 2 || parts[0] == 0, hours * 60 + minutes > 0
        else { return nil }
        return hours * 60 + minutes
    }
}

/// What of a schedule could not be taken, by line.
struct ScheduleNote: Equatable, Sendable {
    enum Matter: Equatable, Sendable {
        /// An element that has no place here, and how often it occurs.
        case element(String, count: Int)
        case time(String), duration(String)
        case noTitle, noName, twice(String)
        case track(String), type(String), language(String)
        case outside(Day)
        /// Clocks change while it is held, and cannot show its beginning or end.
        case clock
    }

    let line: Int
    let matter: Matter

    init(line: Int, _ matter: Matter) {
        self.line = line
        self.matter = matter
    }

    var phrase: Phrase {
        func phrase(_ key: String, _ value: String = "", count: Int? = nil) -> Phrase {
            var values: [String: Phrase.Value] = ["line": .text(String(line))]
            if !value.isEmpty || ["time", "duration"].contains(key) { values["value"] = .text(String(value.prefix(60))) }
            if let count { values["count"] = .number(count) }
            return Phrase("schedule.note.\(key)", values)
        }
        return switch matter {
        case .element(let name, let count): phrase("element", name, count: count)
        case .time(let text): phrase("time", text)
        case .duration(let text): phrase("duration", text)
        case .noTitle: phrase("no-title")
        case .noName: phrase("no-name")
        case .twice(let code): phrase("twice", code)
        case .track(let name): phrase("track", name)
        case .type(let name): phrase("type", name)
        case .language(let code): phrase("language", code)
        case .outside(let day): phrase("outside", day.description)
        case .clock: phrase("clock")
        }
    }
}

/// Why a schedule is not taken at all.
enum ScheduleRefusal: Refusal, Equatable {
    case noSchedule(String)
    case empty
    /// The file is of no edition that is known here, and none was named.
    case unknownEdition(String)

    var kind: RefusalKind { .invalid }
    var phrase: Phrase {
        switch self {
        case .noSchedule(let name): Phrase("schedule.no-schedule", ["name": .text(String(name.prefix(60)))])
        case .empty: "schedule.empty"
        case .unknownEdition(let name): Phrase("schedule.unknown-edition", ["name": .text(String(name.prefix(60)))])
        }
    }
}
