// SPDX-License-Identifier: EUPL-1.2
import Access
import Editions
import Foundation
import Server
import Vocabulary

/// The programme as files: calendars, schedules, tables, the feed of changes.
struct ProgrammeFileRoutes: Sendable {
    /// Where sessions stand on wide screens; the address names the release, so it may be kept for long.
    func sheet(_ request: Request) async throws -> Response {
        let asked = request.query.choice("release") { Int($0) }
        let (text, isLatest) = try await request.programme { _, view in
            let order = view.programme.release.document.rooms.map(\.id)
            let rules = view.programme.days.map {
                ProgrammeGrid(view.programme.items(on: $0), order: order).style(id: "grid-\($0)")
            }
            return (
                "@media (min-width: 64rem) {\n\(rules.joined(separator: "\n"))\n}\n",
                asked == nil || asked == view.programme.release.number
            )
        }
        return Response(.ok, .css, Array(text.utf8), ready: isLatest ? .init() : nil)
    }

    func plain(_ request: Request) async throws -> Response {
        let text = try await request.programme(in: request.fileLanguage) { ProgrammePlain(view: $1).text }
        return Response(.ok, .text, Array(text.utf8), ready: .init())
    }

    /// All, or a topic, a session, or a list of sessions.
    func calendar(_ request: Request) async throws -> Response {
        let query = request.query
        let (topic, one) = (query["topic"], query["session"].map { Favourites(text: $0).codes })
        let some = query["sessions"].map { Favourites(text: $0).codes }
        let path = request.path + (request.queryText.map { "?\($0)" } ?? "")
        let bytes = try await request.programme(in: request.fileLanguage) { [site = request.site] _, view in
            let items = view.programme.items.filter { item in
                (topic.map { item.session.topic?.value == $0 } ?? true) && ((one ?? some).map { $0.contains(item.code) } ?? true)
            }
            if items.isEmpty, topic != nil || one != nil { throw AccessRefusal.notFound }
            return ProgrammeExports(view: view, absolute: site.absolute).calendar(
                items, named: "\(view.words("programme.title")), \(view.name)", at: path)
        }
        return Response(.ok, .calendar, bytes, ready: some == nil && (one?.count ?? 1) == 1 ? .init() : nil).readableElsewhere
    }

    func csv(_ request: Request) async throws -> Response {
        let bytes = try await request.programme { [site = request.site] in ProgrammeExports(view: $1, absolute: site.absolute).csv
        }
        return Response(.ok, .csv, bytes, ready: .init()).download(as: "programme.csv")
    }

    func workbook(_ request: Request) async throws -> Response {
        let exports = try await request.programme(in: request.fileLanguage) { [site = request.site] _, view in
            (view, site)
        }
        let bytes = try ProgrammeExports(view: exports.0, absolute: exports.1.absolute).workbook(at: request.today)
        // It is dated, to the day.
        return Response(.ok, .workbook, bytes, ready: .init(until: request.today + 86_400)).download(as: "programme.xlsx")
    }

    func xml(_ request: Request) async throws -> Response {
        Response(.ok, .xml, try await schedule(request) { $0.xml }, ready: .init()).readableElsewhere
    }

    func json(_ request: Request) async throws -> Response {
        Response(.ok, .json, try await schedule(request) { $0.json }, ready: .init()).readableElsewhere
    }

    private func schedule(_ request: Request, _ bytes: @escaping @Sendable (ScheduleExport) -> [UInt8]) async throws -> [UInt8] {
        try await request.programme(in: request.fileLanguage) { [site = request.site] _, view in
            let title = view.record.text(.title, for: view.language)?.text
            return bytes(
                ScheduleExport(
                    edition: view.edition, title: title.map { "\($0), \(view.name)" } ?? view.name, programme: view.programme,
                    language: view.language, words: view.words,
                    topics: Dictionary(uniqueKeysWithValues: view.topics.map { ($0.id, $0) }), absolute: site.absolute,
                    generator: site.settings.version))
        }
    }

    func atom(_ request: Request) async throws -> Response {
        let bytes = try await request.programme(in: request.fileLanguage) { [site = request.site] tx, view in
            ProgrammeExports(view: view, absolute: site.absolute).atom(try ReleaseStore(tx: tx).all(of: view.edition.id))
        }
        return Response(.ok, .atom, bytes, ready: .init()).readableElsewhere
    }
}
