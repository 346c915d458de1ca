// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The page of one seat: who holds it, who is to hold it, and giving it back.
struct SeatPage {
    let scene: DelegationScene
    let seat: Seat
    var draft: ParticipantDraft
    /// Those who held it before whoever holds it, by name.
    let before: [(name: String, holder: SeatHolder)]
    /// Whether whoever holds it was named here, so that the name can be corrected.
    let mayCorrect: Bool
    /// Whether it is known where whoever holds it can be written to, as far as that can be read.
    let hasAddress: Bool
    var problems: [String: Phrase] = [:]
    var problem: Phrase?
    /// Whether whoever holds it stays, written otherwise. What was known of one person never stands in the fields for another.
    var change: SeatChange
    /// What was typed of its fee and was not kept.
    var money: SeatMoney.Typed?

    private var words: Words { scene.words }
    private var path: Address { "\(scene.path)/seats/\(seat.id)" }
    private var number: String { words("delegation.seat.number", ["number": .number(seat.number)]) }

    var page: Page {
        let form = form
        var page = Page(
            title: number, over: scene.name, lede: words("seat.lede"),
            content: """
                <p class="back"><a href="\(scene.path)">\(scene.name)</a></p>
                <div class="two wide seat-page"><div>\(holder)\(naming(form))</div><div>\(costs?.markup)\(history)\(giveBack)</div></div>
                """)
        page.isRefused = form.isRefused || money != nil
        page.isIndexed = false
        return page
    }

    private func naming(_ form: Form) -> HTML {
        """
        <section class="panel" aria-labelledby="naming"><h2 id="naming">\(words(heading))</h2>
        \(form.markup)</section>

        """
    }

    private var heading: Phrase {
        if seat.person == nil { return "seat.naming" }
        return change == .same ? "seat.correcting" : "seat.swapping"
    }

    private var form: Form {
        let fields = draft.fields(words, problems, kinds: scene.way.isOrganiser ? ActorKind.allCases : scene.kinds)
        var form = Form(
            action: path, fields: fields, button: words(seat.person == nil ? "seat.name" : "seat.change"),
            problemTitle: words("form.problem"), problem: problem.map { words($0) })
        form.beside = """
            <input type="hidden" name="who" value="\(change.rawValue)"><input type="hidden" name="holder" value="\(seat.person?.value ?? "")">
            """
        return form
    }

    private var holder: HTML? {
        guard let name = scene.name(of: seat) else { return nil }
        return """
            <section class="panel" aria-labelledby="holder"><h2 id="holder">\(words("seat.holder"))</h2><p class="next">\(name), \(words("actor.\(seat.kind.rawValue)"))</p>\(awaited)
            <div class="acts-row">\(other)\(PostButton(words("seat.unname"), to: "\(path)/removal").markup)\(if: hasAddress || !mayCorrect, PostButton(words("seat.send-link"), to: "\(path)/link").markup)\(paper)</div>\(answers)</section>

            """
    }

    /// The other of the two things that can be said of who holds it.
    private var other: HTML? {
        guard mayCorrect else { return nil }
        let (key, who) = change == .same ? ("seat.who.other", SeatChange.other) : ("seat.who.same", .same)
        let page = path.with([("who", who.rawValue)])
        return "<a class=\"btn line\" href=\"\(page)\">\(words(key))</a>"
    }

    private var awaited: HTML? {
        guard let person = seat.person, scene.awaited.contains(person) else { return nil }
        return "<p>\(words("seat.guardian"))</p>"
    }

    /// Whoever has no mail comes in with a code on paper.
    private var paper: HTML? {
        guard mayCorrect, !hasAddress else { return nil }
        return PostButton(words("seat.paper"), to: "\(path)/paper-codes").markup
    }

    /// Who organises may read what was answered, as far as it was promised.
    private var answers: HTML? {
        guard scene.way.isOrganiser, let person = seat.person else { return nil }
        let page: Address = "/\(words.language.rawValue)/\(scene.edition.id)/organise/registration/answers/\(person)"
        guard scene.answered.sent.contains(person) else { return nil }
        return "<p><a href=\"\(page)\">\(words("answers.open"))</a></p>"
    }

    private var costs: SeatMoney? {
        scene.costs.map {
            SeatMoney(costs: $0, seat: seat, path: path, isOrganiser: scene.way.isOrganiser, words: words, typed: money)
        }
    }

    private var giveBack: HTML {
        """
        <details><summary>\(words("seat.give-back.summary"))</summary><p>\(words("seat.give-back.text"))</p>\(costs?.returning)
        \(PostButton(words("seat.give-back"), to: "\(path)/return").markup)</details>

        """
    }

    private var history: HTML? {
        guard !before.isEmpty else { return nil }
        return """
            <section class="panel" aria-labelledby="before"><h2 id="before">\(words("seat.before"))</h2><ul>
            \(each: before, { "<li>\($0.name), \(words.instant($0.holder.since, in: scene.zone)) – \($0.holder.until.map { words.instant($0, in: scene.zone) } ?? "")</li>\n" })</ul></section>

            """
    }
}

extension SeatPage {
    /// The page of a seat as it is kept.
    ///
    /// - Parameter wanted: what is to be said of who holds it; correcting where nothing else is asked for.
    static func read(_ scene: DelegationScene, _ id: ID<Seat>, _ wanted: SeatChange?, _ tx: Transaction) throws -> SeatPage {
        let seat = try scene.facts.seat(id)
        let own = try OwnPersons(of: scene.delegation.id, tx)
        let mayRead = seat.person.map { own.contains($0) } ?? false
        let store = PersonStore(tx: tx)
        let change = mayRead ? wanted ?? .same : .other
        let address = try change == .same ? seat.person.flatMap { try store.addresses(of: $0).first?.address } ?? "" : ""
        let holders = try SeatStore(tx: tx).holders(of: scene.delegation.id)[id] ?? []
        let past = holders.filter { $0.until != nil }
        let names = try store.names(of: Set(past.map(\.person.value)))
        let person = seat.person.flatMap { scene.persons[$0] }
        return SeatPage(
            scene: scene, seat: seat,
            draft: ParticipantDraft(
                change == .same ? person : nil, address: address, language: scene.delegation.language, kind: seat.kind),
            before: past.compactMap { holder in names[holder.person.value].map { ($0.name, holder) } }, mayCorrect: mayRead,
            hasAddress: try mayRead && seat.person.map { try !store.addresses(of: $0).isEmpty } ?? false, change: change)
    }
}
