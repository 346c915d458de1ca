// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import HTML
import Server
import Vocabulary

/// One person: to be read, added and changed.
struct PersonRoutes: Sendable {
    let suppliers: PeopleSuppliers

    var routes: [Route] {
        [
            Route(.get, "/{language}/organise/people/new", "person.change", new),
            Route(.post, "/{language}/organise/people", "person.change", limit: .costly, add),
            Route(.get, "/{language}/organise/people/{person}", "person.read", read),
            Route(.get, "/{language}/organise/people/{person}/names", "person.change", names),
            Route(.post, "/{language}/organise/people/{person}/names", "person.change", rename),
            Route(.post, "/{language}/organise/people/{person}/addresses", "person.change", addAddress),
            Route(.post, "/{language}/organise/people/{person}/addresses/removal", "person.change", removeAddress),
            Route(.post, "/{language}/organise/people/{person}/addresses/preference", "person.change", preferAddress),
        ]
    }

    static let tab = PeopleFeature.tab

    // MARK: Adding

    func new(_ request: Request) async throws -> Response {
        var draft = PersonDraft()
        draft.texts[.language] = request.language.rawValue
        return form(draft, [:], request).organising(request, at: Self.tab)
    }

    func add(_ request: Request) async throws -> Response {
        let draft = PersonDraft(request.form)
        guard draft.problems.isEmpty else { return form(draft, draft.problems, request).organising(request, at: Self.tab) }
        if request.form["sure"] == nil, let asking = try await candidates(draft, request) { return asking }
        let id = ID<Person>(random: request.random(15))
        try await request.write { [language = request.language] tx in
            let store = PersonStore(tx: tx)
            let person = Person(id: id, badgeName: draft[.badgeName], language: language, created: tx.now)
            try store.add(try draft.changing(person))
            guard !draft[.address].isEmpty else { return }
            try store.keep(try PersonAddressFacts(person: id, addresses: []).adding(draft[.address]))
        }
        return .seeOther(to: request.page("/organise/people/\(id)"), notice: "person-added")
    }

    /// A page that asks whether it is somebody who is there already; nil when nobody comes near.
    private func candidates(_ draft: PersonDraft, _ request: Request) async throws -> Response? {
        let candidates = try await request.read { [suppliers, words = request.words] tx in
            let ids = try PersonStore(tx: tx).directory().candidates(name: draft[.badgeName], address: draft[.address])
            return try suppliers.listed(ids, words, tx)
        }
        guard !candidates.isEmpty else { return nil }
        try await request.recordReading("person.read", of: candidates.map { Noun("person", $0.person.id) })
        return CandidatesPage(draft: draft, candidates: candidates, words: request.words).page.organising(request, at: Self.tab)
    }

    private func form(
        _ draft: PersonDraft, _ problems: [PersonDraft.Field: PersonRefusal], _ request: Request, of person: Person? = nil
    ) -> Page {
        let list = request.page("/organise/people")
        let own: Address = "\(list)/\(person?.id.value ?? "")"
        return PersonFormPage(
            title: person?.badgeName ?? request.words("people.add"),
            form: PersonForm(
                draft: draft, problems: problems, action: person == nil ? list : "\(own)/names", isNew: person == nil,
                words: request.words),
            back: person == nil ? list : own
        ).page
    }

    // MARK: Reading

    func read(_ request: Request) async throws -> Response {
        let id = try request.id(Person.self, in: "person")
        let response = try await page(request, id)
        if let response { return response }
        guard let kept = try await request.read({ try PersonStore(tx: $0).person(id) }), kept.erasedAt == nil else {
            throw AccessRefusal.notFound
        }
        return .seeOther(to: request.page("/organise/people/\(kept.id)"), notice: "person-was-merged")
    }

    /// The page of a person; nil when the id leads to somebody else.
    private func page(_ request: Request, _ id: ID<Person>, _ change: (inout PersonPage) -> Void = { _ in }) async throws
        -> Response?
    {
        let page = try await request.read { [suppliers] tx in
            try PersonPageFacts(tx: tx, suppliers: suppliers, request: request).page(id)
        }
        guard var page else { return nil }
        change(&page)
        try await request.recordReading("person.read", of: [Noun("person", id)])
        return page.page.organising(request, at: Self.tab)
    }

    // MARK: Changing

    func names(_ request: Request) async throws -> Response {
        let person = try await person(request)
        try await request.recordReading("person.read", of: [Noun("person", person.id)])
        return form(PersonDraft(person), [:], request, of: person).organising(request, at: Self.tab)
    }

    func rename(_ request: Request) async throws -> Response {
        let person = try await person(request)
        let draft = PersonDraft(request.form)
        guard draft.problems.isEmpty else {
            return form(draft, draft.problems, request, of: person).organising(request, at: Self.tab)
        }
        try await request.write { tx in
            let store = PersonStore(tx: tx)
            guard let known = try store.person(person.id) else { throw AccessRefusal.notFound }
            let changed = try draft.changing(known)
            if changed != known { try store.keep(changed) }
        }
        return .seeOther(to: request.page("/organise/people/\(person.id)"), notice: "person-changed")
    }

    func addAddress(_ request: Request) async throws -> Response {
        let typed = request.form["address"] ?? ""
        return try await changeAddress(request, notice: "address-added", typed: typed) { [suppliers] facts, person, tx in
            let address = try facts.adding(typed)
            try suppliers.check(person, .addingAddress(address.address), tx)
            try PersonStore(tx: tx).keep(address)
        }
    }

    func removeAddress(_ request: Request) async throws -> Response {
        let typed = request.form["address"] ?? ""
        return try await changeAddress(request, notice: "address-removed") { [suppliers] facts, person, tx in
            let address = try facts.one(typed)
            try suppliers.check(person, .removingAddress(address, left: facts.addresses.count - 1), tx)
            let store = PersonStore(tx: tx)
            try store.remove(address)
            if let next = facts.next(without: address) { try store.keep(next) }
        }
    }

    func preferAddress(_ request: Request) async throws -> Response {
        let typed = request.form["address"] ?? ""
        return try await changeAddress(request, notice: "address-preferred") { facts, _, tx in
            var address = try facts.one(typed)
            address.isPreferred = true
            try PersonStore(tx: tx).keep(address)
        }
    }

    /// Changes the addresses of a person; what is refused is said on their page, beside what was typed.
    private func changeAddress(
        _ request: Request, notice: String, typed: String? = nil,
        _ change: @escaping @Sendable (PersonAddressFacts, Person, Transaction) throws -> Void
    ) async throws -> Response {
        let person = try await person(request)
        do {
            try await request.write { tx in
                let addresses = try PersonStore(tx: tx).addresses(of: person.id)
                try change(PersonAddressFacts(person: person.id, addresses: addresses), person, tx)
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            let why = request.words(refusal.phrase)
            let page = try await page(request, person.id) { page in
                if let typed { page.refused = (typed, why) } else { page.problem = why }
            }
            guard let page else { throw refusal }
            return page
        }
        return .seeOther(to: request.page("/organise/people/\(person.id)"), notice: notice)
    }

    /// The person of the address, or who they turned out to be.
    private func person(_ request: Request) async throws -> Person {
        let id = try request.id(Person.self, in: "person")
        guard let person = try await request.read({ try PersonStore(tx: $0).person(id) }), person.erasedAt == nil else {
            throw AccessRefusal.notFound
        }
        return person
    }
}
