// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import People
import Programme
import Server
import Vocabulary

/// The sessions with limited places that somebody may choose from, and what has been chosen.
struct SessionsPage: Sendable {
    /// Whose it is.
    let name: String
    let over: String
    let choices: [Whereabouts.Choice]
    let whereabouts: Whereabouts
    /// Of this page, and of the one it belongs to.
    let path: Address, back: Address
    /// Whether somebody else chooses for the person.
    let isForOther: Bool
    let now: Date
    let words: Words
    /// What was asked and not done.
    var problem: Phrase?

    var page: Page {
        var page = Page(
            title: words("signup.title"), over: over,
            lede: isForOther ? words("signup.lede.other", ["name": .text(name)]) : words("signup.lede"),
            content: """
                \(problem.map(refusal))<p class="back"><a href="\(back)">\(name)</a></p>
                \(if: choices.isEmpty, "<p>\(words("signup.none"))</p>")<ul class="session-choices">\(each: choices, choice)</ul>
                """)
        page.isRefused = problem != nil
        page.isIndexed = false
        return page
    }

    private func refusal(_ phrase: Phrase) -> HTML {
        """
        <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><p>\(words(phrase))</p></div>

        """
    }

    private func choice(_ one: Whereabouts.Choice) -> HTML {
        """
        <li class="panel" id="s-\(one.stop.code.description)"><p class="when">\(when(one.stop))</p>
        <h2><a href="\(one.stop.address)">\(one.stop.title)</a></h2>
        \(standing(one).map { "<p><b>\($0)</b></p>" as HTML })\(if: one.signUp == nil, "<p>\(one.places.left(words))</p>")\
        \(obstacles(one))\(act(one))</li>

        """
    }

    private func when(_ stop: Whereabouts.Stop) -> String {
        let time = stop.period.map { words.instant($0.lowerBound, in: whereabouts.zone) } ?? ""
        return [time, stop.room].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func standing(_ one: Whereabouts.Choice) -> String? {
        if one.isDuty { return words("signup.is-duty") }
        if one.stop.isCancelled { return words("session.status.cancelled") }
        switch one.signUp?.state {
        case .place: return words("signup.has-place")
        case .waiting: return words("signup.is-waiting", ["position": .number(one.signUp?.position ?? 0)])
        case nil: break
        }
        if let opens = one.places.opens, now < opens {
            return words("signup.opens", ["when": .text(words.instant(opens, in: whereabouts.zone))])
        }
        if let closes = one.places.closes, now >= closes { return words("signup.closed") }
        return nil
    }

    /// What is in the way, and what comes of it.
    private func obstacles(_ one: Whereabouts.Choice) -> HTML? {
        let isWaiting = one.signUp?.state == .waiting
        guard !one.isDuty, !one.clashes.isEmpty else { return nil }
        let passed =
            (isWaiting || (one.signUp == nil && one.places.left == 0)) && one.clashes.contains { $0.isOverlap && !$0.isDuty }
        return """
            <ul class="attention">\(each: one.clashes, { "<li>\(words(whereabouts.sentence($0)))</li>\n" })\
            \(if: passed, "<li>\(words("signup.passed-over"))</li>")</ul>

            """
    }

    private func act(_ one: Whereabouts.Choice) -> HTML? {
        let (action, about): (Address, String) = ("\(path)/\(one.stop.code)", one.stop.name)
        if let signUp = one.signUp {
            let label = words(signUp.state == .place ? "signup.give-back" : "signup.stop-waiting")
            return PostButton(label, to: action, about: about, values: [("act", "leave")]).markup
        }
        guard !one.isDuty, one.places.isOpen(at: now), !one.clashes.contains(where: { $0.isOverlap && $0.isDuty }) else {
            return nil
        }
        if one.places.left == 0 {
            return PostButton(words("signup.wait"), to: action, about: about, values: [("act", "join")]).markup
        }
        // Two places at the same time are never given.
        guard !one.clashes.contains(where: \.isOverlap) else { return nil }
        let values = [("act", "join")] + (one.clashes.isEmpty ? [] : [("tight", "yes")])
        return PostButton(
            words(one.clashes.isEmpty ? "signup.join" : "signup.join-tight"), to: action, about: about, values: values,
            isQuiet: false
        ).markup
    }
}
