// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Timetable
import Vocabulary

/// A day of the programme as it is planned: rooms by time, where sessions are moved.
struct BoardPage {
    let scene: EditorScene
    let day: Day?
    /// The last edit, to be undone at once.
    let last: StoredEdit?
    /// Names of those who edited.
    let names: [String: String]
    let zone: TimeZone

    private var words: Words { scene.words }
    private var draft: ProgrammeDraft { scene.draft }
    private var base: Address { scene.base }
    private var grid: BoardGrid { BoardGrid(onDay, rooms: draft.content.rooms.map(\.id)) }

    /// The days of the edition, and those that sessions were put on beside them.
    static func days(_ scene: EditorScene) -> [Day] {
        let planned = scene.draft.content.sessions.compactMap { $0.time?.programmeDay ?? $0.day }
        var days = Set(planned)
        if let period = scene.edition.dates.days {
            days.formUnion(
                (0..<min(period.last.ordinal - period.first.ordinal + 1, 31)).compactMap { period.first.adding(days: $0) })
        }
        return days.sorted()
    }

    private var onDay: [Session] { draft.content.sessions.filter { $0.time?.programmeDay == day && $0.time != nil } }
    private var timeless: [Session] {
        draft.content.sessions.filter { $0.time == nil && ($0.day == nil || $0.day == day || day == nil) }
    }

    var page: Page {
        var page = Page(title: words("board.title"), over: scene.view.name, lede: lede, content: content)
        if let day {
            let sheet: Address = "\(base)/board.css"
            page.sheet = sheet.with([("day", day.description), ("state", scene.state)])
        }
        if scene.canEdit { page.scripts = ["turn.js", "board.js"] }
        page.live = scene.live
        return page
    }

    private var lede: String {
        words(
            "board.lede",
            ["sessions": .text(words.count("sessions", draft.content.sessions.count)), "release": .text(release)])
    }

