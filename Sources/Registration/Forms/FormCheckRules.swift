// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

extension FormVersion {
    static let mostQuestions = 60, mostChoices = 50
    /// More versions, and more terms, than any edition sees.
    static let mostVersions = 1_000

    /// The version itself, when it can be asked; throws the first reason why it cannot.
    package func checked() throws(FormRefusal) -> FormVersion {
        if let first = refusals.first { throw first }
        return self
    }

    /// Everything that stands against asking it, from the top.
    package var refusals: [FormRefusal] {
        guard !questions.isEmpty else { return [.noQuestions] }
        guard questions.count <= Self.mostQuestions else { return [.tooManyQuestions(most: Self.mostQuestions)] }
        let numbers = 1...Self.mostVersions
        guard numbers.contains(number), termsVersion == 0 || numbers.contains(termsVersion) else { return [.badNumber] }
        var found: [FormRefusal] = []
        for (position, question) in questions.enumerated() {
            let check = QuestionCheck(question: question, above: questions[..<position], all: questions, version: number)
            found += check.reasons.map { .question(question.id, $0) }
        }
        return found
    }
}

/// One question against those above it.
private struct QuestionCheck {
    let question: Question
    let above: ArraySlice<Question>
    let all: [Question]
    let version: Int

    var reasons: [FormRefusal.Reason] { ownReasons + choiceReasons + conditionReasons + promiseReasons + consentReasons }

    private static let labelLimit = 1_000, helpLimit = 4_000
    private static let mostRoles = 20

    private var ownReasons: [FormRefusal.Reason] {
        var found: [FormRefusal.Reason] = []
        if !ID<Question>.isWellFormed(question.id.value) { found.append(.id) }
        if above.contains(where: { $0.id == question.id }) { found.append(.twice) }
        if !question.label.isUsable(atMost: Self.labelLimit) { found.append(.label) }
        if let help = question.help, !help.isUsable(atMost: Self.helpLimit) { found.append(.help) }
        if let bounds = question.bounds, question.kind != .number || bounds.least > bounds.most { found.append(.bounds) }
        if !(1...version).contains(question.wordedIn) || !(1...version).contains(question.promise.since) {
            found.append(.history)
        }
        return found
    }

    private var choiceReasons: [FormRefusal.Reason] {
        let choices = question.choices
        guard question.kind.hasChoices else { return choices.isEmpty ? [] : [.choicesNotAsked] }
        guard !choices.isEmpty else { return [.noChoices] }
        guard choices.count <= FormVersion.mostChoices else { return [.tooManyChoices] }
        var found: [FormRefusal.Reason] = []
        if !choices.allSatisfy({ ID<Question>.isWellFormed($0.id) }) { found.append(.choiceId) }
        if Set(choices.map(\.id)).count < choices.count { found.append(.choiceTwice) }
        if !choices.allSatisfy({ $0.label.isUsable(atMost: TypedText.lineLimit) }) { found.append(.choiceLabel) }
        return found
    }

    private var conditionReasons: [FormRefusal.Reason] {
        guard let condition = question.condition else { return [] }
        let size = condition.size
        guard size.depth <= Condition.deepest, size.parts <= Condition.mostParts else { return [.conditionSize] }
        var found: [FormRefusal.Reason] = []
        for (id, values) in condition.references {
            guard let other = above.first(where: { $0.id == id }) else {
                found.append(all.contains { $0.id == id } ? .conditionBelow : .conditionUnknown)
                continue
            }
            if let values, !Self.canHave(other, values) { found.append(.conditionValues) }
        }
        return Array(found.prefix(1))
    }

    private static func canHave(_ question: Question, _ values: [String]) -> Bool {
        (1...FormVersion.mostChoices).contains(values.count)
            && values.allSatisfy { (try? question.value(of: [$0]))?.typed == [$0] }
    }

    private var promiseReasons: [FormRefusal.Reason] {
        let promise = question.promise
        var found: [FormRefusal.Reason] = []
        if !promise.purpose.isUsable(atMost: Self.labelLimit) { found.append(.purpose) }
        if !(0...Promise.longestRetention).contains(promise.retentionDays) { found.append(.retention) }
        if promise.seenBy.count > Self.mostRoles || !promise.seenBy.allSatisfy(ID<Question>.isWellFormed) { found.append(.roles) }
        return found
    }

    private var consentReasons: [FormRefusal.Reason] {
        var found: [FormRefusal.Reason] = []
        if question.isFreeConsent, question.isRequired { found.append(.consentRequired) }
        if question.kind == .consent {
            // Besides consents only agreements are ticked: to terms, or of a guardian.
            if !question.promise.legalBasis.isConsent, question.promise.legalBasis != .contract { found.append(.consentBasis) }
            if question.promise.isSensitive || question.promise.consent != nil { found.append(.sensitiveConsent) }
        } else if question.promise.isSensitive {
            if question.isRequired { found.append(.sensitiveRequired) }
            if question.promise.retentionDays > Promise.longestSensitive { found.append(.sensitiveRetention) }
            if question.promise.legalBasis != .explicitConsent { found.append(.sensitiveBasis) }
            if !hasItsConsent { found.append(.sensitiveConsent) }
        } else if question.promise.consent != nil || question.promise.legalBasis == .explicitConsent {
            found.append(.sensitiveBasis)
        }
        if question.id == Question.terms, question.kind != .consent || question.promise.legalBasis != .contract {
            found.append(.terms)
        }
        return found
    }

    /// Consent is given for one purpose (recital 43 of the Regulation), and asked wherever the question is.
    private var hasItsConsent: Bool {
        guard let consent = above.first(where: { $0.id == question.promise.consent }), consent.kind == .consent else {
            return false
        }
        return consent.promise.legalBasis == .explicitConsent && consent.promise.purpose == question.promise.purpose
            && (consent.condition == nil || consent.condition == question.condition)
    }
}
