// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// An answer whose time has come.
package struct DueAnswer: Sendable, Hashable {
    package var question: ID<Question>
    /// Days it was promised to be kept after the edition.
    package var retentionDays: Int
    /// Days since it fell due; 0 on the day itself.
    package var daysLate: Int
}

/// Which answers are to be erased, by what people were promised when they answered, or by less if less was promised since.
package struct FormRetention: Sendable {
    let form: RegistrationForm
    let lastDay: Day

    package init(form: RegistrationForm, lastDay: Day) {
        self.form = form
        self.lastDay = lastDay
    }

    /// The answers that are due on this day, the longest due first. What no version of the form knows was promised nothing, and
    /// is due when the edition is over.
    package func due(_ answers: Answers, on today: Day) -> [DueAnswer] {
        answers.given.compactMap { id, answer in
            let days = retentionDays(of: id, in: answer.version)
            let late = daysAfter(today) - days
            return late < 0 ? nil : DueAnswer(question: id, retentionDays: days, daysLate: late)
        }.sorted { ($1.daysLate, $0.question) < ($0.daysLate, $1.question) }
    }

    /// What is left on this day: answers that are not due, and consents as long as somebody may ask for the proof.
    package func kept(of answers: Answers, on today: Day) -> Answers {
        var left = answers.erasing(Set(due(answers, on: today).map(\.question)))
        left.consents = answers.consents.filter { daysAfter(today) < proofDays(of: $0) }
        return left
    }

    /// When something falls due next, to set a timer by; today when something already has; nil when nothing is left or the
    /// calendar ends before.
    package func nextDue(_ answers: Answers, from today: Day) -> Day? {
        let days = answers.given.map { retentionDays(of: $0.key, in: $0.value.version) } + answers.consents.map(proofDays)
        return days.min().flatMap { lastDay.adding(days: $0) }.map { max($0, today) }
    }

    /// Article 7 (1): that there was a consent can be shown for three years, and as long as what rests on it is kept.
    private static let shortestProof = 1_095

    private func proofDays(of consent: Consent) -> Int {
        max(Self.shortestProof, retentionDays(of: consent.question, in: form.current.number))
    }

    private func daysAfter(_ today: Day) -> Int { today.ordinal - lastDay.ordinal }

    /// Never more than was promised to whoever answered that version.
    private func retentionDays(of id: ID<Question>, in number: Int) -> Int {
        let promised = form.version(number)?.question(id)?.promise.retentionDays
        let latest = form.latest(id)?.promise.retentionDays
        return max(0, min(promised ?? latest ?? 0, latest ?? 0, Promise.longestRetention))
    }
}
