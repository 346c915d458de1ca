// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import People
import Programme
import Server
import Vocabulary

/// Where one person is when: now and next, and all of it by day.
struct AgendaOfPerson {
    let person: ID<Person>
    let whereabouts: Whereabouts
    let now: Date
    let words: Words

    private var zone: TimeZone { whereabouts.zone }
    private var stops: [Whereabouts.Stop] { whereabouts.stops(of: person) }
    var isEmpty: Bool { stops.isEmpty }

    private func clock(_ instant: Date) -> String {
        let seconds = Int(instant.timeIntervalSince1970) + zone.secondsFromGMT(for: instant)
        return WallTime(minutes: (seconds % 86_400 + 86_400) % 86_400 / 60).description
    }

    private func time(_ instant: Date) -> HTML {
        "<time datetime=\"\(instant.formatted(.iso8601))\">\(clock(instant))</time>"
    }

    private func link(_ stop: Whereabouts.Stop) -> HTML { "<a href=\"\(stop.address)\">\(stop.title)</a>" }

    // MARK: Now and next

    /// "14:00 Room B, in 25 minutes, 6 minutes' walk"; before the edition the first of all.
    var moment: HTML {
        let moment = whereabouts.moment(of: person, at: now)
        guard moment.now != nil || moment.next != nil else {
            return "<p class=\"quiet\">\(words(isEmpty ? "agenda.nothing" : "agenda.nothing-more"))</p>\n"
        }
        return """
            <ul class="moments">\(moment.now.map(current))\(moment.next.map { next($0, moment) })</ul>

            """
    }

    private func current(_ stop: Whereabouts.Stop) -> HTML {
        let until = stop.period.map { words("agenda.until", ["time": .text(clock($0.upperBound))]) } ?? ""
        let facts = [until, stop.room].filter { !$0.isEmpty }.joined(separator: ", ")
        return "<li><span class=\"live\">\(words("programme.now"))</span> <b>\(facts)</b> \(state(stop))<br>\(link(stop))</li>\n"
    }

    private func next(_ stop: Whereabouts.Stop, _ moment: Whereabouts.Moment) -> HTML {
        guard let begins = stop.period?.lowerBound else { return "" }
        let day = stop.day == whereabouts.today(at: now) ? nil : stop.day
        let when: HTML =
            "\(day.map { "\(words.weekday($0)) \(words.day($0)), " as HTML })\(time(begins))\(if: !stop.room.isEmpty, " \(stop.room)")"
        let facts = [day == nil ? inMinutes(moment.minutes) : nil, day == nil ? walk(moment) : nil].compactMap { $0 }
        return """
            <li><span class="next-mark">\(words("agenda.next"))</span> <b>\(when)</b>\(if: !facts.isEmpty, ", \(facts.joined(separator: ", "))") \(state(stop))\(if: isTimeToGo(moment) && day == nil, " <strong class=\"go\">\(words("agenda.go"))</strong>")<br>\(link(stop))</li>

            """
    }

    /// What is hours away is told by the clock alone.
    private static let soon = 180

    private func inMinutes(_ minutes: Int?) -> String? {
        guard let minutes, minutes <= Self.soon else { return nil }
        return minutes == 0 ? words("agenda.at-once") : words("agenda.in", ["count": .number(minutes)])
    }

    private func walk(_ moment: Whereabouts.Moment) -> String? {
        guard let walk = moment.walk, let minutes = moment.minutes, minutes <= Self.soon else { return nil }
        return walk == 0 ? words("agenda.same-room") : words("agenda.walk", ["count": .number(walk)])
    }

    private func isTimeToGo(_ moment: Whereabouts.Moment) -> Bool {
        guard let walk = moment.walk, walk > 0, let minutes = moment.minutes else { return false }
        return minutes <= walk
    }

    // MARK: All of it

    var days: HTML {
        let timed = stops.filter { $0.period != nil && $0.day != nil }
        let groups = Dictionary(grouping: timed, by: \.day).sorted { ($0.key?.ordinal ?? 0) < ($1.key?.ordinal ?? 0) }
        let others = stops.filter { $0.period == nil || $0.day == nil }
        return """
            \(each: groups, { day, stops in
                "<h3 class=\"agenda-day\">\(day.map { "\(words.weekday($0)) \(words.day($0))" as HTML })</h3>\n<ul class=\"agenda\">\(each: stops, line)</ul>\n"
            })\(if: !others.isEmpty, "<h3 class=\"agenda-day\">\(words("programme.timeless"))</h3>\n<ul class=\"agenda\">\(each: others, line)</ul>\n")\
            \(clashes)
            """
    }

