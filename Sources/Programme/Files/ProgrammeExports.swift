// SPDX-License-Identifier: EUPL-1.2
import Editions
import Formats
import Foundation
import Vocabulary

/// The programme as a calendar, a feed and a workbook.
struct ProgrammeExports {
    let view: ProgrammeView
    /// The public address of a path of this server.
    let absolute: (String) -> String

    private var words: Words { view.words }

    private func address(_ code: SessionCode) -> String {
        absolute("/\(view.language.rawValue)/\(view.edition.id)/programme/\(code)")
    }

    // MARK: Calendar

    /// Cancelled sessions stay in it, as cancelled: programs that have them learn it so.
    func calendar(_ items: [PublishedProgramme.Item], named name: String, at path: String) -> [UInt8] {
        ICalendar(
            name: name, address: absolute(path), zone: view.edition.zone,
            entries: items.compactMap { item in item.instants.map { entry(item, $0) } }
        ).bytes
    }

    /// What somebody follows.
    func personalCalendar(_ items: [PublishedProgramme.Item]) -> [UInt8] {
        personal("mine.title", about: "programme/mine", items.compactMap { item in item.instants.map { entry(item, $0) } }).bytes
    }

    /// What a participant goes to.
    func agenda(_ items: [PublishedProgramme.Item]) -> [UInt8] {
        personal("agenda.title", about: "programme", items.compactMap { item in item.instants.map { entry(item, $0) } }).bytes
    }

    /// What a mail takes along, of entries that were written before.
    func letterCalendar(_ written: [[UInt8]]) -> [UInt8] {
        var calendar = personal("programme.title", about: "programme", [])
        calendar.minutesBetweenLooks = nil
        return calendar.bytes(of: written)
    }

    /// It does not say where it is read, since whoever knows that can read it too.
    private func personal(_ title: String, about page: String, _ entries: [ICalendar.Entry]) -> ICalendar {
        var calendar = ICalendar(
            name: "\(words(title)), \(view.name)", address: absolute("/\(view.language.rawValue)/\(view.edition.id)/\(page)"),
            zone: view.edition.zone, entries: entries)
        calendar.source = nil
        return calendar
    }

    func entry(_ item: PublishedProgramme.Item, _ instants: Range<Date>) -> ICalendar.Entry {
        let session = item.session
        let status: ICalendar.Entry.Status =
            switch session.status {
            case .cancelled: .cancelled
            case .unconfirmed: .tentative
            case .confirmed, .moved: .confirmed
            }
        let place = [view.rooms(session), view.record.place(for: view.language)].filter { !$0.isEmpty }.joined(separator: ", ")
        return ICalendar.Entry(
            uid: "\(item.released.uid)@hemicycle", sequence: item.released.sequence, modified: item.released.modified,
            start: instants.lowerBound, end: instants.upperBound, status: status, summary: view.plain(session.title),
            description: view.plain(session.abstract), location: place, address: address(item.code),
            categories: session.topic.flatMap(view.topic).map { [view.plain($0.name)] } ?? [],
            language: session.title.best(for: view.language)?.language.rawValue ?? view.language.rawValue)
    }

    // MARK: Feed

    /// RFC 4287: an entry per release.
    func atom(_ releases: [Release]) -> [UInt8] {
        let page = absolute("/\(view.language.rawValue)/\(view.edition.id)/changes")
        var xml = XMLWriter()
        xml.element("feed", [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", view.language.rawValue)]) { xml in
            xml.element("title", text: "\(words("changes.title")) · \(view.name)")
            xml.element("id", text: page)
            xml.element(
                "link",
                [("rel", "self"), ("href", absolute("/\(view.edition.id)/changes.atom?language=\(view.language.rawValue)"))],
                text: "")
            xml.element("link", [("rel", "alternate"), ("type", "text/html"), ("href", page)], text: "")
            xml.element("updated", text: ISO8601Format.text(releases.last?.at ?? Date(timeIntervalSince1970: 0), in: .gmt))
            xml.element("author") { $0.element("name", text: words("site.name")) }
            xml.element("generator", text: "Hemicycle")
            for index in releases.indices.reversed() {
                entry(releases[index], since: index > 0 ? releases[index - 1] : nil, page, &xml)
            }
        }
        return xml.bytes
    }

    private func entry(_ release: Release, since before: Release?, _ page: String, _ xml: inout XMLWriter) {
        let day = Day(release.at, in: view.programme.zone)
        xml.element("entry") { xml in
            xml.element("title", text: words("changes.release", ["number": .number(release.number), "day": .day(day)]))
            xml.element("id", text: "\(page)#release-\(release.number)")
            xml.element(
                "link", [("rel", "alternate"), ("type", "text/html"), ("href", "\(page)#release-\(release.number)")], text: "")
            xml.element("published", text: ISO8601Format.text(release.at, in: .gmt))
            xml.element("updated", text: ISO8601Format.text(release.at, in: .gmt))
            xml.element("content", [("type", "text")], text: summary(release, since: before))
        }
    }

    private func summary(_ release: Release, since before: Release?) -> String {
        let note = view.plain(release.note)
        guard before != nil else {
            return [note, words("changes.first", ["count": .number(release.document.sessions.count)])].filter { !$0.isEmpty }
                .joined(separator: "\n")
        }
        let lines = release.changes(since: before).map { change in
            "\(change.session.code) \(view.plain(change.session.title)): "
                + change.changes.map { words(ChangeWords(view: view).phrase($0, change)) }.joined(separator: " ")
        }
        return ([note] + lines).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    // MARK: Tables

    /// What was published, in the form in which a programme is imported.
    var csv: [UInt8] {
        ProgrammeFiles.write(view.programme.release.document.sessions.map(\.session), of: view.edition.id)
    }

    func workbook(at now: Date) throws -> [UInt8] {
        let rows = view.programme.release.document.sessions.map { released in
            ProgrammeFiles.publicRow(view.edition.id, released.session).enumerated().map { column, value -> Workbook.Cell in
                if value.isEmpty { return .empty }
                if ProgrammeFiles.publicSessionColumns[column] == "capacity", let number = Int(value) { return .integer(number) }
                return .text(value)
            }
        }
        return try Workbook.bytes(
            sheet: words("programme.title"), header: ProgrammeFiles.publicSessionColumns, rows: rows,
            about: Workbook.Properties(title: "\(words("programme.title")), \(view.name)", creator: "Hemicycle", created: now))
    }
}
