// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import HTML
import Network
import People
import Server
import Vocabulary

/// The handlers of those who look after speakers.
struct SpeakerRoutes: Sendable {
    static let base = "/{language}/{edition}/organise/programme/speakers"

    var routes: [Route] {
        [
            Route(.get, Self.base, "programme.plan", all),
            Route(.get, "\(Self.base)/new", "programme.edit", new),
            Route(.post, "\(Self.base)/new", "programme.edit", add),
            Route(.get, "\(Self.base)/{speaker}", "speaker.read") { try await one($0) },
            Route(.post, "\(Self.base)/{speaker}", "programme.edit", change),
            Route(.post, "\(Self.base)/{speaker}/person", "programme.edit", link),
            Route(.post, "\(Self.base)/{speaker}/links", "speaker.ask", renew),
            Route(.post, "\(Self.base)/{speaker}/replacement", "programme.edit", replace),
            Route(.post, "\(Self.base)/{speaker}/withdrawal", "programme.edit", withdraw),
        ]
    }

    private func shown(_ page: Page, _ request: Request) -> Response { page.organising(request, at: "/organise/programme") }

    func all(_ request: Request) async throws -> Response {
        let query = SpeakerQuery(request.query)
        let scope = Scope.edition(request.parameters["edition"] ?? "")
        let (mayRead, mayAsk) = (request.allows("speaker.read", in: scope), request.allows("speaker.ask", in: scope))
        let page = try await request.editor { tx, scene in
            SpeakerListPage(
                scene: scene, standing: try SpeakerStore(tx: tx).standing(of: scene.edition.id), query: query, mayRead: mayRead,
                mayAsk: mayAsk)
        }
        return shown(page.page, request)
    }

    // MARK: A new one

    func new(_ request: Request) async throws -> Response {
        let page = try await request.editor { tx, scene in
            SpeakerPage(
                scene: scene, speaker: nil,
                fields: SpeakerFields(nil, SpeakerPlan(), SpeakerProfile(), words: scene.words),
                choices: try SpeakerChoices.read(tx, scene.words), zone: scene.draft.zone)
        }
        return shown(page.page, request)
    }

    func add(_ request: Request) async throws -> Response {
        // Whoever speaks is a person: the address of the page says nothing about them.
        try await keep(request, ID(random: request.random(15)), isNew: true)
    }

    // MARK: One

    /// The page of one.
    ///
    /// - Parameter change: what was typed or refused before.
    private func one(
        _ request: Request, _ change: @escaping @Sendable (inout SpeakerPage) -> Void = { _ in }
    ) async throws -> Response {
        let id = try request.id(Speaker.self, in: "speaker")
        let mayReadPeople = request.allows("person.read")
        let mayAsk = request.allows("speaker.ask", in: .edition(request.parameters["edition"] ?? ""))
        let page = try await request.editor { tx, scene in
            var page = try SpeakerPage.read(tx, scene, id, mayReadPeople: mayReadPeople)
            page.mayAsk = mayAsk
            change(&page)
            return page
        }
        try await request.recordReading("speaker.read", of: [SpeakerStore.noun(id, page.scene.edition.id)])
        if !page.suggestions.isEmpty {
            try await request.recordReading("person.read", of: page.suggestions.map { Noun("person", $0.id) })
        }
        return shown(page.page, request)
    }

    func change(_ request: Request) async throws -> Response {
        try await keep(request, try request.id(Speaker.self, in: "speaker"), isNew: false)
    }

    private func keep(_ request: Request, _ id: ID<Speaker>, isNew: Bool) async throws -> Response {
        let sent = SpeakerFields(request.form, words: request.words)
        let refused = try await request.editor { tx, scene -> SpeakerPage? in
            let old = scene.draft.content.speakers.first { $0.id == id }
            guard isNew || old != nil else { throw AccessRefusal.notFound }
            let choices = try SpeakerChoices.read(tx, scene.words)
            var typed = TypedSpeaker(sent, over: old, id)
            typed.plan = scene.draft.speakers[id] ?? SpeakerPlan()
            typed.take(choices, edition: scene.edition)
            guard typed.fields.isRefused else { return nil }
            return SpeakerPage(scene: scene, speaker: old, fields: typed.fields, choices: choices, zone: scene.draft.zone)
        }
        if let refused {
            guard !isNew else { return shown(refused.page, request) }
            return try await one(request) { $0.fields = refused.fields }
        }
        do {
            try await request.editing { tx, facts in try sent.keep(id, isNew: isNew, facts, tx) }
        } catch is UnseenRefusal {
            return try await one(request) { $0.clash(with: sent) }
        }
        return .seeOther(
            to: "\(request.boardPath)/speakers/\(id)", notice: isNew ? "speaker-added" : "speaker-kept")
    }

