// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Outbox
import People
import Vocabulary

/// What was erased, or would be: how many answers to each question, of how many people.
package struct ErasedAnswers: Sendable, Equatable {
    package var questions: [ID<Question>: Int] = [:]
    package var people = 0
    /// When something falls due next.
    package var next: Day?
}

/// Erases answers whose time has come, question by question, as was promised with each.
package struct AnswersErasing {
    let edition: Edition
    let tx: Transaction

    package init(_ edition: Edition, _ tx: Transaction) {
        self.edition = edition
        self.tx = tx
    }

    private var zone: TimeZone { TimeZone(identifier: edition.zone) ?? .gmt }
    private var today: Day { Day(tx.now, in: zone) }

    /// - Parameter isTrial: whether it is only counted, and nothing is erased.
    @discardableResult
    package func erase(isTrial: Bool = false) throws -> ErasedAnswers {
        var done = ErasedAnswers()
        var forms: [ActorKind: FormRetention] = [:]
        for row in try tx.rows("SELECT person, kind, document FROM answers WHERE edition = \(edition.id) ORDER BY person") {
            guard let kind = ActorKind(rawValue: row["kind"]) else { continue }
            let retention = try forms[kind] ?? retention(kind)
            forms[kind] = retention
            // What cannot be read holds nothing back: the rest is erased in time all the same.
            guard let answers = try? FormDocument.answers(from: Data((row["document"] as String).utf8)) else { continue }
            let due = retention.due(answers, on: today)
            let kept = retention.kept(of: answers, on: today)
            done.next = [done.next, retention.nextDue(kept, from: today)].compactMap { $0 }.min()
            guard kept != answers else { continue }
            done.people += 1
            for one in due { done.questions[one.question, default: 0] += 1 }
            if !isTrial { try keep(kept, of: row["person"]) }
        }
        return done
    }

    private func retention(_ kind: ActorKind) throws -> FormRetention {
        FormRetention(form: try FormStore(tx: tx).form(edition.id, kind), lastDay: edition.dates.last)
    }

    private func keep(_ answers: Answers, of person: ID<Person>) throws {
        if answers.given.isEmpty, answers.consents.isEmpty {
            try tx.run("DELETE FROM answers WHERE edition = \(edition.id) AND person = \(person)")
        } else {
            let document = String(decoding: FormDocument.data(of: answers), as: UTF8.self)
            try tx.run("UPDATE answers SET document = \(document) WHERE edition = \(edition.id) AND person = \(person)")
        }
        tx.record("answers.erased", Noun("person", person), RegistrationStore.noun(edition.id))
    }

    /// Asks to be called when something falls due; what is asked for earlier stays.
    func schedule(_ day: Day?) throws {
        guard let due = day?.start(in: zone) else { return }
        let kind = RegistrationTimers.retention
        let known: Int? = try tx.first("SELECT due FROM timer WHERE kind = \(kind) AND subject = \(edition.id.value)")?["due"]
        if let known, known <= due.milliseconds { return }
        try OutboxStore(tx: tx).schedule(
            ID("retention-\(edition.id)-\(due.milliseconds)"), kind, about: edition.id.value, due: due)
    }
}

extension EditionDates {
    /// The last day it may be held on, where only the month is known.
    var last: Day { lastDay ?? Day(Date(timeIntervalSince1970: 0), in: .gmt) }
}
