// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// Who comes, who has not answered, and who waits.
struct DelegationListPage {
    let record: EditionRecord
    let query: DelegationQuery
    let settings: RegistrationSettings?
    let quotas: [QuotaScope: Quota]
    let standing: RegistrationStanding
    let found: DelegationSearch.Found
    let mayChange: Bool
    /// Whether the reader may see who signed up for sessions.
    var seesSessions = false
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
        standing = try RegistrationStanding.of(id, tx)
        found = try DelegationSearch(id, query, words, withPersons: mayChange, tx).page()
    }

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }

    var page: Page {
        Page(title: words("registration.title"), over: record.name(words), lede: words("registration.lede"), content: content)
    }

    private var content: HTML {
        guard settings != nil else {
            let begin: HTML =
                mayChange ? "<p><a class=\"btn\" href=\"\(path)/settings\">\(words("registration.begin"))</a></p>" : ""
            return "<div class=\"stack\"><p>\(words("registration.none"))</p>\(begin)</div>"
        }
        return """
            \(acts)\(sentence)\(reminders)\(filters)\(list)\(figures)
            """
    }

    private var acts: HTML {
        let invite: HTML = "<a class=\"btn\" href=\"\(path)/invitations\">\(words("registration.invite"))</a> "
        let label =
            standing.asked == 0 ? words("applications.title") : words("applications.asked", ["count": .number(standing.asked)])
        let applications: HTML = "<a class=\"btn line\" href=\"\(path)/applications\">\(label)</a> "
        let seen: [(Address, String)] = [("\(path)/figures", "figures.title"), ("\(path)/fees", "fees.title")]
        let sessions: [(Address, String)] = seesSessions ? [("\(path)/sessions", "places.list")] : []
        let changed: [(Address, String)] = [
            ("\(path)/forms", "forms.title"), ("\(path)/settings", "registration.settings"),
            ("\(path)/files", "registration-files.title"),
            ("\(path)/duplicates", "registration-duplicates.title"),
        ]
        return """
            <p class="acts-row registration-acts">\(if: mayChange, invite)\(if: mayChange, applications)\(each: seen + sessions + (mayChange ? changed : []), { "<a class=\"btn line\" href=\"\($0.0)\">\(words($0.1))</a> " })</p>

            """
    }

    // MARK: Figures

    /// How it stands, in words.
    private var sentence: HTML {
        let places = quotas[.edition].map {
            words("registration.figures.places", ["taken": .number($0.taken), "places": .number($0.places)])
        }
        let named = words("registration.figures.named", ["named": .number(standing.named), "seats": .number(standing.seats)])
        let waiting = words("registration.figures.waiting", ["count": .number(standing.waiting)])
        return "<p>\([places, named, waiting].compactMap { $0 }.joined(separator: " "))</p>\n"
    }

    private var figures: HTML {
        let states = Delegation.State.allCases.map {
            PlotBar(words("delegation.state.\($0.rawValue)"), PlotValue(standing.states[$0] ?? 0), isStrong: $0 == .confirmed)
        }
        let alone = [PlotBar(words("registration.whose.alone"), PlotValue(standing.alone))]
        let byKind = ActorKind.allCases.compactMap { kind in
            standing.kinds[kind].map { PlotBar(words("actor.plural.\(kind.rawValue)"), PlotValue($0)) }
        }
        let byCountry = standing.countries.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.filter { $0.value > 0 }.prefix(12)
            .map { PlotBar(words.country($0.key), PlotValue($0.value)) }
        return """
            <div class="plots"><section class="panel" aria-labelledby="by-state"><h2 id="by-state">\(words("registration.figures.states"))</h2>
            \(plot(states + alone))</section>
            \(panel("by-kind", "registration.figures.kinds", byKind))\(panel("by-country", "registration.figures.countries", byCountry))</div>

            """
    }

    private func panel(_ id: String, _ title: String, _ bars: [PlotBar]) -> HTML? {
        guard !bars.isEmpty else { return nil }
        return "<section class=\"panel\" aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(words(title))</h2>\(plot(bars))</section>\n"
    }

    private func plot(_ bars: [PlotBar]) -> HTML {
        BarPlot(bars, unknown: "", write: { words.number($0) }).markup
    }

    // MARK: Writing again

    private var reminders: HTML? {
        let (silent, unnamed) = (standing.silent, standing.unnamed)
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
        mayChange ? found.rows.filter { $0.delegation.body == .nobody }.compactMap(\.delegation.coordinator) : []
    }

    private var filters: HTML {
        let countries = standing.countries.keys.filter { !$0.isEmpty }.map { ($0, words.country($0)) }.sorted { $0.1 < $1.1 }
        let kinds = ActorKind.allCases.map { ($0.rawValue, words("actor.plural.\($0.rawValue)")) }
        let whose = DelegationQuery.Whose.allCases.map { ($0.rawValue, words("registration.whose.\($0.rawValue)")) }
        let states = Delegation.State.allCases.map(\.rawValue) + ["unnamed"]
        let chosen = query.isUnnamed ? "unnamed" : query.state?.rawValue
        return """
            <form class="filters" method="get" action="\(path)" role="search" aria-label="\(words("registration.search"))">
            \(select("whose", words("registration.whose"), whose, query.whose?.rawValue))\
            \(select("state", words("delegation.state"), states.map { ($0, words("delegation.state.\($0)")) }, chosen))\
            \(select("country", words("registration.country"), countries, query.country))\
            \(select("kind", words("registration.kind"), kinds, query.kind?.rawValue))
            <label for="q">\(words("registration.search"))<input type="search" id="q" name="q" value="\(query.text ?? "")" maxlength="100" autocomplete="off" spellcheck="false"></label>
            <div class="filters-act"><button class="btn" type="submit">\(words("network.show"))</button></div></form>

            """
    }

    private func select(_ name: String, _ label: String, _ choices: [(String, String)], _ chosen: String?) -> HTML {
        """
        <label for="\(name)">\(label)<select id="\(name)" name="\(name)"><option value="">\(words("registration.all"))</option>\
        \(each: choices, { "<option value=\"\($0.0)\"\(if: $0.0 == chosen, " selected")>\($0.1)</option>" })</select></label>
        """
    }

    private var list: HTML {
        let (rows, count) = (found.rows, found.count)
        let links = PageLinks(here: found.here, count: count, size: DelegationQuery.rowsPerPage, words: words) {
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
            <table class="table fold tight"><caption class="hide">\(words("registration.title"))</caption>
            <thead><tr>\(if: mayChange, "<th scope=\"col\"><span class=\"hide\">\(words("application.choose"))</span></th>")\(each: heads, { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
            \(each: rows, row)</tbody></table>
            """
    }

    private func row(_ one: ListedDelegation) -> HTML {
        let delegation = one.delegation
        let page: Address = "\(path)/\(delegation.id)"
        let name: HTML = mayChange ? "<a href=\"\(page)\">\(one.name)</a>" : "\(one.name)"
        let choice: HTML = """
            <td class="tick"><label class="check"><input type="checkbox" name="delegation" value="\(delegation.id.value)"> <span class="hide">\(words("bulk-act.choose", ["name": .text(one.name)]))</span></label></td>
            """
        return """
            <tr>\(if: mayChange, choice)<th scope="row">\(name)\(one.contact.map { "<span class=\"also\">\($0)</span>" as HTML })</th><td data-h="\(words("registration.country"))">\(delegation.country.isEmpty ? "" : words.country(delegation.country))</td>\
            <td data-h="\(words("delegation.state"))"><span class="state delegation \(delegation.state.rawValue)">\(words("delegation.state.\(delegation.state.rawValue)"))</span></td>\
            <td data-h="\(words("delegation.seats"))" class="num">\(words.number(one.seats))</td><td data-h="\(words("delegation.names"))" class="num">\(words.number(one.named))</td>\
            <td data-h="\(words("registration.waiting"))" class="num">\(one.waiting == 0 ? "–" : words.number(one.waiting))</td></tr>

            """
    }
}