    /// Says who it is in the directory: only somebody who has the address mail goes to.
    func link(_ request: Request) async throws -> Response {
        let (id, person) = (try request.id(Speaker.self, in: "speaker"), request.form["person"].map { ID<Person>($0) })
        guard request.allows("person.read") else { throw AccessRefusal.notFound }
        do {
            try await request.changingSpeaker(id) { tx, edition in
                let store = SpeakerStore(tx: tx)
                var contact = try store.contact(of: id, in: edition) ?? SpeakerContact()
                if let person, try !PersonStore(tx: tx).persons(at: contact.address).contains(where: { $0.id == person }) {
                    throw SpeakerRefusal.notThisPerson
                }
                contact.person = person
                try store.keep([(id, contact)], in: edition)
                let nouns = [SpeakerStore.noun(id, edition)] + (person.map { [Noun("person", $0)] } ?? [])
                ProgrammeStore(tx: tx).record("speaker.linked", nouns, in: edition)
            }
        } catch let refusal as SpeakerRefusal {
            return try await one(request) { [words = request.words] in $0.problem = words(refusal.phrase) }
        }
        return .seeOther(to: "\(request.boardPath)/speakers/\(id)", notice: "speaker-kept")
    }

    /// Ends the links there were and shows a new one, to be handed over.
    func renew(_ request: Request) async throws -> Response {
        let (id, secret) = (try request.id(Speaker.self, in: "speaker"), Secret(request.random(32)))
        try await request.changingSpeaker(id) { tx, edition in
            let store = SpeakerStore(tx: tx)
            try store.endLinks(of: id, in: edition)
            try store.keep([(speaker: id, hash: secret.hash)], in: edition)
            ProgrammeStore(tx: tx).record("speaker.link-renewed", [SpeakerStore.noun(id, edition)], in: edition)
        }
        let page = try await request.editor { [site = request.site] tx, scene in
            guard let speaker = scene.draft.content.speakers.first(where: { $0.id == id }) else { throw AccessRefusal.notFound }
            let language = try SpeakerStore(tx: tx).contact(of: id, in: scene.edition.id)?.language ?? scene.words.language
            let path = SpeakingRoutes.path(secret.text, scene.edition.id, language)
            return SpeakerLinkPage(scene: scene, speaker: speaker, link: site.absolute(path.text))
        }
        return shown(page.page, request)
    }

    /// Another speaker takes the place, in one session or in all.
    func replace(_ request: Request) async throws -> Response {
        let (id, form) = (try request.id(Speaker.self, in: "speaker"), request.form)
        do {
            try await request.editing { tx, facts in
                guard facts.draft.content.speakers.contains(where: { $0.id == id }) else { throw AccessRefusal.notFound }
                let edits = try facts.replacing(
                    id, by: ID(form["by"] ?? ""), in: form["session"].flatMap { SessionCode($0) })
                try facts.requireAllowed(edits)
                try EditStore(tx: tx).keep(edits, .replaced, facts: facts)
            }
        } catch let refusal as EditRefusal {
            return try await one(request) { [words = request.words] page in
                if case .unknownSpeaker = refusal {
                    page.problem = words("speaker.replace.choose")
                } else {
                    page.problem = words(refusal.phrase)
                }
            }
        }
        return .seeOther(to: "\(request.boardPath)/edits", notice: "speaker-replaced")
    }

    /// Takes portrait and biography off the public pages, for somebody who asked for it.
    func withdraw(_ request: Request) async throws -> Response {
        let id = try request.id(Speaker.self, in: "speaker")
        try await request.changingSpeaker(id) { tx, edition in
            let store = SpeakerStore(tx: tx)
            try store.keep(try store.profile(of: id, in: edition).consents.subtracting([.portrait]), of: id, in: edition)
            ProgrammeStore(tx: tx).record(
                "speaker.consented", [SpeakerStore.noun(id, edition), ReleaseStore.noun(edition)], in: edition)
        }
        return .seeOther(to: "\(request.boardPath)/speakers/\(id)", notice: "speaker-kept")
    }
}

extension Request {
    /// Changes what is kept about a speaker of the edition in the address, who must be there.
    func changingSpeaker(
        _ id: ID<Speaker>, _ body: @escaping @Sendable (Transaction, ID<Edition>) throws -> Void
    ) async throws {
        let edition = try self.id(Edition.self, in: "edition")
        try await write { tx in
            guard try tx.first("SELECT id FROM speaker WHERE edition = \(edition) AND id = \(id)") != nil else {
                throw AccessRefusal.notFound
            }
            try body(tx, edition)
        }
    }
}

