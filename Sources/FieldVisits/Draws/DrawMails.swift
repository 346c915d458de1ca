// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import HTML
import Outbox
import People
import Registration
import Server
import Vocabulary

/// What is told by mail after a draw, by the names of its timers.
enum DrawTimers {
    /// The result is published.
    static let result = "draw.result-mail"
    /// A place was changed by hand.
    static let change = "draw.change-mail"
    /// An appeal was answered.
    static let answer = "draw.answer-mail"
}

/// Mails to people of a draw, each with a link to their own page. They are asked for in the transaction of what they tell, one timer for each,
/// and read what they say when they are written.
package struct DrawMails: Sendable {
    let settings: SiteSettings
    package init(_ settings: SiteSettings) { self.settings = settings }

    package var timers: [String: TimerHandler] {
        [
            DrawTimers.result: { try write("visits-drawn", $0, $1, $2) { try $0.result() } },
            DrawTimers.change: { try write("visit-place-changed", $0, $1, $2) { try $0.change() } },
            DrawTimers.answer: { try write("visit-appeal", $0, $1, $2) { try $0.answer() } },
        ]
    }

    static func schedule(_ kind: String, _ draw: VisitDraw, _ pseudonyms: [String], _ tx: Transaction) throws {
        let due = tx.now
        try OutboxStore(tx: tx).schedule(
            pseudonyms.map { pseudonym in
                let subject = "\(draw.edition):\(draw.number):\(pseudonym)"
                return (ID("\(kind)-\(subject)-\(due.milliseconds)"), subject)
            }, kind, due: due)
    }

    private func write(
        _ kind: String, _ tx: Transaction, _ subject: String, _ random: [UInt8],
        _ text: (DrawMailText) throws -> [String]?
    ) throws {
        guard let about = try DrawMailText(subject, tx), let paragraphs = try text(about) else { return }
        let words = about.letter.words, edition: [String: Phrase.Value] = ["edition": .text(about.letter.record.name(words))]
        try about.letter.post(
            kind, subject: words("draw.mail.subject.\(kind)", edition), paragraphs: paragraphs,
            button: words("draw.mail.button"), leadingTo: "/draws/\(about.draw.number)", why: words("draw.mail.why", edition),
            settings: settings, random: random, tx)
    }
}

/// What a mail about a draw says to one person.
struct DrawMailText {
    let letter: SeatLetter
    let draw: VisitDraw
    let one: DrawPerson
    let outcome: DrawOutcome
    let names: DepartureNames
    let tx: Transaction

    private var words: Words { letter.words }

    /// Nil where the draw or the person is not there any more, or nobody knows an address.
    init?(_ subject: String, _ tx: Transaction) throws {
        let parts = subject.split(separator: ":").map(String.init)
        guard parts.count == 3, let number = Int(parts[1]) else { return nil }
        let store = DrawStore(tx: tx)
        guard let draw = try store.draws(of: ID(parts[0])).first(where: { $0.number == number }), draw.state == .published,
            let one = try DrawPersonStore(draw, tx).people().first(where: { $0.pseudonym == parts[2] }),
            let person = one.person, let outcome = try store.outcome(of: draw),
            let letter = try SeatLetter(to: person, in: draw.edition, tx), letter.seat.id == one.seat
        else { return nil }
        self.letter = letter
        self.draw = draw
        self.one = one
        self.outcome = outcome
        self.tx = tx
        names = DepartureNames(try VisitStore(tx: tx).visits(of: draw.edition), letter.words)
    }

    private func name(_ departure: String) -> String { names(departure, or: outcome.instance) }
    private var edition: Phrase.Value { .text(letter.record.name(words)) }

    func result() throws -> [String]? {
        let given = (outcome.departures(of: one.pseudonym) ?? []).map { name($0.value) }.joined(separator: "; ")
        let first =
            given.isEmpty
            ? words("draw.mail.nothing", ["edition": edition])
            : words("draw.mail.given", ["edition": edition, "departure": .text(given)])
        return [first, words("draw.mail.page", ["pseudonym": .text(one.pseudonym)])]
    }

    /// Of the newest change of this person.
    func change() throws -> [String]? {
        guard let change = try DrawPersonStore(draw, tx).changes().last(where: { $0.pseudonym == one.pseudonym }) else {
            return nil
        }
        let none = words("draw.no-place")
        return [
            words(
                "draw.mail.changed",
                [
                    "edition": edition, "from": .text(change.from.map { name($0.value) } ?? none),
                    "to": .text(change.to.map { name($0.value) } ?? none), "reason": .text(change.reason),
                ])
        ]
    }

    func answer() throws -> [String]? {
        guard let answer = try DrawPersonStore(draw, tx).appeal(of: one.pseudonym)?.answer else { return nil }
        let reasons = DrawReasons(of: one.pseudonym, outcome, words, names)
        return [words("draw.mail.answered", ["edition": edition]), answer, words("draw.section.why") + ":"]
            + (reasons?.lines(words, name: name) ?? [])
    }
}

/// What people write about a draw.
enum DrawTexts {
    /// Most signs of an appeal and of its answer.
    static let longest = 3_000

    /// As paragraphs.
    static func markup(_ text: String) -> HTML {
        "\(each: text.split(separator: "\n"), { "<p>\(String($0))</p>" })"
    }
}
