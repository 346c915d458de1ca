// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// Which delegations an organiser asks for.
struct DelegationQuery: Sendable, Equatable {
    var state: Delegation.State?
    /// Only those with seats that nobody is named for.
    var isUnnamed = false
    var country: String?
    var text: String?
    /// Counted from 1.
    var page = 1

    static let rowsPerPage = 50

    init(_ query: Query) {
        state = query.choice("state") { Delegation.State(rawValue: $0) }
        isUnnamed = query.choice("state") { $0 == "unnamed" ? true : nil } ?? false
        country = query.choice("country") { text in text.count == 2 ? text.uppercased() : nil }
        text = query["q"].map { String($0.prefix(100)) }
        page = query.choice("page") { Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil } } ?? 1
    }

    func address(_ path: Address, page: Int) -> Address {
        path.with([
            ("state", isUnnamed ? "unnamed" : state?.rawValue), ("country", country), ("q", text),
            ("page", page == 1 ? nil : String(page)),
        ])
    }
}

/// A delegation in a list, with what is counted of it.
struct ListedDelegation: Sendable {
    let delegation: Delegation
    let name: String
    let seats: Int, named: Int, waiting: Int
}

/// Who comes, who has not answered, and who waits.
struct DelegationListPage {
    let record: EditionRecord
    let query: DelegationQuery
    let settings: RegistrationSettings?
    let quotas: [QuotaScope: Quota]
    /// All of the edition, by name.
    let all: [ListedDelegation]
    /// Seats by kind of actor.
    let kinds: [ActorKind: (seats: Int, named: Int)]
    let silent: Int, unnamed: Int
    /// Those who registered alone and wait for a decision.
    let asked: Int
    let mayChange: Bool
    let words: Words

