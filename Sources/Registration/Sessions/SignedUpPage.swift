// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import People
import Programme
import Server
import Vocabulary

/// Somebody who signed up, as those who organise see them.
struct SignedUp: Sendable {
    let signUp: SignUp
    let name: String
    /// As what, and for whom they come.
    let kind: ActorKind?
    let delegation: String
    /// What is in the way of the session, in sentences.
    let clashes: [String]
}

/// A session with its places, and who has one or waits.
struct SignedUpPage: Sendable {
    let record: EditionRecord
    let code: SessionCode
    let title: String
    let places: SessionPlaces?
    let typed: PlacesForm
    let all: [SignedUp]
    let here: Int
    let mayChange: Bool
    let words: Words

    static let size = 50

    /// A fixed number of statements; a session that nobody planned is not found.
    init(
        _ code: SessionCode, _ record: EditionRecord, typed: PlacesForm? = nil, here: Int = 1, mayChange: Bool, words: Words,
        _ tx: Transaction
    ) throws {
        let id = record.edition.id
        guard let title = try SessionTitles(tx: tx).title(of: code, in: id, words) else { throw AccessRefusal.notFound }
        let store = SignUpStore(tx: tx)
        self.record = record
        (self.code, self.title, self.here, self.mayChange, self.words) = (code, title, max(here, 1), mayChange, words)
        places = try store.places(of: code, in: id)
        self.typed = typed ?? PlacesForm(places, in: TimeZone(identifier: record.edition.zone) ?? .gmt)
        all = try Self.people(try store.signUps(of: code, in: id), code, record, words, tx)
    }

    private static func people(
        _ signUps: [SignUp], _ code: SessionCode, _ record: EditionRecord, _ words: Words, _ tx: Transaction
    ) throws -> [SignedUp] {
        let ids = signUps.map(\.person)
        let persons = try PersonStore(tx: tx).persons(ids)
        let seats = try ids.isEmpty ? [:] : SeatedPersons(ids, record.edition.id, words, tx).all
        let found = try Whereabouts(of: ids, record, words: words, tx)
        return signUps.sorted { ($0.state == .waiting ? 1 : 0, $0.number) < ($1.state == .waiting ? 1 : 0, $1.number) }.map {
            one in
            let clashes = found?.clashes(of: one.person).filter { $0.one == code || $0.other == code } ?? []
            return SignedUp(
                signUp: one, name: persons[one.person]?.badgeName ?? "", kind: seats[one.person]?.kind,
                delegation: seats[one.person]?.delegation ?? "",
                clashes: clashes.compactMap { found?.sentence($0) }.map { words($0) })
        }
    }

    var shown: [SignedUp] { Array(all.dropFirst((here - 1) * Self.size).prefix(Self.size)) }
    private var list: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration/sessions" }
    private var path: Address { "\(list)/\(code)" }
    private var zone: TimeZone { TimeZone(identifier: record.edition.zone) ?? .gmt }

    var page: Page {
        let form = typed.form(action: path, words)
        var page = Page(
            title: "\(code) \(title)", over: record.name(words), lede: standing,
            content: """
                <p class="back"><a href="\(list)">\(words("places.list"))</a></p>
                <div class="stack">\(people)\(if: mayChange, settings(form))</div>
                """)
        page.isRefused = mayChange && form.isRefused
        return page
    }

    private var standing: String {
        guard let places else { return words("places.open-to-all") }
        return "\(places.left(words)). \(words("places.of", ["count": .number(places.places)]))"
    }

    private func settings(_ form: Form) -> HTML {
        """
        <section class="panel" aria-labelledby="places"><h2 id="places">\(words("places.title"))</h2>\(form.markup)</section>

        """
    }

    // MARK: Who signed up

    private var people: HTML {
        guard !all.isEmpty else {
            return places == nil ? "" : "<p>\(words("places.nobody"))</p>"
        }
        let columns = ["places.who", "places.for", "places.state", "places.since"] + (mayChange ? ["form.acts"] : [])
        return """
            <section class="section" aria-labelledby="people"><div class="head"><h2 id="people">\(words("places.people"))</h2></div>
            <p class="downloads"><a href="\(path)/files/signed-up.csv">\(words("places.csv"))</a> <a href="\(path)/files/signed-up.xlsx">\(words("places.xlsx"))</a></p>
            <table class="table fold"><caption class="hide">\(words("places.people"))</caption>
            <thead><tr>\(each: columns, { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
            \(each: shown, row)</tbody></table>
            \(PageLinks(here: here, count: all.count, size: Self.size, words: words, address: { path.with([("page", String($0))]) }).markup)</section>

            """
    }

    private func state(_ one: SignedUp) -> String {
        one.signUp.state == .place
            ? words("agenda.part.place") : words("agenda.part.waiting", ["position": .number(one.signUp.position ?? 0)])
    }

    private func row(_ one: SignedUp) -> HTML {
        let act = PostButton(words("places.remove"), to: "\(path)/people/\(one.signUp.person)/removal", about: one.name)
        return """
            <tr><th scope="row">\(one.name)</th><td data-h="\(words("places.for"))"><span>\(from(one))</span></td>\
            <td data-h="\(words("places.state"))"><span>\(state(one))\(each: one.clashes, { "<br><span class=\"small\">\($0)</span>" })</span></td>\
            <td data-h="\(words("places.since"))">\(words.instant(one.signUp.since, in: zone))</td>\
            \(if: mayChange, "<td data-h=\"\(words("form.acts"))\"><div>\(act.markup)</div></td>")</tr>

            """
    }

    private func from(_ one: SignedUp) -> String {
        [one.delegation, one.kind.map { words($0.phrase) } ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    // MARK: As a table

    static let columns = ["session", "state", "position", "name", "delegation", "kind", "since"]

    var rows: [[String]] {
        all.map { one in
            [
                code.description, one.signUp.state.rawValue, one.signUp.position.map { String($0) } ?? "", one.name,
                one.delegation,
                one.kind?.rawValue ?? "", one.signUp.since.formatted(.iso8601),
            ]
        }
    }
}

/// As what people come, and for whom.
struct SeatedPersons {
    let all: [ID<Person>: (kind: ActorKind, delegation: String)]

    /// - Parameter ids: at least one.
    init(_ ids: [ID<Person>], _ edition: ID<Edition>, _ words: Words, _ tx: Transaction) throws {
        let seats = try tx.rows(
            "SELECT person, kind, delegation FROM seat WHERE edition = \(edition) AND given_back_at IS NULL AND person IN \(list: ids)"
        )
        let delegationIDs = Set(seats.map { $0["delegation"] as ID<Delegation> }).sorted()
        let delegations = try tx.rows("SELECT \(DelegationStore.columns) FROM delegation WHERE id IN \(list: delegationIDs)")
            .map(DelegationStore.delegation)
        let names = try BodyNames(of: delegations, words, tx)
        let named = Dictionary(delegations.map { ($0.id, $0.body == .nobody ? "" : names[$0]) }) { first, _ in first }
        all = seats.reduce(into: [:]) { all, row in
            all[row["person"]] = (ActorKind(rawValue: row["kind"]) ?? .officer, named[row["delegation"]] ?? "")
        }
    }
}
