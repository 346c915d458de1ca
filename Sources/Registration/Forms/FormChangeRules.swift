// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// What differs between two versions of a form.
package enum FormDifference: Sendable, Hashable {
    case added(ID<Question>, isRequired: Bool)
    case removed(ID<Question>)
    case nowRequired(ID<Question>)
    case nowOptional(ID<Question>)
    /// Another kind of answer, or other bounds.
    case answeredOtherwise(ID<Question>)
    case choicesAdded(ID<Question>, isRequired: Bool)
    case choicesRemoved(ID<Question>)
    case conditionChanged(ID<Question>, isRequired: Bool)
    /// Another purpose or ground, kept longer, seen by more.
    case promiseWidened(ID<Question>)
    case promiseNarrowed(ID<Question>)
    case worded(ID<Question>)
    /// What is agreed to by ticking says something else.
    case consentWorded(ID<Question>)
    case reordered
    case terms(from: Int, to: Int)

    /// Whether people who already answered are asked again: something is missing now, no longer holds, or was said otherwise.
    /// A choice that is added matters where everybody had to choose among fewer.
    package var isDecisive: Bool {
        switch self {
        case .added(_, let isRequired), .choicesAdded(_, let isRequired), .conditionChanged(_, let isRequired): isRequired
        case .nowRequired, .answeredOtherwise, .choicesRemoved, .promiseWidened, .consentWorded, .terms: true
        case .removed, .nowOptional, .promiseNarrowed, .worded, .reordered: false
        }
    }

    /// One sentence, with the question as the reader knows it.
    package func phrase(question label: String) -> Phrase {
        let gap: [String: Phrase.Value] = ["question": .text(label)]
        return switch self {
        case .added(_, isRequired: true): Phrase("form.change.added-required", gap)
        case .added: Phrase("form.change.added", gap)
        case .removed: Phrase("form.change.removed", gap)
        case .nowRequired: Phrase("form.change.now-required", gap)
        case .nowOptional: Phrase("form.change.now-optional", gap)
        case .answeredOtherwise: Phrase("form.change.answered-otherwise", gap)
        case .choicesAdded: Phrase("form.change.choices-added", gap)
        case .choicesRemoved: Phrase("form.change.choices-removed", gap)
        case .conditionChanged: Phrase("form.change.condition-changed", gap)
        case .promiseWidened: Phrase("form.change.promise-widened", gap)
        case .promiseNarrowed: Phrase("form.change.promise-narrowed", gap)
        case .worded: Phrase("form.change.worded", gap)
        case .consentWorded: Phrase("form.change.consent-worded", gap)
        case .reordered: "form.change.reordered"
        case .terms(let from, let to): Phrase("form.change.terms", ["from": .number(from), "to": .number(to)])
        }
    }

    /// The question it is about.
    package var question: ID<Question>? {
        switch self {
        case .added(let id, _), .removed(let id), .nowRequired(let id), .nowOptional(let id), .answeredOtherwise(let id),
            .choicesAdded(let id, _), .choicesRemoved(let id), .conditionChanged(let id, _), .promiseWidened(let id),
            .promiseNarrowed(let id), .worded(let id), .consentWorded(let id):
            id
        case .reordered, .terms: nil
        }
    }
}

/// A form with one more version, and what that version changed.
package struct FormChange: Sendable, Hashable {
    package var form: RegistrationForm
    /// In the order of the new form; what was removed last.
    package var differences: [FormDifference]

    package var isDecisive: Bool { differences.contains(where: \.isDecisive) }
}

extension RegistrationForm {
    /// The form with these questions and terms as its next version. Earlier versions stay, so that what was answered can be read.
    /// Since when a question is worded and promised as it is follows from the comparison, whatever the questions say about it.
    package func changed(to questions: [Question], termsVersion: Int) throws(FormRefusal) -> FormChange {
        guard termsVersion >= current.termsVersion else { throw .olderTerms }
        let number = current.number + 1
        let dated = questions.map { $0.dated(after: current.question($0.id), in: number) }
        let version = try FormVersion(number: number, questions: dated, termsVersion: termsVersion).checked()
        let differences = Self.differences(from: current, to: version)
        guard !differences.isEmpty else { throw .unchanged }
        var form = self
        form.append(version)
        return FormChange(form: form, differences: differences)
    }

    private static func differences(from old: FormVersion, to new: FormVersion) -> [FormDifference] {
        var found: [FormDifference] = []
        for question in new.questions {
            if let before = old.question(question.id) {
                found += question.differences(from: before)
            } else {
                found.append(.added(question.id, isRequired: question.isRequired))
            }
        }
        let kept = Set(old.questions.map(\.id)).intersection(new.questions.map(\.id))
        if old.questions.map(\.id).filter(kept.contains) != new.questions.map(\.id).filter(kept.contains) {
            found.append(.reordered)
        }
        if old.termsVersion != new.termsVersion { found.append(.terms(from: old.termsVersion, to: new.termsVersion)) }
        return found + old.questions.filter { !kept.contains($0.id) }.map { .removed($0.id) }
    }
}

extension Question {
    fileprivate func dated(after old: Question?, in number: Int) -> Question {
        var question = self
        question.wordedIn = old.map { saysTheSame(as: $0) ? $0.wordedIn : number } ?? number
        question.promise.since = old.map { promise.isWider(than: $0.promise) ? number : $0.promise.since } ?? number
        return question
    }

    private func saysTheSame(as old: Question) -> Bool {
        guard label.saysTheSame(as: old.label) else { return false }
        return switch (help, old.help) {
        case (nil, nil): true
        case (let help?, let before?): help.saysTheSame(as: before)
        default: false
        }
    }

    fileprivate func differences(from old: Question) -> [FormDifference] {
        var found: [FormDifference] = []
        if isRequired != old.isRequired { found.append(isRequired ? .nowRequired(id) : .nowOptional(id)) }
        if kind != old.kind || bounds != old.bounds { found.append(.answeredOtherwise(id)) }
        let (ids, before) = (choices.map(\.id), old.choices.map(\.id))
        if !Set(ids).isSubset(of: before) { found.append(.choicesAdded(id, isRequired: isRequired)) }
        if !Set(before).isSubset(of: ids) { found.append(.choicesRemoved(id)) }
        if condition != old.condition { found.append(.conditionChanged(id, isRequired: isRequired)) }
        if promise.isWider(than: old.promise) {
            found.append(.promiseWidened(id))
        } else if Set(promise.seenBy) != Set(old.promise.seenBy) || promise.retentionDays != old.promise.retentionDays {
            found.append(.promiseNarrowed(id))
        }
        return found + wordDifferences(from: old, hadChoices: before)
    }

    private func wordDifferences(from old: Question, hadChoices before: [String]) -> [FormDifference] {
        if kind == .consent, !saysTheSame(as: old) { return [.consentWorded(id)] }
        let kept = choices.filter { before.contains($0.id) }
        let isWorded =
            label != old.label || help != old.help || promise.purpose != old.promise.purpose
            || kept != old.choices.filter { choice in kept.contains { $0.id == choice.id } }
        return isWorded ? [.worded(id)] : []
    }
}
