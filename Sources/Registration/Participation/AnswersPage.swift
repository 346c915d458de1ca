// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// What a participant answered, for who was promised to see it; each answer with the words of the version it was given to.
struct AnswersPage {
    let record: EditionRecord
    let person: Person
    let kind: ActorKind
    let answers: Answers
    let rows: [AnswerRow]
    /// How many answers there are that this reader may not see.
    let hidden: Int
    let consents: [(label: String, consent: Consent)]
    let words: Words

    /// - Parameter roles: what the reader is here.
    init(_ id: ID<Person>, _ edition: ID<Edition>, roles: Set<Role>, words: Words, _ tx: Transaction) throws {
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }),
            let person = try PersonStore(tx: tx).person(id),
            let found = try AnswersStore(tx: tx).answers(of: person.id, in: edition)
        else { throw AccessRefusal.notFound }
        let form = try FormStore(tx: tx).form(edition, found.kind)
        let all = form.reading(found.answers, in: words)
        let names = Set(roles.map(\.rawValue))
        self.record = record
        self.person = person
        kind = found.kind
        answers = found.answers
        rows = all.filter { !names.isDisjoint(with: $0.seenBy) }
        hidden = all.count - rows.count
        consents = found.answers.consents.map { one in
            (form.question(one.question, in: found.answers.version)?.label.read(in: words)?.text ?? one.question.value, one)
        }
        self.words = words
    }

    private var zone: TimeZone { TimeZone(identifier: record.edition.zone) ?? .gmt }

    var page: Page {
        let list: Address = "/\(words.language.rawValue)/\(record.edition.id)/organise/registration"
        return Page(
            title: person.badgeName, over: record.name(words), lede: words("answers.lede"),
            content: """
                <p class="back"><a href="\(list)">\(words("registration.title"))</a></p>
                <div class="stack"><p>\(words("actor.\(kind.rawValue)")). \(words(answers.isDraft ? "answers.draft" : "answers.sent"))</p>
                \(if: !rows.isEmpty, given)\(if: hidden > 0, "<p>\(words("answers.hidden", ["count": .number(hidden)]))</p>")\(if: !consents.isEmpty, agreed)</div>
                """)
    }

    private var given: HTML {
        """
        <dl class="facts-list">\(each: rows, { row in
            let mark = row.isAsked ? "" : words("answers.no-longer-asked")
            let lang: HTML = row.label.isTranslated ? "" : " lang=\"\(row.label.language.rawValue)\""
            return """
                <div><dt\(lang)>\(row.label.text)</dt><dd>\(row.answer.map(\.text).joined(separator: ", "))\(if: !mark.isEmpty, " <span class=\"quiet\">\(mark)</span>")</dd></div>

                """ as HTML
        })</dl>
        """
    }

    private var agreed: HTML {
        """
        <section class="panel" aria-labelledby="consents"><h2 id="consents">\(words("answers.consents"))</h2><ul class="plain">
        \(each: consents, { one in
            let until = one.consent.withdrawn.map { words("answers.consent.withdrawn", ["when": .text(words.instant($0, in: zone))]) }
            let since = words("answers.consent.given", ["when": .text(words.instant(one.consent.given, in: zone))])
            return "<li>\(one.label) <span class=\"quiet\">\(since) \(until ?? "")</span></li>\n"
        })</ul></section>
        """
    }
}

/// The handler of those who may read answers.
enum AnswersRoutes {
    static let routes: [Route] = [
        Route(.get, "/{language}/{edition}/organise/registration/answers/{person}", "answers.read", read)
    ]

    private static func read(_ request: Request) async throws -> Response {
        let (edition, person) = (try request.id(Edition.self, in: "edition"), try request.id(Person.self, in: "person"))
        let roles = Set(
            request.actor.grants.filter { $0.scope.contains(.edition(edition.value)) }.map(\.role))
        let page = try await request.read { tx in try AnswersPage(person, edition, roles: roles, words: request.words, tx) }
        try await request.recordReading("answers.read", of: [Noun("person", page.person.id)])
        return page.page.organising(request, at: "/organise/registration")
    }
}
