// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The day of the conference on a phone: what is on, what comes, and what can be said about it at once.
struct TodayPage {
    let view: ProgrammeView
    let now: Date
    /// The paths of planning, for who may.
    let base: Address
    let canRelease: Bool
    let tabs: HTML

    private var words: Words { view.words }
    /// Minutes that a session is said to be late by.
    static let choices = [5, 10, 15, 30, 45, 60]
    /// What ended a while ago is of no use any more.
    private static let past: TimeInterval = 1_800

    var page: Page {
        var page = Page(title: words("today.title"), over: view.name, lede: words("today.lede"), content: content)
        page.live = view.live
        return page
    }

    private var shown: [PublishedProgramme.Item] {
        let rest = view.programme.items.filter { ($0.instants?.upperBound ?? .distantPast) > now - Self.past }
        let day = rest.compactMap(\.day).min()
        return rest.filter { $0.day == day }
    }

    private var content: HTML {
        let shown = shown
        return """
            \(tabs)\(jump(shown))
            \(if: shown.isEmpty, "<p>\(words("today.nothing"))</p>")
            \(shown.first?.day.map { "<h2>\(words.weekday($0)) \(words.day($0))</h2>" as HTML })
            <ul class="today">\(each: shown, line)</ul>
            <p class="section"><a href="/\(words.language.rawValue)/\(view.edition.id.value)/displays">\(words("displays.title"))</a></p>
            """
    }

    /// Over all that is still to be seen of what ended.
    private func jump(_ shown: [PublishedProgramme.Item]) -> HTML? {
        let isOver = { (item: PublishedProgramme.Item) in (item.instants?.upperBound ?? .distantFuture) <= now }
        guard let first = shown.first, isOver(first), let current = shown.first(where: { !isOver($0) && !$0.isCancelled }) else {
            return nil
        }
        return
            "<p class=\"acts-row\"><a class=\"btn line\" href=\"#s-\(current.code.description)\">\(words("today.jump"))</a></p>\n"
    }

    private func line(_ item: PublishedProgramme.Item) -> HTML {
        let code = item.code.description
        let isOn = item.instants?.contains(now) ?? false
        let late = view.late[item.code]
        return """
            <li class="panel" id="s-\(code)"><p class="when">\(if: isOn, "<span class=\"live\">\(words("programme.now"))</span> ")\(view.time(item.session)) \(view.rooms(item.session))</p>
            <h3><a href="\(view.address(of: item.code))">\(view.marked(item.session.title))</a></h3> \(view.state(item.session))
            \(if: !item.isCancelled && item.instants != nil && item.day == view.programme.today(at: now), lateForm(code, late))\
            \(if: canRelease, "<p class=\"small\"><a href=\"\(base)/\(code)\">\(words("today.change"))<span class=\"hide\"> \(code)</span></a></p>")</li>

            """
    }

    private func lateForm(_ code: String, _ late: Int?) -> HTML {
        """
        <form method="post" action="\(base)/\(code)/late" class="late" aria-label="\(words("today.late-of", ["code": .text(code)]))"><span>\(words("today.late"))</span>
        \(each: Self.choices, { minutes in
            "<button class=\"btn\(minutes == late ? "" : " line")\" name=\"minutes\" value=\"\(minutes)\" type=\"submit\">\(words("today.minutes", ["count": .number(minutes)]))</button>\n"
        })\(if: late != nil, "<button class=\"btn line\" name=\"minutes\" value=\"0\" type=\"submit\">\(words("today.on-time"))</button>")</form>
        """
    }
}

extension PublishedProgramme {
    /// The day of the programme that it is: until four in the morning that of the evening before.
    func today(at now: Date) -> Day { Day(now.addingTimeInterval(-Double(SessionTime.dayEnds.minutes * 60)), in: zone) }
}

/// The handlers of the day.
struct TodayRoutes: Sendable {
    var routes: [Route] {
        [
            Route(.get, "/{language}/{edition}/organise/programme/today", "programme.notice", page),
            Route(.post, "/{language}/{edition}/organise/programme/{code}/late", "programme.notice", late),
        ]
    }

    func page(_ request: Request) async throws -> Response {
        let scope = request.scopes[0]
        let mayPlan = request.allows("programme.plan", in: scope)
        let canEdit = request.allows("programme.edit", in: scope)
        let id = try request.id(Edition.self, in: "edition")
        guard try await request.read({ try ReleaseStore(tx: $0).latest(of: id) }) != nil else {
            let words = request.words
            return Page(title: words("today.title"), lede: words("today.unreleased"), content: "").organising(
                request, at: "/organise/programme")
        }
        return try await request.programme { [now = request.now, board = request.boardPath] tx, view in
            let tabs: HTML =
                mayPlan
                ? EditorTabs(
                    scene: try EditorScene(tx, view.record, words: view.words, canEdit: canEdit, canNotice: true), here: "today"
                ).markup
                : ""
            return TodayPage(view: view, now: now, base: board, canRelease: canEdit, tabs: tabs)
        }.page.organising(request, at: "/organise/programme")
    }

    /// Says at once that a session is late, or on time again; no release is made.
    func late(_ request: Request) async throws -> Response {
        let (code, id) = (try request.sessionCode(), try request.id(Edition.self, in: "edition"))
        guard let minutes = request.form["minutes"].flatMap({ Int($0) }), (0...300).contains(minutes) else {
            throw LateRefusal.minutes
        }
        try await request.write { tx in
            guard let edition = try EditionStore(tx: tx).all().first(where: { $0.edition.id == id })?.edition,
                let programme = try ReleaseStore(tx: tx).published(edition), let item = programme.item(code)
            else { throw AccessRefusal.notFound }
            // What was said can always be taken back.
            if minutes > 0 { try LateRefusal.check(item, on: programme.today(at: tx.now)) }
            try LateStore(tx: tx).keep(minutes == 0 ? nil : minutes, of: code, in: id)
        }
        let today: Address = "\(request.boardPath)/today"
        return .seeOther(to: "\(today.with([("notice", minutes == 0 ? "session-on-time" : "session-late")]).text)#s-\(code)")
    }
}

/// Why nothing is said.
enum LateRefusal: Refusal, Equatable {
    case minutes
    case cancelled(SessionCode), timeless(SessionCode), otherDay(SessionCode)

    var kind: RefusalKind { self == .minutes ? .invalid : .conflict }
    var phrase: Phrase {
        switch self {
        case .minutes: "today.minutes-wrong"
        case .cancelled(let code): Phrase("today.is-cancelled", ["code": .text(code.description)])
        case .timeless(let code): Phrase("today.is-timeless", ["code": .text(code.description)])
        case .otherDay(let code): Phrase("today.other-day", ["code": .text(code.description)])
        }
    }

    /// Only what is held today can be late.
    static func check(_ item: PublishedProgramme.Item, on today: Day) throws(LateRefusal) {
        guard !item.isCancelled else { throw .cancelled(item.code) }
        guard item.instants != nil else { throw .timeless(item.code) }
        guard item.day == today else { throw .otherDay(item.code) }
    }
}
