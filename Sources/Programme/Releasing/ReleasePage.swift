// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import Outbox
import Server
import Timetable
import Vocabulary

/// What a release would change, what holds it up, who is told, and the button.
struct ReleasePage {
    let scene: EditorScene
    let proposal: ReleaseProposal
    let form: ReleaseForm
    let audience: ReleaseAudience
    /// Whether what was chosen can be released at all, were it not held up.
    private let changesSomething: Bool
    /// One of the mails there would be, without the name of whoever gets it.
    let preview: Letter?
    var refusal: (any Refusal)?
    /// The mails of the release that was just made, for whoever may stop them.
    var batch: ID<LetterBatch>?

    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/release" }

    init(_ scene: EditorScene, _ form: ReleaseForm, _ settings: SiteSettings, _ tx: Transaction) throws {
        let releasing = try Releasing(scene.record, scene.draft.content, scene.judged, tx)
        (self.scene, self.form, proposal) = (scene, form, releasing.proposal)
        guard let release = proposal.preview(form.choice, note: form.note.text, at: tx.now) else {
            (audience, preview, changesSomething) = (ReleaseAudience([], changed: []), nil, false)
            return
        }
        changesSomething = true
        let changes = release.changes(since: proposal.facts.before)
        audience = try FollowerStore(tx: tx).audience(of: scene.edition.id, changes)
        // The longest shows the most of what could be wrong.
        let longest = audience.told.max { $0.sessions.count < $1.sessions.count }
        let mails = try releasing.mails(of: release, ReleaseMailing(settings, random: []))
        preview = longest.map { mails.letter($0, isNamed: false) }
    }

    var page: Page {
        var page = Page(title: words("release.title"), over: scene.view.name, lede: lede, content: content)
        page.isRefused = refusal?.kind == .invalid
        if refusal?.kind == .conflict { page.status = .conflict }
        return page
    }

    private var lede: String {
        guard let before = proposal.facts.before else {
            return words("release.lede.first", ["count": .number(proposal.differences.count)])
        }
        let number = Phrase.Value.number(before.number)
        if proposal.whole == nil {
            return words(
                "release.lede.nothing", ["number": number, "day": .day(Day(before.at, in: scene.view.programme.zone))])
        }
        if proposal.differences.isEmpty { return words("release.lede.facts", ["number": number]) }
        return words("release.lede", ["count": .number(proposal.differences.count), "number": number])
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "release").markup)
        \(problem)\(done)
        \(if: proposal.whole == nil && proposal.facts.content.sessions.isEmpty, "<p>\(words("release.empty"))</p>")
        \(proposal.whole == nil ? nil : formMarkup)
        """
    }

    private var problem: HTML? {
        refusal.map { refusal in
            """
            <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><p>\(words(refusal.phrase))</p>\(gone)</div>

            """
        }
    }

    /// What was shown as different and is so no more.
    private var gone: HTML? {
        let codes = form.seenSessions.keys.filter { !proposal.codes.contains($0) }.sorted().map(\.description)
        guard !codes.isEmpty else { return nil }
        return "<p>\(words("release.gone-since", ["sessions": .text(codes.joined(separator: ", "))]))</p>"
    }

    /// Where to look after a release.
    private var done: HTML? {
        guard proposal.facts.before != nil, proposal.whole == nil || batch != nil else { return nil }
        let language = words.language.rawValue
        let mails: HTML? = batch.map {
            "<a class=\"btn line\" href=\"/\(language)/organise/outbox/batches/\($0.value)\">\(words("release.mails"))</a>"
        }
        return """
            <p class="acts-row"><a class="btn line" href="/\(language)/\(scene.edition.id.value)/changes">\(words("release.public"))</a> \(mails)</p>

            """
    }

    // MARK: The form

    private var formMarkup: HTML {
        """
        <form class="release-form" method="post" action="\(path)" novalidate>
        <input type="hidden" name="what" value="\(form.choice == .everything ? "all" : "some")">\
        <input type="hidden" name="state" value="\(proposal.state)">\
        <input type="hidden" name="sessions" value="\(ReleaseForm.marks(proposal.differences))">
        \(holding)\(list.markup)
        \(if: changesSomething, told)\(note)
        <p class="form-act"><button class="btn" name="act" value="release" type="submit">\(words(buttonKey))</button>\
        \(if: form.choice != .everything, " <button class=\"btn line\" name=\"act\" value=\"look\" type=\"submit\">\(words("release.look"))</button>")</p>
        \(list.more)</form>
        """
    }

    private var list: ReleaseList { ReleaseList(scene: scene, proposal: proposal, form: form, path: path) }

    private var buttonKey: String {
        switch form.choice {
        case .everything: "release.button.everything"
        case .sessions(let codes) where codes.count == 1: "release.button.one"
        case .sessions: "release.button.some"
        }
    }

    private var holding: HTML? {
        let conflicts = proposal.conflicts(form.choice)
        guard !conflicts.isEmpty else { return nil }
        return """
            <section class="section" aria-labelledby="holding"><div class="head"><h2 id="holding">\(words("release.holding"))</h2></div>
            \(scene.conflictWords.list(conflicts, judged: proposal.judged, base: scene.base))</section>

            """
    }

    private var told: HTML {
        """
        <section class="section" aria-labelledby="told"><div class="head"><h2 id="told">\(words("release.told.title"))</h2></div>
        <p>\(sentences.joined(separator: " "))</p>
        \(preview.map { "<details><summary>\(words("release.preview"))</summary><p><b>\($0.subject)</b></p><pre class=\"letter\">\($0.text)</pre></details>" as HTML })</section>

        """
    }

    private var sentences: [String] {
        func counted(_ key: String, _ count: Int) -> String? { count == 0 ? nil : words(key, ["count": .number(count)]) }
        let none = audience.told.isEmpty ? words("release.told.none") : nil
        // Who chose is worth a number only beside those who have a part.
        let choosing = audience.withDuties + audience.withPlaces == 0 ? 0 : audience.choosing
        return [
            none, counted("release.told", audience.told.count), counted("release.told.choosing", choosing),
            counted("release.told.duties", audience.withDuties), counted("release.told.places", audience.withPlaces),
            counted("release.told.unwilling", audience.unwilling),
            counted("release.told.unreachable", audience.unreachable),
        ].compactMap { $0 }
    }

    private var note: HTML {
        """
        <section class="section" aria-labelledby="note"><div class="head"><h2 id="note">\(words("release.note.title"))</h2></div>
        \(field(form.note.own).markup)
        <details\(if: form.note.typed.count > 1, " open")><summary>\(words("release.note.others"))</summary>
        \(each: Language.allCases.filter { $0 != form.note.own }, { field($0).markup })</details></section>

        """
    }

    private func field(_ language: Language) -> FormField {
        let own = language == form.note.own
        let label = words("release.note", ["language": .text(words.language(language))])
        return FormField(
            "note-\(language.rawValue)", label, .lines(own ? 3 : 2), value: form.note.typed[language] ?? "",
            hint: own ? words("release.note.hint") : nil)
    }
}