/// What an organiser typed about a speaker, taken apart.
struct TypedSpeaker {
    var fields: SpeakerFields
    var speaker: Speaker
    var plan = SpeakerPlan()
    var contact = SpeakerContact()
    var biography = ""

    init(_ fields: SpeakerFields, over old: Speaker?, _ id: ID<Speaker>) {
        self.fields = fields
        speaker =
            old
            ?? Speaker(id: id, name: "", office: LocalizedText(), authority: nil, institution: nil, body: "", country: "")
    }

    mutating func take(_ choices: SpeakerChoices, edition: Edition) {
        fields.describe(&speaker)
        fields.place(&speaker, among: choices)
        plan.isElected = !fields.value("elected").isEmpty
        fields.plan(&plan, in: edition)
        fields.contact(&contact)
        biography = fields.text("biography")
    }
}

extension SpeakerFields {
    /// Keeps what an organiser typed, in one transaction.
    func keep(_ id: ID<Speaker>, isNew: Bool, _ facts: EditFacts, _ tx: Transaction) throws {
        let (edition, speakers) = (facts.draft.edition.id, facts.draft.content.speakers)
        let place = speakers.firstIndex { $0.id == id }
        guard isNew || place != nil else { throw AccessRefusal.notFound }
        let store = SpeakerStore(tx: tx)
        var typed = TypedSpeaker(self, over: place.map { speakers[$0] }, id)
        let (profile, choices) = (try store.profile(of: id, in: edition), try SpeakerChoices.read(tx, words))
        if let place {
            let saved = SpeakerFields(speakers[place], facts.draft.speakers[id] ?? SpeakerPlan(), profile, words: words)
            try saved.shown(choices).requireSeen(as: seen, by: shown(choices))
        }
        typed.contact = profile.contact
        typed.plan = facts.draft.speakers[id] ?? SpeakerPlan()
        typed.take(choices, edition: facts.draft.edition)
        let programme = ProgrammeStore(tx: tx)
        try programme.keep([(place ?? speakers.count, typed.speaker)], in: edition)
        try DraftStore(tx: tx).keep(typed.plan, of: id, in: edition)
        try store.keep([(id, typed.contact)], in: edition)
        try store.keepBiography(typed.biography, in: biographyLanguage, of: id, edition)
        programme.record(isNew ? "speaker.added" : "speaker.changed", [SpeakerStore.noun(id, edition)], in: edition)
    }
}

extension SpeakerChoices {
    /// Everybody in the directory, by name: two statements.
    static func read(_ tx: Transaction, _ words: Words) throws -> SpeakerChoices {
        SpeakerChoices(
            authorities: try tx.rows("SELECT id, name_local FROM authority ORDER BY name_local, id").map {
                ($0["id"], $0["name_local"])
            },
            institutions: try InstitutionStore(tx: tx).all().map { ($0.id, $0.names.best(orDraft: words.language)) }
                .sorted { $0.1 < $1.1 })
    }
}

extension SpeakerPage {
    /// The page as it is kept becomes one that shows what was typed beside it.
    mutating func clash(with sent: SpeakerFields) {
        let saved = fields.shown(choices)
        clash = Clash(mine: sent.shown(choices), theirs: saved)
        fields = sent
        fields.seen = saved.seen
    }

    /// The page as it is kept: a fixed number of statements.
    static func read(
        _ tx: Transaction, _ scene: EditorScene, _ id: ID<Speaker>, mayReadPeople: Bool
    ) throws -> SpeakerPage {
        guard let speaker = scene.draft.content.speakers.first(where: { $0.id == id }) else { throw AccessRefusal.notFound }
        let profile = try SpeakerStore(tx: tx).profile(of: id, in: scene.edition.id)
        let plan = scene.draft.speakers[id] ?? SpeakerPlan()
        var page = SpeakerPage(
            scene: scene, speaker: speaker, profile: profile,
            fields: SpeakerFields(speaker, plan, profile, words: scene.words),
            choices: try SpeakerChoices.read(tx, scene.words), zone: scene.draft.zone)
        page.mayReadPeople = mayReadPeople
        guard mayReadPeople else { return page }
        let people = PersonStore(tx: tx)
        page.person = try profile.contact.person.flatMap { try people.names(of: [$0.value])[$0.value] }
        page.suggestions =
            try page.person == nil && !profile.contact.address.isEmpty ? people.persons(at: profile.contact.address) : []
        return page
    }
}
