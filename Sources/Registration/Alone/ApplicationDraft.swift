// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// What somebody who registers alone types of themselves.
struct ApplicationDraft: Sendable, Equatable {
    var name = "", address = "", body = "", office = ""
    var language: Language
    let kind: ActorKind
    /// Whom the body means, once it was looked up.
    var means: DelegationBody?
    var country = ""
    var problems: [String: Phrase] = [:]
    /// Those that are called so, where it is more than one: each by what is kept and how it is told apart.
    var candidates: [Candidate] = []

    struct Candidate: Sendable, Equatable {
        let id: String, name: String
    }

    init(_ kind: ActorKind, language: Language) {
        self.kind = kind
        self.language = language
    }

    init(_ form: Query, _ kind: ActorKind, language: Language) {
        self.init(kind, language: form["language"].flatMap(Language.init(rawValue:)) ?? language)
        name = PersonText.cleaned(form["name"] ?? "")
        address = PersonText.cleaned(form["address"] ?? "")
        body = PersonText.cleaned(form["body"] ?? "")
        office = PersonText.cleaned(form["office"] ?? "")
        for (field, text) in [("name", name), ("body", body), ("office", office)] where !PersonText.fits(text) {
            problems[field] = PersonRefusal.tooLong(PersonText.longest).phrase
        }
        if !PersonText.isName(name) { problems["name"] = problems["name"] ?? PersonRefusal.nameMissing.phrase }
        if address.isEmpty { problems["address"] = PersonRefusal.addressMissing.phrase }
        if !address.isEmpty, !PersonAddress.isWellFormed(address) { problems["address"] = PersonRefusal.addressMalformed.phrase }
    }

    /// Looks up whom the body means.
    func looked(_ tx: Transaction) throws -> ApplicationDraft {
        var draft = self
        let names = try DirectoryNames(tx)
        let found = names.meaning(of: body)
        draft.means = body.isEmpty ? .nobody : found.0
        draft.country = found.country
        // Only who comes for an authority is one of its delegation: a journalist of the city's paper is not.
        if kind.way != .authority, draft.means?.authority != nil { draft.means = .other(body) }
        if body.isEmpty, kind != .young { draft.problems["body"] = "application.body-missing" }
        if !body.isEmpty, found.0 == nil {
            draft.problems["body"] = "application.body-ambiguous"
            draft.candidates = names.candidates(for: body)
        }
        return draft
    }

    /// Those who may register without having been asked: all but who is invited by name.
    static let kinds: [ActorKind] = [
        .elected, .officer, .researcher, .euOfficial, .nationalOfficial, .journalist, .company, .association, .young,
    ]

    func fields(_ words: Words) -> [FormField] {
        func field(
            _ name: String, _ label: String, _ type: FormField.Kind, _ value: String, hint: String? = nil,
            autocomplete: String = "off", isRequired: Bool = false
        ) -> FormField {
            FormField(
                name, words(label), type, value: value, hint: hint.map { words($0) }, error: problems[name].map { words($0) },
                autocomplete: autocomplete, isRequired: isRequired)
        }
        let known: FormField.Kind = candidates.isEmpty ? .text : .choice(candidates.map { ($0.id, $0.name) })
        let ofBody =
            kind.way == .authority ? "application.authority" : kind == .young ? "application.group" : "application.body"
        return [
            field("name", "participant.name", .text, name, hint: "participant.name.hint", autocomplete: "name", isRequired: true),
            field(
                "address", "participant.address", .mail, address, hint: "application.address.hint", autocomplete: "email",
                isRequired: true),
            field("body", ofBody, known, body, isRequired: kind != .young),
            field("office", "participant.office", .text, office, autocomplete: "organization-title"),
            field(
                "language", "participant.language", .choice(Language.allCases.map { ($0.rawValue, words.language($0)) }),
                language.rawValue),
        ]
    }
}
