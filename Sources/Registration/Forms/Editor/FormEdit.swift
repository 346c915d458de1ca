// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// One thing an organiser changes of a form.
enum FormEdit: Sendable, Equatable {
    /// A question as it is to be asked; a new one comes behind another, or last.
    case put(Question, behind: ID<Question>?)
    case remove(ID<Question>)
    case move(ID<Question>, isUp: Bool)
    /// Asks for agreement to this version of the terms.
    case terms(Int)

    /// The form once this is done; throws why it cannot be asked like that.
    func applied(to form: RegistrationForm) throws(FormRefusal) -> FormChange {
        var questions = form.current.questions
        var terms = form.current.termsVersion
        switch self {
        case .put(let question, let other):
            if let place = questions.firstIndex(where: { $0.id == question.id }) {
                questions[place] = question
            } else {
                let place = questions.firstIndex { $0.id == other }.map { $0 + 1 } ?? questions.count
                questions.insert(question, at: place)
            }
        case .remove(let id): questions.removeAll { $0.id == id }
        case .move(let id, let isUp):
            guard let place = questions.firstIndex(where: { $0.id == id }) else { throw .unchanged }
            let other = isUp ? place - 1 : place + 1
            guard questions.indices.contains(other) else { throw .unchanged }
            questions.swapAt(place, other)
        case .terms(let number): terms = number
        }
        return try form.changed(to: questions, termsVersion: terms)
    }
}

extension FormChange {
    /// What it means, a sentence for each difference, and whether people are asked again because of it.
    func sentences(over old: RegistrationForm, _ words: Words) -> [(text: String, isDecisive: Bool)] {
        differences.map { difference in
            let question = difference.question.flatMap { form.current.question($0) ?? old.current.question($0) }
            let label = question?.label.read(in: words)?.text ?? difference.question?.value ?? ""
            return (words(difference.phrase(question: label)), difference.isDecisive)
        }
    }
}
