// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// A speaker as those who plan the programme see one.
struct SpeakerPage {
    let scene: EditorScene
    /// Nil for a new one.
    let speaker: Speaker?
    var profile = SpeakerProfile()
    var fields: SpeakerFields
    let choices: SpeakerChoices
    /// Who has this address in the directory; empty where the reader may not look there.
    var suggestions: [Person] = []
    /// Who it is in the directory, by name.
    var person: PersonName?
    /// Set when somebody else saved them meanwhile.
    var clash: Clash?
    /// Why the last thing that was asked for was not done.
    var problem: String?
    var mayAsk = false
    var mayReadPeople = false
    let zone: TimeZone

    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/speakers/\(speaker?.id.value ?? "new")" }

    var page: Page {
        var page = Page(
            title: speaker?.shortName(words.language) ?? words("speakers.add"), over: scene.view.name,
            lede: speaker.flatMap { scene.place(of: $0).isEmpty ? nil : scene.place(of: $0) }, content: content)
        page.isRefused = fields.isRefused || problem != nil
        if clash != nil { page.status = .conflict }
        return page
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "speakers").markup)
        \(problem.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><p>\($0)</p></div>" as HTML })\(clash?.markup(words, sentence: words("clash.unseen"), place: path))\(fields.summary)
        \(if: speaker != nil, known)
        \(if: scene.canEdit, form)
        \(if: scene.canEdit && !sessions.isEmpty, replacement)
        <p class="section"><a href="\(scene.base)/speakers">\(words("speakers.back"))</a>\
        \(if: speaker != nil && scene.canEdit, " · <a href=\"\(path)/removal\">\(words("removal.speaker"))</a>")</p>
        """
    }

    private var known: HTML {
        """
        <div class="two section">\(answer)\(told)</div>
        """
    }

    private var sessions: [Session] { speaker.map { scene.sessions(of: $0.id) } ?? [] }

    // MARK: What was asked and answered

    private var answer: HTML {
        let contact = profile.contact
        return """
            <section class="panel"><h2>\(words("speaker.answer"))</h2><dl class="facts-list">
            \(fact("speakers.state", SpeakerMark(contact: contact, words: words).markup))
            \(contact.askedAt.map { fact("speaker.asked-at", "\(words.instant($0, in: zone))") })
            \(contact.remindedAt.map { fact("speaker.reminded-at", "\(words("speaker.reminded", ["at": .text(words.instant($0, in: zone)), "count": .number(contact.reminders)]))") })
            \(contact.answeredAt.map { fact("speaker.answered-at", "\(words.instant($0, in: zone))") })
            \(if: !contact.word.isEmpty, fact("speaker.word", lines(contact.word)))
            \(fact("speakers.sessions", sessions.isEmpty ? "\(words("speaker.no-session"))" : duties))
            \(mayReadPeople ? fact("speaker.person", directory) : nil)</dl>
            \(if: mayAsk, asking)</section>

            """
    }

    private var duties: HTML {
        "<ul class=\"plain\">\(each: sessions, { "<li><a href=\"\(scene.base)/\($0.code.description)\">\($0.code.description)</a> \($0.title.best(orDraft: words.language))</li>" })</ul>"
    }

    private var asking: HTML {
        let ask = Address("\(scene.base)/speakers/ask").with([("speaker", speaker?.id.value)])
        return """
            <div class="acts-row"><a class="btn" href="\(ask)">\(words(profile.contact.state == .notAsked ? "speaker.ask" : "speaker.remind"))</a> \
            \(PostButton(words("speaker.new-link"), to: "\(path)/links").markup)</div><p class="small quiet">\(words("speaker.new-link.hint"))</p>
            """
    }

    private var directory: HTML {
        if let person {
            return """
                <a href="/\(words.language.rawValue)/organise/people/\(person.id.value)">\(person.name)</a> \
                \(if: scene.canEdit, PostButton(words("speaker.unlink"), to: "\(path)/person").markup)
                """
        }
        guard scene.canEdit, !suggestions.isEmpty else { return "\(words("speaker.not-linked"))" }
        return """
            <span>\(words("speaker.perhaps"))</span> \(each: suggestions, { person in
                PostButton(words("speaker.link", ["name": .text(person.badgeName)]), to: "\(path)/person", values: [("person", person.id.value)]).markup
            })
            """
    }

    // MARK: What they told

    private var told: HTML {
        """
        <section class="panel"><h2>\(words("speaker.told"))</h2>\(picture)<dl class="facts-list">
        \(fact("speaker.consents", consents))
        \(if: !profile.needs.isEmpty, fact("speaker.field.needs", lines(profile.needs)))
        \(fact("speaker.field.biography", profile.biography.isEmpty ? "\(words("speaker.none"))" : "\(words("speaker.is-there"))"))</dl>
        \(if: scene.canEdit && profile.consents.contains(.portrait), PostButton(words("speaker.withdraw"), to: "\(path)/withdrawal").markup)</section>

        """
    }

    private var picture: HTML {
        guard let portrait = profile.portrait else { return "<p>\(words("speaker.no-portrait"))</p>" }
        return """
            <p><img class="portrait" src="/\(scene.edition.id.value)/portraits/\(portrait.digest).jpg" width="\(portrait.width / 4)" height="\(portrait.height / 4)" alt="\(words("speaker.portrait"))"></p>

            """
    }

    private var consents: HTML {
        guard !profile.consents.isEmpty else { return "\(words("speaker.none"))" }
        let given = SpeakerConsent.allCases.filter(profile.consents.contains)
        return "<ul class=\"plain\">\(each: given, { "<li>\(words("speaker.consent.\($0.rawValue)"))</li>" })</ul>"
    }

    private func fact(_ key: String, _ value: HTML) -> HTML { "<div><dt>\(words(key))</dt><dd>\(value)</dd></div>\n" }

    private func lines(_ text: String) -> HTML {
        HTML.joined(text.split(separator: "\n", omittingEmptySubsequences: false).map { "\(String($0))" }, by: "<br>")
    }

    // MARK: Changing

    private var form: HTML {
        let languages = Language.allCases.map { ($0.rawValue, $0.ownName) }
        return """
            <section class="section"><form class="form wide speaker-form" method="post" action="\(path)" novalidate>
            \(if: speaker != nil, "<input type=\"hidden\" name=\"seen\" value=\"\(fields.seen ?? fields.shown(choices).seen)\">")\
            <fieldset><legend>\(words("speaker.part.who"))</legend>\(fields.names)\(fields.place(choices))\(fields.field("elected", .check).markup)</fieldset>
            <fieldset><legend>\(words("speaker.part.when"))</legend>\(fields.times)</fieldset>
            <fieldset><legend>\(words("speaker.part.contact"))</legend>\(fields.field("address", .mail, hint: words("speaker.hint.address")).markup)\
            \(fields.field("contact-language", .choice(languages)).markup)</fieldset>
            <fieldset><legend>\(words("speaker.field.biography"))</legend>\(fields.biography)</fieldset>
            <p class="form-act"><button class="btn" type="submit">\(words(speaker == nil ? "speakers.add" : "form.keep"))</button></p>
            </form></section>

            """
    }

    private var replacement: HTML {
        let others = scene.draft.content.speakers.filter { $0.id != speaker?.id }
            .map {
                ($0.id.value, [$0.shortName(words.language), scene.place(of: $0)].filter { !$0.isEmpty }.joined(separator: ", "))
            }
            .sorted { $0.1 < $1.1 }
        let places = [("", words("speaker.replace.all"))] + sessions.map { ($0.code.description, $0.code.description) }
        return """
            <section class="section"><div class="head"><h2>\(words("speaker.replace.title"))</h2></div><p>\(words("speaker.replace.text"))</p>
            <form class="form wide" method="post" action="\(path)/replacement"><div class="fields-row">\
            \(FormField("by", words("speaker.replace.by"), .choice([("", words("speaker.nobody"))] + others)).markup)\
            \(FormField("session", words("speaker.replace.where"), .choice(places)).markup)</div>
            <p class="form-act"><button class="btn line" type="submit">\(words("speaker.replace"))</button></p></form></section>

            """
    }
}

/// The link of a speaker, shown once.
struct SpeakerLinkPage {
    let scene: EditorScene
    let speaker: Speaker
    let link: String
    private var words: Words { scene.words }

    var page: Page {
        Page(
            title: words("speaker.new-link.title"), over: speaker.shortName(words.language), lede: words("speaker.new-link.lede"),
            content: """
                <p class="secret">\(link)</p>
                <p class="section"><a class="btn" href="\(scene.base)/speakers/\(speaker.id.value)">\(words("speaker.new-link.kept"))</a></p>
                """)
    }
}
