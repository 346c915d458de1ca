// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import HTML
import Server
import Vocabulary

/// Which speakers an organiser asks for.
struct SpeakerQuery: Sendable, Equatable {
    /// A state of the answer, or what is missing.
    enum Shown: Hashable, Sendable {
        case state(SpeakerState)
        case noBiography, noPortrait

        static let all = SpeakerState.allCases.map(Shown.state) + [.noBiography, .noPortrait]

        /// As addresses say it; its words are under `speaker.shown.`.
        var name: String {
            switch self {
            case .state(let state): state.rawValue
            case .noBiography: "no-biography"
            case .noPortrait: "no-portrait"
            }
        }
    }

    var shown: Shown?
    var text: String?
    /// Counted from 1.
    var page = 1

    static let rowsPerPage = 50

    init(_ query: Query) {
        shown = query.choice("state") { name in Shown.all.first { $0.name == name } }
        text = query["q"].map { String($0.prefix(100)) }
        page = query.choice("page") { Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil } } ?? 1
    }

    func address(_ path: Address, page: Int) -> Address {
        path.with([("state", shown?.name), ("q", text), ("page", page == 1 ? nil : String(page))])
    }
}

/// Who speaks or may speak at an edition, and how far it is with each.
struct SpeakerListPage {
    let scene: EditorScene
    let standing: SpeakerStanding
    let query: SpeakerQuery
    let mayRead: Bool, mayAsk: Bool

    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/speakers" }

    var page: Page {
        Page(title: words("speakers.title"), over: scene.view.name, lede: words("speakers.organise.lede"), content: content)
    }

    /// In the order of what they are called.
    private var found: [Speaker] {
        let wanted = Folding.folded(query.text ?? "")
        return scene.draft.content.speakers.filter { isShown($0) && (wanted.isEmpty || folded($0).contains(wanted)) }
            .map { (Folding.folded($0.shortName(words.language)), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private func folded(_ speaker: Speaker) -> String {
        Folding.folded([speaker.name, scene.office(of: speaker), scene.place(of: speaker)].joined(separator: " "))
    }

    private func isShown(_ speaker: Speaker) -> Bool {
        switch query.shown {
        case nil: true
        case .state(let state)?: standing.contact(speaker.id).state == state
        case .noBiography?: !standing.withBiography.contains(speaker.id)
        case .noPortrait?: !standing.withPortrait.contains(speaker.id)
        }
    }

    private var content: HTML {
        let found = found
        let here = min(query.page, max(1, (found.count + SpeakerQuery.rowsPerPage - 1) / SpeakerQuery.rowsPerPage))
        let rows = found.dropFirst((here - 1) * SpeakerQuery.rowsPerPage).prefix(SpeakerQuery.rowsPerPage)
        return """
            \(EditorTabs(scene: scene, here: "speakers").markup)
            \(acts)\(filters)
            <div class="result" role="status">\(words("speakers.found", ["count": .number(found.count)]))</div>
            \(if: !rows.isEmpty, table(Array(rows)))
            \(PageLinks(here: here, count: found.count, size: SpeakerQuery.rowsPerPage, words: words) { query.address(path, page: $0) }.markup)
            """
    }

    private var acts: HTML {
        """
        <p class="acts-row">\(if: scene.canEdit, "<a class=\"btn line\" href=\"\(path)/new\">\(words("speakers.add"))</a> ")\
        \(if: mayAsk, "<a class=\"btn\" href=\"\(path)/ask\">\(words("speakers.ask"))</a>")</p>
        """
    }

    private var filters: HTML {
        """
        <form class="filters" method="get" action="\(path)" role="search" aria-label="\(words("speakers.search"))">
        <label for="state">\(words("speakers.state"))<select id="state" name="state"><option value="">\(words("speakers.all"))</option>\
        \(each: SpeakerQuery.Shown.all, { "<option value=\"\($0.name)\"\(if: $0 == query.shown, " selected")>\(words("speaker.shown.\($0.name)"))</option>" })</select></label>
        <label for="q">\(words("speakers.search"))<input type="search" id="q" name="q" value="\(query.text ?? "")" maxlength="100" autocomplete="off" spellcheck="false"></label>
        <div class="filters-act"><button class="btn" type="submit">\(words("network.show"))</button></div></form>
        """
    }

    private func table(_ rows: [Speaker]) -> HTML {
        """
        <table class="table fold"><caption class="hide">\(words("speakers.title"))</caption>
        <thead><tr>\(each: ["speakers.office", "speakers.place", "speakers.sessions", "speakers.state", "speakers.missing"], { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
        \(each: rows, row)</tbody></table>
        """
    }

    private func row(_ speaker: Speaker) -> HTML {
        let name = speaker.shortName(words.language)
        let office = speaker.name.isEmpty ? "" : scene.office(of: speaker)
        let missing = [
            standing.withBiography.contains(speaker.id) ? nil : words("speaker.missing.biography"),
            standing.withPortrait.contains(speaker.id) ? nil : words("speaker.missing.portrait"),
        ].compactMap { $0 }.joined(separator: ", ")
        let title: HTML = mayRead ? "<a href=\"\(path)/\(speaker.id.value)\">\(name)</a>" : "\(name)"
        return """
            <tr><th scope="row">\(title)\(if: !office.isEmpty, "<span class=\"also\">\(office)</span>")</th>
            <td data-h="\(words("speakers.place"))">\(scene.place(of: speaker))</td>
            <td data-h="\(words("speakers.sessions"))"><span>\(each: scene.sessions(of: speaker.id), { "<a href=\"\(scene.base)/\($0.code.description)\">\($0.code.description)</a> " })</span></td>
            <td data-h="\(words("speakers.state"))">\(SpeakerMark(contact: standing.contact(speaker.id), words: words).markup)</td>
            <td data-h="\(words("speakers.missing"))">\(missing.isEmpty ? "–" : missing)</td></tr>

            """
    }
}

/// A state as a word with a colour that is not needed to read it.
struct SpeakerMark {
    let contact: SpeakerContact
    let words: Words

    private var tone: String {
        switch contact.state {
        case .notAsked: "is-off"
        case .asked, .reminded: "is-open"
        case .confirmed: "is-for"
        case .declined: "is-against"
        }
    }

    var markup: HTML { "<span class=\"state \(tone)\">\(words("speaker.shown.\(contact.state.rawValue)"))</span>" }
}

extension EditorScene {
    /// The sessions somebody has a duty in, in order of time.
    func sessions(of speaker: ID<Speaker>) -> [Session] { view.programme.items(with: speaker).map(\.session) }

    func office(of speaker: Speaker) -> String { speaker.office.best(orDraft: words.language) }

    /// Whom they speak for.
    func place(of speaker: Speaker) -> String {
        let document = view.programme.release.document
        if let authority = speaker.authority { return document.authorities[authority.value]?.name ?? "" }
        if let institution = speaker.institution {
            return document.institutions[institution.value]?.best(orDraft: words.language) ?? ""
        }
        return speaker.body
    }
}
