// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Formats
import Foundation
import HTML
import Outbox
import Server
import Vocabulary

/// The handlers behind the link of a speaker. There is no account and no cookie: whoever has the link is the speaker.
struct SpeakingRoutes: Sendable {
    private static let base = "/{language}/{edition}/speaking/{token}"

    static func path(_ token: String, _ edition: ID<Edition>, _ language: Language) -> Address {
        "/\(language.rawValue)/\(edition)/speaking/\(token)"
    }

    /// A picture, and what the form is wrapped in.
    private static let uploadBytes = Picture.Limit.bytes + 64 * 1_024

    /// Decoding takes up to half a second and 230 MB: one picture after the other.
    private static let pictures = Workers(count: 1, named: "portrait")

    var routes: [Route] {
        func post(_ part: String, bodyBytes: Int? = nil, _ handler: @escaping Route.Handler) -> Route {
            Route(.post, "\(Self.base)/\(part)", "speaker.answer", limit: .guessable, bodyBytes: bodyBytes, handler)
        }
        return [
            Route(.get, Self.base, "speaker.answer", limit: .guessable, look),
            Route(.get, "\(Self.base)/portrait.jpg", "speaker.answer", limit: .guessable, picture),
            post("answer", answer), post("details", describe), post("portrait", bodyBytes: Self.uploadBytes, upload),
            post("portrait/removal", removePicture), post("consents", consent), post("practical", plan),
        ]
    }

    func look(_ request: Request) async throws -> Response {
        SpeakingPage(try await request.speaking()).page.personal(to: request)
    }

    func picture(_ request: Request) async throws -> Response {
        let speaking = try await request.speaking()
        guard let digest = speaking.profile.portrait?.digest,
            let found = try await request.read({ try SpeakerStore(tx: $0).bytes(of: digest, in: speaking.scene.edition.id) })
        else { throw AccessRefusal.notFound }
        return Response(.ok, .jpeg, found.bytes)
    }

    private func done(_ request: Request, _ part: SpeakingPage.Part) throws -> Response {
        let path = Self.path(
            try request.id(Speaker.self, in: "token").value, try request.id(Edition.self, in: "edition"), request.language)
        let notice = path.with([("notice", "speaking-\(part.rawValue)")])
        return .seeOther(to: "\(notice.text)#\(part.rawValue)")
    }

    /// The page again with what was typed in one part; the other parts as they are kept.
    private func refused(_ request: Request, _ part: SpeakingPage.Part, _ fields: SpeakerFields) async throws -> Response {
        var page = SpeakingPage(try await request.speaking())
        page.fields = page.fields.over(fields)
        page.refused = part
        return page.page.personal(to: request)
    }

    // MARK: The answer

    func answer(_ request: Request) async throws -> Response {
        var fields = SpeakerFields(request.form, words: request.words)
        let word = fields.text("word")
        guard let answer = request.form["answer"], ["confirm", "decline"].contains(answer) else { throw AccessRefusal.notFound }
        guard !fields.isRefused else { return try await refused(request, .answer, fields) }
        let isComing = answer == "confirm"
        let language = request.language
        try await request.telling(isComing ? "speaker.confirmed" : "speaker.declined") { store, id, edition in
            var contact = try store.contact(of: id, in: edition.id) ?? SpeakerContact(language: language)
            contact = contact.answering(isComing: isComing, word: word, at: store.tx.now)
            try store.keep([(id, contact)], in: edition.id)
        }
        return try done(request, .answer)
    }

    // MARK: What is published

    func describe(_ request: Request) async throws -> Response {
        let sent = SpeakerFields(request.form, words: request.words)
        let speaking = try await request.speaking()
        var (fields, speaker) = (sent, speaking.speaker)
        fields.describe(&speaker)
        let biography = fields.text("biography")
        guard !fields.isRefused else { return try await refused(request, .details, fields) }
        try await request.telling("speaker.described") { store, id, edition in
            let programme = ProgrammeStore(tx: store.tx)
            let speakers = try programme.content(of: edition.id).speakers
            guard let place = speakers.firstIndex(where: { $0.id == id }) else { throw AccessRefusal.notFound }
            var (fields, speaker) = (sent, speakers[place])
            fields.describe(&speaker)
            try programme.keep([(place, speaker)], in: edition.id)
            try store.keepBiography(biography, in: fields.biographyLanguage, of: id, edition.id)
        }
        return try done(request, .details)
    }

    /// The link is looked at before the picture: nobody else makes this machine decode anything.
    func upload(_ request: Request) async throws -> Response {
        var page = SpeakingPage(try await request.speaking())
        do {
            guard let file = try request.multipart().file("portrait") else { throw SpeakerRefusal.noFile }
            let picture = try await Self.pictures.run {
                try Picture.portrait(file, width: Portrait.width, height: Portrait.height)
            }
            try await request.telling("speaker.portrait-kept") { store, id, edition in
                try store.keep(picture, of: id, in: edition.id)
            }
        } catch let refusal as any Refusal where refusal is PictureRefusal || refusal is SpeakerRefusal {
            page.refused = .portrait
            page.problem = request.words(refusal.phrase)
            return page.page.personal(to: request)
        }
        return try done(request, .portrait)
    }

    func removePicture(_ request: Request) async throws -> Response {
        try await request.telling("speaker.portrait-removed", isPublic: true) { store, id, edition in
            try store.removePortraits(of: id, in: edition.id)
        }
        return try done(request, .portrait)
    }

    func consent(_ request: Request) async throws -> Response {
        let form = request.form
        let given = Set(SpeakerConsent.allCases.filter { form["consent-\($0.rawValue)"] != nil })
        try await request.telling("speaker.consented", isPublic: true) { store, id, edition in
            try store.keep(given, of: id, in: edition.id)
        }
        return try done(request, .consents)
    }

    // MARK: What is planned with

    func plan(_ request: Request) async throws -> Response {
        let sent = SpeakerFields(request.form, words: request.words)
        let speaking = try await request.speaking()
        var (fields, plan) = (sent, speaking.plan)
        fields.plan(&plan, in: speaking.scene.edition)
        let needs = fields.text("needs")
        guard !fields.isRefused else { return try await refused(request, .practical, fields) }
        try await request.telling("speaker.planned") { [plan] store, id, edition in
            try DraftStore(tx: store.tx).keep(plan, of: id, in: edition.id)
            try store.keepNeeds(needs, of: id, in: edition.id)
        }
        return try done(request, .practical)
    }
}
