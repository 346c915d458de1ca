// SPDX-License-Identifier: EUPL-1.2
import Editions
import Vocabulary

/// What is asked of a kind of actor from some day on.
package struct FormVersion: Sendable, Hashable, Codable {
    /// From 1, without gaps.
    package var number: Int
    package var questions: [Question]
    /// Which terms the person agrees to; 0 where the edition has none, and nobody is asked.
    package var termsVersion: Int

    package init(number: Int, questions: [Question], termsVersion: Int) {
        self.number = number
        self.questions = questions
        self.termsVersion = termsVersion
    }

    package func question(_ id: ID<Question>) -> Question? { questions.first { $0.id == id } }

    /// The questions that are asked of somebody who answered this, in order.
    package func asked(given answers: Answers) -> [Question] {
        var values: [ID<Question>: AnswerValue] = [:]
        return questions.filter { question in
            guard isAsked(question, { values[$0] }) else { return false }
            values[question.id] = answers.value(question.id)
            return true
        }
    }

    /// Whether it is asked of somebody who gave these answers to what stands above it.
    func isAsked(_ question: Question, _ answer: (ID<Question>) -> AnswerValue?) -> Bool {
        (question.id != Question.terms || termsVersion > 0) && question.condition?.holds(for: answer) ?? true
    }

    /// The version of the text that is agreed to by ticking this: of its words, and of what is promised with them.
    func textVersion(of question: Question) -> Int {
        question.id == Question.terms ? termsVersion : max(question.wordedIn, question.promise.since)
    }
}

/// The form of one kind of actor at one edition, with everything it ever asked. Not named `Form`, which is a form on a page.
package struct RegistrationForm: Sendable, Hashable {
    package let edition: ID<Edition>
    package let kind: ActorKind
    /// The oldest first; never empty, and never changed once somebody answered.
    package private(set) var versions: [FormVersion]

    /// A form that starts with what the house asks of this kind.
    package init(edition: ID<Edition>, kind: ActorKind, termsVersion: Int = 1) {
        self.edition = edition
        self.kind = kind
        versions = [FormVersion(number: 1, questions: BuiltInQuestions.of(kind), termsVersion: termsVersion)]
    }

    /// A form as it was stored; throws when its versions are not one, two, three.
    package init(edition: ID<Edition>, kind: ActorKind, versions: [FormVersion]) throws(FormRefusal) {
        guard !versions.isEmpty, versions.map(\.number) == Array(1...versions.count) else { throw .notInOrder }
        self.edition = edition
        self.kind = kind
        self.versions = versions
    }

    /// The one that is asked now.
    package var current: FormVersion { versions[versions.count - 1] }

    package func version(_ number: Int) -> FormVersion? {
        (1...versions.count).contains(number) ? versions[number - 1] : nil
    }

    /// The question as it was when it was answered; the last one of that id where the document names an unknown version.
    package func question(_ id: ID<Question>, in number: Int) -> Question? {
        version(number)?.question(id) ?? latest(id)
    }

    /// The question as it was asked last.
    func latest(_ id: ID<Question>) -> Question? { versions.reversed().lazy.compactMap { $0.question(id) }.first }

    mutating func append(_ version: FormVersion) { versions.append(version) }
}