    private var release: String {
        scene.released.map { words("board.released", ["number": .number($0.number)]) } ?? words("board.unreleased")
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "").markup)
        \(dayList)
        \(undo)
        \(if: !scene.judged.conflicts.isEmpty, conflictSummary)
        <h2 class="hide" id="board-title">\(words("board.region"))</h2>
        <div class="board-frame" role="region" aria-labelledby="board-title" tabindex="0">
        <ol class="board" id="board" data-step="\(BoardGrid.step)" data-first="\(grid.first)" data-rows="\(grid.rows)"\(if: scene.canEdit, scriptWords)>
        \(ruler)\(each: inOrder, card)</ol></div>
        \(if: !timeless.isEmpty, timelessList)
        <p class="acts-row">\(if: scene.canEdit, "<a class=\"btn\" href=\"\(Address("\(base)/new").with([("day", day?.description)]))\">\(words("board.new"))</a> ")\
        \(if: scene.canEdit, "<a class=\"btn line\" href=\"\(base)/release\">\(words("board.release"))</a>")</p>
        """
    }

    private var dayList: HTML {
        """
        <ul class="days" aria-label="\(words("programme.days"))">
        \(each: Self.days(scene), { one in
            let here: HTML = one == day ? " aria-current=\"true\"" : ""
            let count = draft.content.sessions.count { $0.time?.programmeDay == one }
            return "<li><a href=\"\(base.with([("day", one.description)]))\"\(here)><b>\(words.day(one))</b><span>\(words.weekday(one)) · \(words("programme.sessions", ["count": .number(count)]))</span></a></li>\n"
        })</ul>
        """
    }

    /// What was done last, by anybody, while it can be taken back.
    private var undo: HTML? {
        guard scene.canEdit, let last, !last.isUndone, last.kind != .undone else { return nil }
        let who = last.person.flatMap { names[$0] } ?? words("edit.somebody")
        return """
            <div class="last-edit" id="last-edit"><p>\(words("edit.last", ["what": .text(EditWords(words: words).what(last)), "who": .text(who), "when": .text(words.instant(last.at, in: zone))]))</p>\
            \(PostButton(words("edit.undo"), to: "\(base)/edits/\(String(last.number))/undo").markup) <a href="\(base)/edits">\(words("edit.history"))</a></div>
            """
    }

    private var conflictSummary: HTML {
        let blocking = scene.judged.holdingUp().count
        return """
            <p class="conflict-count"><a href="\(base)/conflicts">\(words("board.conflicts", ["count": .number(scene.judged.conflicts.count)]))</a>\
            \(if: blocking > 0, " <span class=\"state is-against\">\(words("board.blocking", ["count": .number(blocking)]))</span>")</p>
            """
    }

    /// Words that the script says while something is moved.
    private var scriptWords: HTML {
        """
         data-place="\(base)" data-day="\(day?.description ?? "")" data-grabbed="\(words("board.grabbed"))" data-over="\(words("board.over"))" data-taken="\(words("board.taken"))" \
        data-dropped="\(words("board.dropped"))" data-cancelled="\(words("board.cancelled"))" data-beside="\(words("programme.beside"))" \
        data-saving="\(words("board.saving"))" data-failed="\(words("board.failed"))"
        """
    }

    private var ruler: HTML {
        """
        \(each: Array(grid.columns.enumerated()), { number, column in
            let room = column.room.flatMap { id in draft.content.rooms.first { $0.id == id } }
            let seats: HTML? = room?.capacity.map { "<span>\(words("room.seats", ["count": .number($0)]))</span>" }
            return "<li class=\"ruler room\" id=\"board-r\(number)\" aria-hidden=\"true\" data-room=\"\(column.room?.value ?? "")\">\(room?.name ?? words("programme.beside"))\(seats)</li>\n"
        })\(each: grid.hours, { "<li class=\"ruler tick\" id=\"board-t\($0)\" aria-hidden=\"true\"><span>\(WallTime(minutes: $0 % 1_440).description)</span></li>\n" })
        """
    }

    private var inOrder: [Session] {
        let places = grid.places
        return onDay.sorted { (places[$0.code]?.start ?? 0, $0.code) < (places[$1.code]?.start ?? 0, $1.code) }
    }

    private func card(_ session: Session) -> HTML {
        let place = grid.places[session.code]
        let room = session.rooms.first?.value ?? ""
        let all = session.rooms.map(\.value).joined(separator: " ")
        return """
            <li class="\(classes(session))" id="s-\(session.code.description)" data-code="\(session.code.description)" \
            data-version="\(draft.versions[session.code] ?? 0)" data-room="\(room)" data-rooms="\(all)" data-rows="\(place?.rows.count ?? 1)" data-start="\(place?.start ?? 0)" data-minutes="\((place?.end ?? 0) - (place?.start ?? 0))">
            <p class="when"><span class="time">\(session.time.map { "\($0.start)–\($0.end)" } ?? "")</span> <span class="room-name">\(scene.view.rooms(session))</span></p>
            <h3><a href="\(base)/\(session.code.description)" id="a-\(session.code.description)">\(session.code.description) <span class="what">\(session.title.best(orDraft: words.language))</span></a></h3>
            \(marks(session))\(if: scene.canEdit, "<a class=\"move\" href=\"\(base)/\(session.code.description)/place\" id=\"m-\(session.code.description)\">\(words("board.move"))<span class=\"hide\"> \(session.code.description) \(session.title.best(orDraft: words.language))</span></a>")</li>

            """
    }

    private func classes(_ session: Session) -> String {
        var names = ["card", scene.view.hue(session.topic)]
        if session.kind.isPause { names.append("pause") }
        if session.status == .cancelled { names.append("gone") }
        let grave = scene.judged.about(session.code).map { scene.judged.severity(of: $0.kind) }
        if grave.contains(.blocksRelease) || grave.contains(.blocksSaving) { names.append("clashes") }
        return names.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func marks(_ session: Session) -> HTML {
        let conflicts = scene.judged.about(session.code)
        let isChanged = !scene.unreleased(session).isEmpty
        return """
            <p class="foot">\(scene.view.state(session))\
            \(if: !conflicts.isEmpty, " <span class=\"state is-against\">\(words("board.card-conflicts", ["count": .number(conflicts.count)]))</span>")\
            \(if: isChanged, " <span class=\"state is-open\">\(words("board.card-unreleased"))</span>")</p>
            """
    }

    private var timelessList: HTML {
        """
        <section class="section"><div class="head"><h2>\(words("board.timeless"))</h2><p>\(words("board.timeless.lede"))</p></div>
        <ul class="plain timeless">
        \(each: timeless, { session in
            "<li><a href=\"\(base)/\(session.code.description)\">\(session.code.description) \(session.title.best(orDraft: words.language))</a>\(if: scene.canEdit, " <a class=\"small\" href=\"\(base)/\(session.code.description)/place\">\(words("board.place"))<span class=\"hide\"> \(session.code.description)</span></a>")</li>\n"
        })</ul></section>
        """
    }
}

extension EditorScene {
    /// Changes whenever a session was saved: what a style sheet of the board depends on.
    var state: String { String(draft.versions.values.reduce(draft.content.rooms.count, +)) }
}

/// The places of those who plan a programme.
struct EditorTabs {
    let scene: EditorScene
    /// The part of the path behind the board.
    let here: String

    /// Only what this actor may open.
    private var places: [(String, String)] {
        Self.places.filter { path, _ in
            switch path {
            case "settings", "release": scene.canEdit
            case "today": scene.canNotice
            default: true
            }
        }
    }

    private static let places = [
        ("", "board.title"), ("list", "sessions.list"), ("conflicts", "conflicts.title"), ("rooms", "rooms.title"),
        ("speakers", "speakers.title"), ("texts", "texts.title"), ("files", "files.title"), ("edits", "edit.history"),
        ("settings", "plan.title"),
        ("release", "board.release"), ("today", "today.title"),
    ]

    var markup: HTML {
        TabsNav(
            label: scene.words("board.navigation"),
            tabs: places.map { path, key in
                (path.isEmpty ? scene.base : "\(scene.base)/\(path)", scene.words(key), path == here)
            }, isSecond: true
        ).markup
    }
}
