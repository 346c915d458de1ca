// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Timetable
import Vocabulary

/// A session as those who plan it see it: what is wrong, the form, what else can be done, what was done.
struct SessionEditPage {
    let scene: EditorScene
    let code: SessionCode
    let form: SessionForm
    /// What would be wrong if it were kept as typed; nil when it is as kept.
    var wouldBe: [Conflict]?
    let edits: [StoredEdit]
    let names: [String: String]
    let zone: TimeZone

    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/\(code)" }
    private var session: Session? { scene.draft.draft(code)?.session }

    var page: Page {
        var page = Page(
            title: "\(code) \(session?.title.best(orDraft: words.language) ?? "")", over: scene.view.name, lede: lede,
            content: content)
        page.isRefused = form.isRefused
        page.live = form.isRefused ? nil : scene.live
        return page
    }

    private var lede: String? { session?.time.map { "\(words.weekday($0.day)) \(words.day($0.day)), \($0.start)–\($0.end)" } }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "list").markup)
        \(problems)
        \(if: scene.canEdit, form.markup(action: path, isNew: false))
        \(if: scene.canEdit, more)
        \(if: !edits.isEmpty, history)
        <p class="section"><a href="\(back)">\(words("board.back"))</a></p>
        """
    }

    private var back: Address {
        scene.base.with([("day", (session?.time?.programmeDay ?? session?.day)?.description)])
    }

    private var problems: HTML? {
        let conflicts = wouldBe ?? scene.judged.about(code)
        guard !conflicts.isEmpty else { return nil }
        return """
            <section class="panel" aria-labelledby="wrong"><h2 id="wrong">\(words(wouldBe == nil ? "conflicts.here" : "conflicts.would-be", ["count": .number(conflicts.count)]))</h2>
            \(scene.conflictWords.list(conflicts, judged: scene.judged, base: scene.base))</section>
            """
    }

    /// What takes more than the form.
    private var more: HTML {
        let isPublic = scene.released?.document.sessions.contains { $0.session.code == code } ?? false
        let changes = session.map(scene.unreleased) ?? []
        return """
            <section class="section" aria-labelledby="more"><div class="head"><h2 id="more">\(words("session.more"))</h2></div>
            \(if: !changes.isEmpty, unreleased(changes))
            <div class="acts-row"><a class="btn line" href="\(path)/place">\(words("board.move"))</a> \
            <a class="btn line" href="\(places)">\(words("places.title"))</a> \
            <a class="btn line" href="\(path)/split">\(words("session.split"))</a> <a class="btn line" href="\(path)/merge">\(words("session.merge"))</a> \
            \(if: isPublic, "<a class=\"btn line\" href=\"\(scene.view.address(of: code))\">\(words("session.public"))</a>")\
            \(if: !isPublic, PostButton(words("session.remove"), to: "\(path)/removal", values: [("version", form.value("version"))]).markup)</div></section>
            """
    }

    /// How many it takes, and who signed up: beside who is registered.
    private var places: Address { "/\(words.language.rawValue)/\(scene.edition.id)/organise/registration/sessions/\(code)" }

    private func unreleased(_ changes: [SessionChange]) -> HTML {
        let document = scene.view.programme.release.document
        guard let session else { return "" }
        let change = ReleasedChange(
            at: scene.view.programme.release.at, session: session, changes: changes,
            before: scene.released?.document ?? document, after: document)
        return """
            <p>\(words("session.unreleased"))</p>\(ChangeWords(view: scene.view).list(change))
            <p><a class="btn" href="\(Address("\(scene.base)/release").with([("session", code.description)]))">\(words("session.release-only"))</a></p>
            """
    }

    private var history: HTML {
        """
        <section class="section" aria-labelledby="history"><div class="head"><h2 id="history">\(words("edit.history"))</h2></div>
        \(EditTable(scene: scene, edits: edits, names: names, zone: zone).markup)</section>
        """
    }
}

/// Somebody else saved the session meanwhile: both are shown, and one chooses.
struct ClashPage {
    let scene: EditorScene
    let code: SessionCode
    /// What was typed; its version is now the newest.
    let form: SessionForm
    let by: String?
    let at: String?

    private var words: Words { scene.words }

    var page: Page {
        var page = Page(
            title: words("clash.title", ["code": .text(code.description)]), over: scene.view.name,
            lede: words("clash.lede", ["who": .text(by ?? words("edit.somebody")), "when": .text(at ?? "")]), content: content)
        page.status = .conflict
        return page
    }

    private var content: HTML {
        """
        \(Clash(rows).markup(words, place: "\(scene.base)/\(code.description)"))\
        <h2>\(words("clash.mine-title"))</h2><p>\(words("clash.mine-text"))</p>
        \(form.markup(action: "\(scene.base)/\(code)", isNew: false))
        """
    }

    private var rows: [(field: String, mine: String, theirs: String)] {
        form.theirs.sorted { $0.key < $1.key }.map { field, theirs in
            (words("session.field.\(field)"), form.shown(field), theirs)
        }
    }
}

extension SessionForm {
    /// What stands in a field, in words.
    func shown(_ name: String) -> String {
        switch name {
        case "rooms":
            return (typed[name] ?? []).map { id in scene.draft.content.rooms.first { $0.id.value == id }?.name ?? id }.joined(
                separator: ", ")
        case "needs": return (typed[name] ?? []).map { words("fitting.\($0)") }.joined(separator: ", ")
        case "speakers":
            return (0..<Self.mostSpeakers).map { value("speaker-\($0)") }.filter { !$0.isEmpty }.map { id in
                scene.draft.content.speakers.first { $0.id.value == id }?.shortName(words.language) ?? id
            }.joined(separator: ", ")
        case "kind", "status", "registration": return words("session.\(name).\(value(name))")
        case "topic": return scene.view.topics.first { $0.id.value == value(name) }?.name.best(orDraft: words.language) ?? ""
        default: return value(name)
        }
    }

    private static let shownFields = [
        "title", "abstract", "kind", "topic", "day", "start", "end", "rooms", "speakers", "spoken", "interpreted", "status",
        "registration", "capacity", "expected", "needs", "notes",
    ]

    /// This form begun anew over what was saved meanwhile; what differs is said beside each field.
    func over(_ saved: SessionDraft, version: Int) -> SessionForm {
        let theirs = SessionForm(saved, version: version, scene: scene)
        var form = self
        form.replace("version", String(version))
        form.theirs = Dictionary(
            uniqueKeysWithValues: Self.shownFields.compactMap { name in
                shown(name) == theirs.shown(name) ? nil : (name, theirs.shown(name))
            })
        return form
    }
}

/// A new session.
struct NewSessionPage {
    let scene: EditorScene
    let form: SessionForm

    var page: Page {
        var page = Page(title: scene.words("session.new"), over: scene.view.name, content: content)
        page.isRefused = form.isRefused
        return page
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "list").markup)
        \(form.markup(action: "\(scene.base)/new", isNew: true))
        """
    }
}

