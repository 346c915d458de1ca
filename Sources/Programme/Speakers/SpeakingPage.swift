// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Formats
import HTML
import Server
import Vocabulary

/// The page of a speaker, behind a link of their own: what they speak in, their answer, and what they tell of themselves.
struct SpeakingPage {
    /// The parts that are sent by forms of their own.
    enum Part: String, Sendable, CaseIterable { case answer, details, portrait, consents, practical }

    let speaking: SpeakingScene
    /// What stands in the fields.
    var fields: SpeakerFields
    /// The part that was sent and refused.
    var refused: Part?
    /// Why a picture was not taken.
    var problem: String?

    private var scene: EditorScene { speaking.scene }
    private var words: Words { scene.words }
    private var path: Address { SpeakingRoutes.path(speaking.token, scene.edition.id, words.language) }
    private var profile: SpeakerProfile { speaking.profile }

    init(_ speaking: SpeakingScene) {
        self.speaking = speaking
        fields = SpeakerFields(speaking.speaker, speaking.plan, speaking.profile, words: speaking.scene.words)
        fields.isOwn = true
    }

    var page: Page {
        var page = Page(
            title: words("speaking.title", ["edition": .text(scene.view.name)]),
            over: [speaking.speaker.name, scene.office(of: speaking.speaker)].filter { !$0.isEmpty }.joined(separator: ", "),
            lede: words("speaking.lede"), content: content)
        page.isRefused = refused != nil
        page.isIndexed = false
        return page
    }

    private var content: HTML {
        """
        \(fields.summary)\(problem.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><ul><li><a href=\"#f-portrait\">\($0)</a></li></ul></div>" as HTML })
        <div class="stack speaking">
        \(sessions)\(answer)\(details)\(portrait)\(consents)\(practical)
        <p class="quiet">\(words("speaking.until", ["day": .text(until)]))</p></div>
        """
    }

    private var until: String {
        words.instant(SpeakerRetention.linkEnds(scene.edition), in: scene.draft.zone)
    }

    private func section(_ part: String, _ body: HTML) -> HTML {
        """
        <section class="panel" aria-labelledby="\(part)"><h2 id="\(part)">\(words("speaking.\(part)"))</h2>
        \(body)</section>

        """
    }

    private func form(_ part: Part, _ body: HTML, button: String? = nil) -> HTML {
        """
        <form class="form" method="post" action="\(path)/\(part.rawValue)" novalidate>\(body)\
        <p class="form-act"><button class="btn" type="submit">\(button ?? words("form.keep"))</button></p></form>
        """
    }

    // MARK: Sessions and the answer

    private var sessions: HTML {
        let items = scene.view.programme.items(with: speaking.speaker.id)
        guard !items.isEmpty else { return section("sessions", "<p>\(words("speaking.no-session"))</p>") }
        return section(
            "sessions",
            """
            <p>\(words("speaking.sessions.text"))</p><ul class="plain speaking-sessions">\(each: items, session)</ul>
            <p class="small quiet">\(scene.view.zoneName)</p>
            """)
    }

    private func session(_ item: PublishedProgramme.Item) -> HTML {
        let session = item.session
        let roles = session.speakers.filter { $0.speaker == speaking.speaker.id }.map {
            words("speaking.role.\($0.role.rawValue)")
        }
        let day =
            (session.time?.day ?? session.day).map { "\(words.weekday($0)) \(words.day($0))" } ?? words("programme.timeless")
        return """
            <li><h3>\(item.code.description) \(session.title.best(orDraft: words.language))</h3>
            <p>\(day)\(scene.view.time(session).map { ", \($0)" as HTML })\(if: !session.rooms.isEmpty, ", \(scene.view.rooms(session))")</p>
            <p>\(roles.joined(separator: " "))</p>\(scene.view.languages(session).map { "<p>\($0)</p>" as HTML })\(scene.view.state(session).map { "<p>\($0)</p>" as HTML })</li>

            """
    }

    private var answer: HTML {
        let state = profile.contact.state
        return section(
            "answer",
            """
            <p>\(words("speaking.answer.\(state.rawValue)"))</p>
            <form class="form" method="post" action="\(path)/answer" novalidate>\(fields.field("word", .lines(3), hint: words("speaking.word.hint")).markup)\
            <p class="form-act acts-row">\(button(.confirmed, "confirm", isFirst: state != .declined)) \(button(.declined, "decline", isFirst: state == .declined))</p></form>
            """)
    }

    /// One of the two answers; the one that was given is marked, and says so to those who do not see it.
    private func button(_ answer: SpeakerState, _ value: String, isFirst: Bool) -> HTML {
        let isGiven = profile.contact.state == answer
        let given: HTML = isGiven ? " <span class=\"hide\">(\(words("speaking.given")))</span>" : ""
        return """
            <button class="btn\(isFirst ? "" : " line")\(isGiven ? " given" : "")" type="submit" name="answer" value="\(value)">\(words("speaking.\(value)"))\(given)</button>
            """
    }

    // MARK: What is published

    private var details: HTML {
        section(
            "details",
            "<p>\(words("speaking.details.text"))</p>\(form(.details, "\(fields.names)\(fields.biography)"))")
    }

    private var portrait: HTML {
        let limit = words("speaking.portrait.hint", ["size": .number(Picture.Limit.bytes / 1_000_000)])
        let picture: HTML? = profile.portrait.map { portrait in
            """
            <p><img class="portrait" src="\(path)/portrait.jpg?v=\(String(portrait.digest.prefix(12)))" width="\(portrait.width / 4)" height="\(portrait.height / 4)" alt="\(words("speaker.portrait"))"></p>
            \(PostButton(words("speaking.portrait.remove"), to: "\(path)/portrait/removal").markup)
            """
        }
        return section(
            "portrait",
            """
            \(picture)<form class="form" method="post" action="\(path)/portrait" enctype="multipart/form-data" novalidate>
            <div class="field\(if: problem != nil, " wrong")"><label for="f-portrait">\(words("speaking.portrait.file"))</label><p class="hint" id="h-portrait">\(limit)</p>\
            \(problem.map { "<p class=\"wrong-text\" id=\"e-portrait\">\($0)</p>" as HTML })\
            <input type="file" id="f-portrait" name="portrait" accept="image/jpeg,image/png,image/webp" aria-describedby="h-portrait\(if: problem != nil, " e-portrait")"></div>
            <p class="form-act"><button class="btn" type="submit">\(words("speaking.portrait.send"))</button></p></form>
            """)
    }

    private var consents: HTML {
        let checks: HTML = HTML.joined(
            SpeakerConsent.allCases.map { consent in
                FormField(
                    "consent-\(consent.rawValue)", words("speaking.consent.\(consent.rawValue)"), .check,
                    value: profile.consents.contains(consent) ? "yes" : "",
                    hint: words("speaking.consent.hint.\(consent.rawValue)")
                ).markup
            })
        return section("consents", "<p>\(words("speaking.consents.text"))</p>\(form(.consents, checks))")
    }

    // MARK: What is planned with

    private var practical: HTML {
        section(
            "practical",
            form(
                .practical,
                "\(fields.times)\(fields.field("needs", .lines(3), hint: words("speaking.needs.hint")).markup)"))
    }
}
