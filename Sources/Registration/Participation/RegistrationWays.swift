// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTML
import People
import Server
import Vocabulary

extension RegistrationFeature {
    /// Who has no account comes to what is kept about them by the pages that their own links lead to. Whoever has one may have a second
    /// factor: a link in a mail never goes around it.
    package static let ownWays = [
        OwnWay("/{language}/{edition}/participation/{token}", "participation.answer", title: "participation.back") {
            request, tx in
            let holder = try ParticipationStore(tx: tx).holder(ofLink: try token(request), in: try edition(request))
            return try withoutAccount(holder?.person, tx)
        },
        OwnWay("/{language}/{edition}/application/{token}", "application.make", title: "participation.back") { request, tx in
            let one = try ApplicationStore(tx: tx).application(ofLink: try token(request), in: try edition(request))
            return try withoutAccount(one?.person, tx)
        },
    ]

    private static func token(_ request: Request) throws -> String { try request.id(Person.self, in: "token").value }
    private static func edition(_ request: Request) throws -> ID<Edition> { try request.id(Edition.self, in: "edition") }

    private static func withoutAccount(_ id: ID<Person>?, _ tx: Transaction) throws -> ID<Person> {
        guard let id, let person = try PersonStore(tx: tx).person(id)?.id, try !OwnDataSection.hasAccount(person, tx) else {
            throw AccessRefusal.notFound
        }
        return person
    }
}

/// Where people find a copy of what is kept about them, and ask to be erased.
struct OwnDataSection {
    /// The page it stands on.
    let path: Address
    let hasAccount: Bool
    let words: Words

    static func hasAccount(_ person: ID<Person>, _ tx: Transaction) throws -> Bool {
        try tx.first("SELECT 1 AS one FROM account WHERE person = \(person) LIMIT 1") != nil
    }

    var markup: HTML {
        let base: Address = hasAccount ? "/\(words.language.rawValue)/account" : path
        let file: HTML =
            hasAccount
            ? "<a href=\"\(base)/data\">\(words("account.data.link"))</a>"
            : "<a href=\"\(base)/data.json\" download>\(words("data.button"))</a>"
        return """
            <section class="panel" aria-labelledby="data"><h2 id="data">\(words("participation.data"))</h2>
            <p>\(words(hasAccount ? "participation.data.account" : "participation.data.text"))</p><p>\(file)</p>\
            <p><a href="\(base)/erasure">\(words("erasure.own.title"))</a></p>\
            <p><a href="/\(words.language.rawValue)/privacy">\(words("site.privacy"))</a></p></section>

            """
    }
}
