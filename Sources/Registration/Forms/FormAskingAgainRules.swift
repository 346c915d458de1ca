// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

extension RegistrationForm {
    /// Which questions of the current version this person is asked again, in order: those that lack an answer which is required,
    /// whose answer can no longer be given, or whose promise or agreement is not the one the person answered under.
    package func questionsToAskAgain(_ answers: Answers) -> [ID<Question>] {
        current.asked(given: answers).filter { isAskedAgain($0, answers) }.map(\.id)
    }

    private func isAskedAgain(_ question: Question, _ answers: Answers) -> Bool {
        guard let answer = answers.given[question.id] else { return question.isRequired }
        if !question.accepts(answer.value) || answer.version < question.promise.since { return true }
        guard question.kind == .consent else { return false }
        guard let consent = answers.consent(to: question.id) else { return true }
        return answer.version < question.wordedIn
            || (question.id == Question.terms && consent.textVersion != current.termsVersion)
    }
}