    /// A fixed number of statements, whatever the edition holds.
    init(_ record: EditionRecord, _ query: DelegationQuery, mayChange: Bool, words: Words, _ tx: Transaction) throws {
        let (id, store) = (record.edition.id, RegistrationStore(tx: tx))
        self.record = record
        self.query = query
        self.mayChange = mayChange
        self.words = words
        settings = try store.settings(of: id)
        quotas = try store.quotas(of: id)
        let delegations = try tx.rows("SELECT \(DelegationStore.columns) FROM delegation WHERE edition = \(id)")
            .map(DelegationStore.delegation)
        let names = try BodyNames(of: delegations, words, withPersons: mayChange, tx)
        var seats: [ID<Delegation>: (Int, Int)] = [:]
        var kinds: [ActorKind: (seats: Int, named: Int)] = [:]
        for row in try tx.rows(
            """
            SELECT delegation, kind, count(*) AS seats, count(person) AS named FROM seat
            WHERE edition = \(id) AND given_back_at IS NULL GROUP BY delegation, kind
            """)
        {
            let (count, named): (Int, Int) = (row["seats"], row["named"])
            let before = seats[row["delegation"]] ?? (0, 0)
            seats[row["delegation"]] = (before.0 + count, before.1 + named)
            guard let kind = ActorKind(rawValue: row["kind"]) else { continue }
            let so = kinds[kind] ?? (0, 0)
            kinds[kind] = (so.seats + count, so.named + named)
        }
        let waiting = Dictionary(
            uniqueKeysWithValues: try tx.rows(
                """
                SELECT delegation, count(*) AS n FROM waiting
                WHERE edition = \(id) AND state IN ('waiting', 'offered') GROUP BY delegation
                """
            ).map { ($0["delegation"] as ID<Delegation>, $0["n"] as Int) })
        self.kinds = kinds
        all = delegations.map { one in
            let (count, named) = seats[one.id] ?? (0, 0)
            return ListedDelegation(
                delegation: one, name: names[one], seats: count, named: named, waiting: waiting[one.id] ?? 0)
        }.sorted { Folding.folded($0.name) < Folding.folded($1.name) }
        silent = try mayChange ? Inviting.targets(.silent, id, tx).count : 0
        asked =
            try mayChange
            ? tx.rows("SELECT count(*) AS n FROM application WHERE edition = \(id) AND state = 'asked'")[0]["n"] : 0
        unnamed = try mayChange ? Inviting.targets(.unnamed, id, tx).count : 0
    }

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }

    var page: Page {
        Page(title: words("registration.title"), over: record.name(words), lede: words("registration.lede"), content: content)
    }

    private var content: HTML {
        guard let settings else {
            let begin: HTML =
                mayChange ? "<p><a class=\"btn\" href=\"\(path)/settings\">\(words("registration.begin"))</a></p>" : ""
            return "<div class=\"stack\"><p>\(words("registration.none"))</p>\(begin)</div>"
        }
        return """
            \(acts)\(figures(settings))\(reminders)\(filters)\(list)
            """
    }

    private var acts: HTML {
        let invite: HTML = "<a class=\"btn\" href=\"\(path)/invitations\">\(words("registration.invite"))</a> "
        let label = asked == 0 ? words("applications.title") : words("applications.asked", ["count": .number(asked)])
        let applications: HTML = "<a class=\"btn line\" href=\"\(path)/applications\">\(label)</a> "
        let seen: [(Address, String)] = [("\(path)/figures", "figures.title"), ("\(path)/fees", "fees.title")]
        let changed: [(Address, String)] = [
            ("\(path)/forms", "forms.title"), ("\(path)/settings", "registration.settings"),
            ("\(path)/files", "registration-files.title"),
            ("\(path)/duplicates", "registration-duplicates.title"),
        ]
        return """
            <p class="acts-row registration-acts">\(if: mayChange, invite)\(if: mayChange, applications)\(each: seen + (mayChange ? changed : []), { "<a class=\"btn line\" href=\"\($0.0)\">\(words($0.1))</a> " })</p>

            """
    }

    // MARK: Figures

    private func count(_ state: Delegation.State) -> Int { all.filter { $0.delegation.state == state }.count }

    private func figures(_ settings: RegistrationSettings) -> HTML {
        let states = Delegation.State.allCases.map {
            PlotBar(words("delegation.state.\($0.rawValue)"), PlotValue(count($0)), isStrong: $0 == .confirmed)
        }
        let seats = all.reduce(0) { $0 + $1.seats }
        let places = quotas[.edition].map {
            words("registration.figures.places", ["taken": .number($0.taken), "places": .number($0.places)])
        }
        let named = words(
            "registration.figures.named", ["named": .number(all.reduce(0) { $0 + $1.named }), "seats": .number(seats)])
        let waiting = words("registration.figures.waiting", ["count": .number(all.reduce(0) { $0 + $1.waiting })])
        let byKind = ActorKind.allCases.compactMap { kind in
            kinds[kind].map { PlotBar(words("actor.plural.\(kind.rawValue)"), PlotValue($0.seats)) }
        }
        return """
            <div class="plots"><section class="panel" aria-labelledby="by-state"><h2 id="by-state">\(words("registration.figures.states"))</h2>
            <p>\([places, named, waiting].compactMap { $0 }.joined(separator: " "))</p>\(plot(states))</section>
            <section class="panel" aria-labelledby="by-kind"><h2 id="by-kind">\(words("registration.figures.kinds"))</h2>
            \(if: !byKind.isEmpty, plot(byKind))</section></div>

            """
    }

    private func plot(_ bars: [PlotBar]) -> HTML {
        BarPlot(bars, unknown: "", write: { words.number($0) }).markup
    }

    // MARK: Writing again

    private var reminders: HTML? {
        guard mayChange, silent + unnamed > 0 else { return nil }
        func button(_ count: Int, _ who: String) -> HTML? {
            guard count > 0 else { return nil }
            return PostButton(
                words("registration.remind.\(who)", ["count": .number(count)]), to: "\(path)/reminders", values: [("who", who)]
            ).markup
        }
        return "<div class=\"acts-row registration-acts\">\(button(silent, "silent"))\(button(unnamed, "unnamed"))</div>\n"
    }

    // MARK: The list

    /// Whose names stand on the page, beside those of authorities.
    var persons: [ID<Person>] {
        mayChange ? shown.rows.filter { $0.delegation.body == .nobody }.compactMap(\.delegation.coordinator) : []
    }

    private var shown: (rows: [ListedDelegation], here: Int, count: Int) {
        let (found, size) = (found, DelegationQuery.rowsPerPage)
        let here = min(query.page, max(1, (found.count + size - 1) / size))
        return (Array(found.dropFirst((here - 1) * size).prefix(size)), here, found.count)
    }

    /// All that the filters let through, by name.
    var found: [ListedDelegation] {
        let wanted = Folding.folded(query.text ?? "")
        return all.filter { one in
            (query.state == nil || one.delegation.state == query.state)
                && (!query.isUnnamed || one.named < one.seats)
                && (query.country == nil || one.delegation.country == query.country)
                && (wanted.isEmpty || Folding.folded(one.name).contains(wanted))
        }
    }

    private var filters: HTML {
        let countries = Set(all.map(\.delegation.country)).filter { !$0.isEmpty }
            .map { ($0, words.country($0)) }.sorted { $0.1 < $1.1 }
        let states = Delegation.State.allCases.map(\.rawValue) + ["unnamed"]
        let chosen = query.isUnnamed ? "unnamed" : query.state?.rawValue
        return """
            <form class="filters" method="get" action="\(path)" role="search" aria-label="\(words("registration.search"))">
            <label for="state">\(words("delegation.state"))<select id="state" name="state"><option value="">\(words("registration.all"))</option>\
            \(each: states, { "<option value=\"\($0)\"\(if: $0 == chosen, " selected")>\(words("delegation.state.\($0)"))</option>" })</select></label>
            <label for="country">\(words("registration.country"))<select id="country" name="country"><option value="">\(words("registration.all"))</option>\
            \(each: countries, { "<option value=\"\($0.0)\"\(if: $0.0 == query.country, " selected")>\($0.1)</option>" })</select></label>
            <label for="q">\(words("registration.search"))<input type="search" id="q" name="q" value="\(query.text ?? "")" maxlength="100" autocomplete="off" spellcheck="false"></label>
            <div class="filters-act"><button class="btn" type="submit">\(words("network.show"))</button></div></form>

            """
    }

    private var list: HTML {
        let (rows, here, count) = shown
        let links = PageLinks(here: here, count: count, size: DelegationQuery.rowsPerPage, words: words) {
            query.address(path, page: $0)
        }
        return """
            <div class="result" role="status">\(words("registration.found", ["count": .number(count)]))</div>
            \(if: !rows.isEmpty, chosen(table(rows)))
            \(links.markup)
            """
    }

    /// The table with what can be done to those that are ticked, and a way to write to all that were found.
    private func chosen(_ table: HTML) -> HTML {
        guard mayChange else { return table }
        let acts = BulkAct.allCases.map { ($0.rawValue, words("bulk-act.\($0.rawValue)")) }
        return """
            <p><a href="\(query.address("\(path)/letters", page: 1))">\(words("segment.write", ["count": .number(found.count)]))</a></p>
            <form class="choosing" method="post" action="\(path)/bulk" novalidate>\(table)
            <fieldset class="bulk"><legend>\(words("bulk-act.title"))</legend>
            \(FormField("act", words("bulk-act.act"), .choice(acts)).markup)\(FormField("places", words("bulk-act.places-each"), hint: words("bulk-act.places-each.hint"), autocomplete: "off").markup)
            <p class="form-act"><button class="btn line" type="submit">\(words("bulk-act.look"))</button></p></fieldset></form>
            """
    }

    private func table(_ rows: [ListedDelegation]) -> HTML {
        let heads = [
            "registration.delegation", "registration.country", "delegation.state", "delegation.seats", "delegation.names",
            "registration.waiting",
        ]
        return """
            <table class="table fold"><caption class="hide">\(words("registration.title"))</caption>
            <thead><tr>\(if: mayChange, "<td></td>")\(each: heads, { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
            \(each: rows, row)</tbody></table>
            """
    }

    private func row(_ one: ListedDelegation) -> HTML {
        let delegation = one.delegation
        let page: Address = "\(path)/\(delegation.id)"
        let name: HTML = mayChange ? "<a href=\"\(page)\">\(one.name)</a>" : "\(one.name)"
        let choice: HTML = """
            <td class="pick"><label class="check"><input type="checkbox" name="delegation" value="\(delegation.id.value)"> <span class="hide">\(words("bulk-act.choose", ["name": .text(one.name)]))</span></label></td>
            """
        return """
            <tr>\(if: mayChange, choice)<th scope="row">\(name)</th><td data-h="\(words("registration.country"))">\(delegation.country.isEmpty ? "" : words.country(delegation.country))</td>\
            <td data-h="\(words("delegation.state"))"><span class="state delegation \(delegation.state.rawValue)">\(words("delegation.state.\(delegation.state.rawValue)"))</span></td>\
            <td data-h="\(words("delegation.seats"))" class="num">\(words.number(one.seats))</td><td data-h="\(words("delegation.names"))" class="num">\(words.number(one.named))</td>\
            <td data-h="\(words("registration.waiting"))" class="num">\(one.waiting == 0 ? "–" : words.number(one.waiting))</td></tr>

            """
    }
}
