// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// The rooms of an edition, with what is planned with them.
struct RoomsPage {
    let scene: EditorScene
    private var words: Words { scene.words }

    var page: Page { Page(title: words("rooms.title"), over: scene.view.name, lede: words("rooms.lede"), content: content) }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "rooms").markup)
        \(if: scene.canEdit, "<p class=\"acts-row\"><a class=\"btn\" href=\"\(scene.base)/rooms/new\">\(words("rooms.add"))</a></p>")
        \(scene.draft.content.rooms.isEmpty ? "<div class=\"panel empty\"><p>\(words("rooms.none"))</p></div>" : table)
        """
    }

    private static let columns = ["room.capacity", "room.site", "room.booths", "room.fittings", "room.sessions"]

    private var table: HTML {
        """
        <table class="table fold section"><caption class="hide">\(words("rooms.title"))</caption>
        <thead><tr><th scope="col">\(words("room.field.name"))</th>\(each: Self.columns, { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
        \(each: scene.draft.content.rooms, row)</tbody></table>
        """
    }

    private func row(_ room: Room) -> HTML {
        let plan = scene.draft.rooms[room.id] ?? RoomPlan()
        let name: HTML = scene.canEdit ? "<a href=\"\(scene.base)/rooms/\(room.id.value)\">\(room.name)</a>" : "\(room.name)"
        let cells = [
            room.capacity.map(words.number) ?? "–", plan.site.isEmpty ? "–" : plan.site, plan.booths.map(words.number) ?? "–",
            plan.fittings.isEmpty ? "–" : plan.fittings.sorted().map { words("fitting.\($0.rawValue)") }.joined(separator: ", "),
            words.number(scene.draft.content.sessions.count { $0.rooms.contains(room.id) && $0.status != .cancelled }),
        ]
        return """
            <tr><th scope="row">\(name)</th>\(each: zip(Self.columns, cells), { "<td data-h=\"\(words($0))\">\($1)</td>" })</tr>

            """
    }
}

/// One room, known or new.
struct RoomPage {
    let scene: EditorScene
    /// Nil for a new one.
    let room: Room?
    let form: RoomForm
    private var words: Words { scene.words }

    var page: Page {
        var page = Page(title: room?.name ?? words("rooms.add"), over: scene.view.name, content: content)
        page.isRefused = form.isRefused
        if form.clash != nil { page.status = .conflict }
        return page
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "rooms").markup)
        \(form.markup(action: "\(scene.base)/rooms/\(room?.id.value ?? "new")", isNew: room == nil))
        <p class="section"><a href="\(scene.base)/rooms">\(words("rooms.back"))</a>\
        \(room.map { " · <a href=\"\(scene.base)/rooms/\($0.id.value)/removal\">\(words("removal.room"))</a>" as HTML })</p>
        """
    }
}