    private func line(_ stop: Whereabouts.Stop) -> HTML {
        let title: HTML = stop.isCancelled ? "<s>\(link(stop))</s>" : link(stop)
        let when: HTML? = stop.period.map { "\(time($0.lowerBound))–\(time($0.upperBound))" }
        return """
            <li><span class="when">\(when)</span> <span class="what">\(title)<br>\(if: !stop.room.isEmpty, "<span class=\"room-name\">\(stop.room)</span> · ")\
            <span class="quiet">\(part(stop))</span> \(state(stop))</span></li>

            """
    }

    private func part(_ stop: Whereabouts.Stop) -> String {
        switch stop.part {
        case .duty(let role): words("agenda.part.\(role.rawValue)")
        case .place: words("agenda.part.place")
        case .waiting(let position): words("agenda.part.waiting", ["position": .number(position)])
        }
    }

    private func state(_ stop: Whereabouts.Stop) -> HTML? {
        if stop.isCancelled { return "<span class=\"state is-against\">\(words("session.status.cancelled"))</span>" }
        return stop.late.map { "<span class=\"state is-open\">\(words("session.late", ["count": .number($0)]))</span>" }
    }

    /// What arose after people signed up.
    private var clashes: HTML? {
        let found = whereabouts.clashes(of: person)
        guard !found.isEmpty else { return nil }
        return """
            <ul class="attention">\(each: found, { "<li>\(words(whereabouts.sentence($0)))</li>\n" })</ul>

            """
    }
}

/// The section of a participant's own page: where they are when, the way to the sessions, and their calendar.
struct OwnAgendaSection: Sendable {
    let person: ID<Person>
    let whereabouts: Whereabouts
    /// Of the participant's page.
    let path: Address
    /// Whether a place can be taken or given back.
    let isOpen: Bool
    let hasChoices: Bool
    /// The address of the calendar, once there is one.
    let calendar: String?
    let now: Date

    func markup(_ words: Words) -> HTML {
        let agenda = AgendaOfPerson(person: person, whereabouts: whereabouts, now: now, words: words)
        return """
            <section class="panel" aria-labelledby="agenda"><h2 id="agenda">\(words("agenda.title"))</h2>
            \(agenda.moment)\(agenda.days)\(if: !agenda.isEmpty, "<p class=\"small quiet\">\(whereabouts.zoneName)</p>")
            \(if: isOpen && hasChoices, "<p><a class=\"btn line\" href=\"\(path)/sessions\">\(words("agenda.choose"))</a></p>")\
            \(if: !agenda.isEmpty, calendarPart(words))</section>

            """
    }

    private func calendarPart(_ words: Words) -> HTML {
        guard let calendar else {
            return
                "<div class=\"acts-row\"><a href=\"\(path)/agenda.ics\">\(words("agenda.download"))</a> \(PostButton(words("agenda.calendar.make"), to: "\(path)/calendar").markup)</div>"
        }
        let opening = "webcal" + (calendar.firstIndex(of: ":").map { String(calendar[$0...]) } ?? "")
        return """
            <p>\(words("agenda.calendar.text"))</p><p class="secret">\(calendar)</p>
            <div class="acts-row"><a class="btn line" href="\(opening)">\(words("calendar-feed.open"))</a> <a href="\(path)/agenda.ics">\(words("agenda.download"))</a></div>
            """
    }
}

extension OwnAgendaSection {
    /// Nil where nothing was published, or where the person holds no seat.
    init?(_ scene: ParticipationScene, _ path: Address, _ request: Request, _ tx: Transaction) throws {
        let person = scene.person.id
        guard let seat = scene.seat, let found = try Whereabouts(of: [person], scene.record, words: request.words, tx) else {
            return nil
        }
        let edition = scene.record.edition.id
        let secret = AgendaSecret(of: request.parameters["token"] ?? "")
        let hasCalendar = try SignUpStore(tx: tx).holder(ofCalendar: secret.hash, in: edition) == person
        self.person = person
        whereabouts = found
        self.path = path
        isOpen = scene.isOpen
        hasChoices = !found.choices(of: person, as: seat.kind.rawValue, at: tx.now).isEmpty
        calendar =
            hasCalendar
            ? request.site.absolute(AgendaCalendarRoutes.address(secret, in: edition, request.language).text) : nil
        now = tx.now
    }
}