/// Where and when a session is put: the twin of dragging it, for every device.
struct PlacePage {
    let scene: EditorScene
    let session: Session
    let typed: PlaceForm
    /// What is wrong, by field.
    var errors: [String: String] = [:]
    var conflicts: [Conflict] = []

    private var words: Words { scene.words }

    var page: Page {
        var page = Page(
            title: words("place.title", ["code": .text(session.code.description)]), over: scene.view.name,
            lede: session.title.best(orDraft: words.language), content: content)
        page.isRefused = !errors.isEmpty
        return page
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "").markup)
        \(if: !conflicts.isEmpty, "<section class=\"panel\"><h2>\(words("conflicts.would-be", ["count": .number(conflicts.count)]))</h2>\(scene.conflictWords.list(conflicts, judged: scene.judged, base: scene.base))</section>")
        \(form.markup)
        <p class="section"><a href="\(scene.base)/\(session.code.description)">\(words("place.whole"))</a></p>
        """
    }

    private var form: Form {
        let days = BoardPage.days(scene)
        var form = Form(
            action: "\(scene.base)/\(session.code)/place",
            fields: [
                FormField(
                    "day", words("session.field.day"),
                    .choice(days.map { ($0.description, "\(words.weekday($0)) \(words.day($0))") }), value: typed.day,
                    error: errors["day"]),
                FormField(
                    "start", words("session.field.start"), value: typed.start, hint: words("place.hint"), error: errors["start"],
                    isRequired: true),
                FormField(
                    "room", words("session.field.rooms"),
                    .choice([("", words("programme.beside"))] + scene.draft.content.rooms.map { ($0.id.value, $0.name) }),
                    value: typed.room),
            ], button: words("place.do"), problemTitle: words("form.problem"))
        form.beside = """
            <input type="hidden" name="version" value="\(typed.version)"><input type="hidden" name="minutes" value="\(typed.minutes)">
            """
        return form
    }
}

/// What the form of a move holds; dragging sends the same.
struct PlaceForm: Sendable {
    var day: String, start: String, room: String, version: String, minutes: String

    init(_ session: Session, version: Int) {
        day = (session.time?.day ?? session.day)?.description ?? ""
        start = session.time?.start.description ?? ""
        room = session.rooms.first?.value ?? ""
        minutes = session.time.map { String(BoardGrid.minutes($0).end - BoardGrid.minutes($0).start) } ?? "60"
        self.version = String(version)
    }

    init(_ query: Query) {
        day = query["day"] ?? ""
        start = query["start"] ?? ""
        room = query["room"] ?? ""
        version = query["version"] ?? ""
        minutes = query["minutes"] ?? ""
    }

    /// What is no day or time, by field.
    func errors(_ words: Words) -> [String: String] {
        var errors: [String: String] = [:]
        if Day(day) == nil { errors["day"] = words("session.form.day") }
        if WallTime(start) == nil { errors["start"] = words("session.form.time") }
        return errors
    }

    /// The session where it is to be; nil for what is no day or time. It lasts as long as before, or an hour.
    func moved(_ session: Session) -> Session? {
        guard let day = Day(day), let start = WallTime(start) else { return nil }
        let before = session.time.map { BoardGrid.minutes($0).end - BoardGrid.minutes($0).start }
        let length = before ?? Int(minutes).flatMap { (5...1_200).contains($0) ? $0 : nil } ?? 60
        var session = session
        session.day = day
        session.time = SessionTime(day: day, start: start, end: WallTime(minutes: (start.minutes + length) % 1_440))
        let room: ID<Room>? = ID<Room>.isWellFormed(room) ? ID(room) : nil
        // The other rooms of a session that takes several stay its own.
        session.rooms = room.map { one in [one] + session.rooms.dropFirst().filter { $0 != one } } ?? []
        return session
    }
}
