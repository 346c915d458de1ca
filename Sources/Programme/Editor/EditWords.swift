// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// Edits of the programme in words.
struct EditWords {
    let words: Words

    /// "TH01 was moved".
    func what(_ edit: StoredEdit) -> String {
        let codes = edit.parts.map(\.code.description)
        let shown = codes.prefix(4).joined(separator: ", ") + (codes.count > 4 ? " …" : "")
        return words("edit.kind.\(edit.kind.rawValue)", ["sessions": .text(shown), "count": .number(codes.count)])
    }
}

/// What was done to a programme, the newest first, and the way to undo it.
struct EditsPage {
    let scene: EditorScene
    let edits: [StoredEdit]
    let names: [String: String]
    let here: Int, count: Int
    let zone: TimeZone

    static let rowsPerPage = 50
    private var words: Words { scene.words }

    var page: Page {
        Page(title: words("edit.history"), over: scene.view.name, lede: words("edit.history.lede"), content: content)
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "edits").markup)
        \(edits.isEmpty ? "<p>\(words("edit.none"))</p>" : EditTable(scene: scene, edits: edits, names: names, zone: zone).markup)
        \(PageLinks(here: here, count: count, size: Self.rowsPerPage, words: words) { page in
            Address("\(scene.base)/edits").with([("page", page == 1 ? nil : String(page))])
        }.markup)
        """
    }
}

/// Edits as a table, each with what it changed and a button to undo it.
struct EditTable {
    let scene: EditorScene
    let edits: [StoredEdit]
    let names: [String: String]
    let zone: TimeZone
    private var words: Words { scene.words }

    var markup: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("edit.history"))</caption>
        <thead><tr><th scope="col">\(words("edit.when"))</th><th scope="col">\(words("edit.what"))</th><th scope="col">\(words("edit.who"))</th>\
        \(if: scene.canEdit, "<th scope=\"col\">\(words("edit.act"))</th>")</tr></thead><tbody>
        \(each: edits, row)</tbody></table>
        """
    }

    private func row(_ edit: StoredEdit) -> HTML {
        """
        <tr><th scope="row">\(words.instant(edit.at, in: zone))</th>
        <td data-h="\(words("edit.what"))"><div>\(EditWords(words: words).what(edit))\(each: edit.parts.prefix(8), changes)</div></td>
        <td data-h="\(words("edit.who"))">\(edit.person.flatMap { names[$0] } ?? words("edit.somebody"))</td>
        \(if: scene.canEdit, "<td data-h=\"\(words("edit.act"))\">\(act(edit))</td>")</tr>

        """
    }

    private func changes(_ part: StoredEdit.Part) -> HTML {
        guard let after = part.after, let before = part.before else { return "" }
        let changes = SessionChange.changes(from: before.session, to: after.session)
        guard !changes.isEmpty else { return "" }
        let document = scene.view.programme.release.document
        let change = ReleasedChange(
            at: scene.view.programme.release.at, session: after.session, changes: changes, before: document, after: document)
        return """
            <p class="also"><a href="\(scene.base)/\(part.code.description)">\(part.code.description)</a></p>\(ChangeWords(view: scene.view).list(change))
            """
    }

    private func act(_ edit: StoredEdit) -> HTML {
        if edit.isUndone { return "<span class=\"quiet\">\(words("edit.is-undone"))</span>" }
        return PostButton(
            words("edit.undo"), to: "\(scene.base)/edits/\(String(edit.number))/undo", about: EditWords(words: words).what(edit)
        ).markup
    }
}
