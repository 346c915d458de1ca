// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Something typed that was not taken, kept for the field.
package struct RefusedAnswer: Sendable, Hashable {
    package var refusal: AnswerRefusal
    package var typed: [String]
}

/// What became of a form that was sent or saved.
package struct TakenAnswers: Sendable, Hashable {
    /// To be stored when nothing is refused. A refused question has no answer here.
    package var answers: Answers
    package var refusals: [ID<Question>: RefusedAnswer]
    /// What was asked of this person, in order.
    package var asked: [ID<Question>]

    package var isAccepted: Bool { refusals.isEmpty }
}

/// Taking what people type, and their consents.
package enum FormRules {
    /// Takes a form. Whatever is not among what was typed was left empty. What was typed for questions that are not asked is
    /// dropped; answers to questions that the form no longer has stay. A draft may lack answers, but not hold wrong ones.
    package static func take(
        typed: [String: [String]], over old: Answers?, version: FormVersion, at now: Date, isDraft: Bool = false
    ) -> TakenAnswers {
        var taking = FormTaking(version: version, old: old, now: now, isDraft: isDraft)
        for question in version.questions { taking.take(question, typed[question.id.value] ?? []) }
        return taking.result()
    }

    /// Gives one consent by itself, in one step as it is taken back.
    package static func give(
        _ id: ID<Question>, to answers: Answers, version: FormVersion, at now: Date
    ) throws(AnswerRefusal) -> Answers {
        guard let question = version.asked(given: answers).first(where: { $0.id == id }), question.kind == .consent else {
            throw .notAsked
        }
        var after = answers
        after.given[id] = GivenAnswer(.yes(true), version: version.number, at: now)
        after.record(question, version: version, at: now)
        after.dropWhatIsNotAsked(by: version, at: now)
        return after
    }

    /// Takes one consent back. What rests on it goes with it at once, and so do answers to what would no longer be asked.
    package static func withdraw(
        _ id: ID<Question>, from answers: Answers, version: FormVersion, at now: Date
    ) throws(AnswerRefusal) -> Answers {
        guard let consent = answers.consent(to: id) else { throw .notAsked }
        guard consent.legalBasis.isConsent else { throw .notWithdrawable }
        var after = answers
        after.withdraw(id, at: now)
        after.dropWhatIsNotAsked(by: version, at: now)
        return after
    }
}

/// A form while it is being taken, question by question from the top.
private struct FormTaking {
    let version: FormVersion
    let old: Answers?
    let now: Date
    let isDraft: Bool
    var given: [ID<Question>: GivenAnswer] = [:]
    var refusals: [ID<Question>: RefusedAnswer] = [:]
    var asked: [ID<Question>] = []

    init(version: FormVersion, old: Answers?, now: Date, isDraft: Bool) {
        (self.version, self.old, self.now, self.isDraft) = (version, old, now, isDraft)
    }

    mutating func take(_ question: Question, _ typed: [String]) {
        guard version.isAsked(question, { given[$0]?.value }) else { return }
        asked.append(question.id)
        do throws(AnswerRefusal) {
            guard let value = try question.value(of: typed) else {
                if question.isRequired && !isDraft { throw question.kind == .consent ? .notAgreed : .missing }
                return
            }
            // Not even a draft keeps what is sensitive without the consent.
            if let consent = question.promise.consent, given[consent] == nil { throw .needsConsent }
            try requireOrder(question, value)
            given[question.id] = answer(value, to: question)
        } catch {
            refusals[question.id] = RefusedAnswer(refusal: error, typed: typed)
        }
    }

    /// Nobody leaves before coming: whichever of the two is asked later is refused.
    private func requireOrder(_ question: Question, _ value: AnswerValue) throws(AnswerRefusal) {
        guard case .day(let day) = value else { return }
        if question.id == BuiltInQuestions.departure, case .day(let arrival)? = given[BuiltInQuestions.arrival]?.value,
            day < arrival
        {
            throw .departsBeforeArrival
        }
        if question.id == BuiltInQuestions.arrival, case .day(let departure)? = given[BuiltInQuestions.departure]?.value,
            departure < day
        {
            throw .departsBeforeArrival
        }
    }

    /// The same answer to the same version was given when it was first given.
    private func answer(_ value: AnswerValue, to question: Question) -> GivenAnswer {
        let answer = GivenAnswer(value, version: version.number, at: now, restsOn: question.promise.consent)
        guard let before = old?.given[question.id], before.value == value, before.version == version.number,
            before.restsOn == answer.restsOn
        else { return answer }
        return before
    }

    func result() -> TakenAnswers {
        var answers = Answers(version: version.number, isDraft: isDraft, given: given, consents: old?.consents ?? [])
        let present = Set(version.questions.map(\.id))
        for (id, answer) in old?.given ?? [:] where !present.contains(id) { answers.given[id] = answer }
        for question in version.questions where question.kind == .consent {
            if given[question.id] != nil {
                answers.record(question, version: version, at: now)
            } else {
                answers.withdraw(question.id, at: now)
            }
        }
        return TakenAnswers(answers: answers, refusals: refusals, asked: asked)
    }
}

extension Answers {
    /// More than anybody gives; the oldest of those taken back are forgotten beyond it.
    static let mostConsents = 300

    /// Notes that the consent was given, unless it already is, to this very text.
    fileprivate mutating func record(_ question: Question, version: FormVersion, at now: Date) {
        let consent = Consent(
            question: question.id, purpose: question.promise.purpose, legalBasis: question.promise.legalBasis,
            textVersion: version.textVersion(of: question), given: now)
        if let standing = self.consent(to: question.id), standing.textVersion == consent.textVersion,
            standing.legalBasis == consent.legalBasis
        {
            return
        }
        consents.append(consent)
        if consents.count > Self.mostConsents, let oldest = consents.firstIndex(where: { $0.withdrawn != nil }) {
            consents.remove(at: oldest)
        }
    }

    /// Takes back every standing consent to this question, with its answer and what rests on it.
    fileprivate mutating func withdraw(_ id: ID<Question>, at now: Date) {
        for index in consents.indices where consents[index].question == id && consents[index].withdrawn == nil {
            consents[index].withdrawn = now
        }
        given = given.filter { $0.key != id && $0.value.restsOn != id }
    }

    /// Dropping a consent may drop what rests on it, and with that a condition, and so on; each round drops at least one answer.
    fileprivate mutating func dropWhatIsNotAsked(by version: FormVersion, at now: Date) {
        while true {
            let asked = Set(version.asked(given: self).map(\.id))
            let hidden = version.questions.map(\.id).filter { given[$0] != nil && !asked.contains($0) }
            if hidden.isEmpty { return }
            for id in hidden { withdraw(id, at: now) }
        }
    }
}
