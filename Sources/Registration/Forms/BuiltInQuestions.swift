// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// What every edition starts from. Names, addresses and offices of persons are not asked here: they belong to the person.
package enum BuiltInQuestions {
    /// The questions for one kind of actor: who they are, then what everybody is asked, then what they agree to.
    package static func of(_ kind: ActorKind) -> [Question] {
        own(of: kind) + attendance + needs + emergency + [photo, terms]
    }

    private static func own(of kind: ActorKind) -> [Question] {
        switch kind {
        case .elected: [line("elected-office", seenBy: ["secretariat", "host", "delegation-coordinator"])]
        case .officer: [line("function", seenBy: ["secretariat", "delegation-coordinator"]), field]
        case .researcher: [line("institution"), optional("research-field")]
        case .euOfficial: [line("institution"), line("function")]
        case .nationalOfficial: [employer, line("institution"), line("function")]
        case .journalist: press
        case .company: [line("company"), line("function"), optional("activity")]
        case .association: [line("association"), line("function"), optional("activity")]
        case .young: young
        case .speaker: speaker
        case .host: [line("function", seenBy: ["secretariat", "host"])]
        case .accompanying: [line("accompanied")]
        }
    }

    static let arrival: ID<Question> = "arrival", departure: ID<Question> = "departure"

    private static let afterEdition = 30, afterIdentity = 7, untilNextEdition = 1_095

    private static var attendance: [Question] {
        let promise = Promise(
            .house("form.purpose.attendance"), .legitimateInterest, retentionDays: afterEdition,
            seenBy: ["secretariat", "delegation-coordinator"])
        var time = Question("departure-time", .time, label: label("departure-time"), promise: promise)
        time.condition = .answered(departure)
        return [
            helped(Question("languages", .languages, label: label("languages"), promise: interpretation)),
            Question(arrival, .day, label: label("arrival"), promise: promise),
            Question(departure, .day, label: label("departure"), promise: promise), time,
        ]
    }

    private static var interpretation: Promise {
        Promise(.house("form.purpose.interpretation"), .legitimateInterest, retentionDays: afterEdition)
    }

    private static var needs: [Question] {
        let meals = sensitive("form.purpose.meals", seenBy: ["secretariat", "host"], by: "diet-consent")
        var diet = Question("diet", .many, label: label("diet"), promise: meals)
        diet.choices = [
            "vegetarian", "vegan", "halal", "kosher", "no-pork", "no-gluten", "no-lactose", "no-nuts", "no-fish", "other",
        ].map { Question.Choice($0, .house("form.diet.\($0)")) }
        var other = Question("diet-other", .line, label: label("diet-other"), promise: meals)
        other.condition = .has("diet", ["other"])
        let access = sensitive("form.purpose.access", seenBy: ["secretariat", "host", "registration-desk"], by: "access-consent")
        return [
            consent("diet-consent", to: meals), diet, other,
            consent("access-consent", to: access), helped(Question("access", .text, label: label("access"), promise: access)),
        ]
    }

    private static var emergency: [Question] {
        let promise = Promise(
            .house("form.purpose.emergency"), .legitimateInterest, retentionDays: afterIdentity,
            seenBy: ["secretariat", "registration-desk"])
        var phone = Question("emergency-phone", .phone, label: label("emergency-phone"), isRequired: true, promise: promise)
        phone.condition = .answered("emergency-name")
        return [helped(Question("emergency-name", .line, label: label("emergency-name"), promise: promise)), phone]
    }

    private static var photo: Question {
        helped(
            Question(
                "photo", .consent, label: label("photo"),
                promise: Promise(
                    .house("form.purpose.photo"), .consent, retentionDays: untilNextEdition,
                    seenBy: ["secretariat", "press-officer"])))
    }

    private static var terms: Question {
        Question(
            Question.terms, .consent, label: label("terms"), isRequired: true,
            promise: Promise(.house("form.purpose.terms"), .contract, retentionDays: untilNextEdition))
    }

    private static var field: Question {
        var question = Question("field", .one, label: label("field"), promise: participation(["secretariat"]))
        question.choices = ["prevention", "police", "social", "youth", "planning", "international", "other"]
            .map { Question.Choice($0, .house("form.field-of-work.\($0)")) }
        return question
    }

    private static var employer: Question {
        Question("state", .country, label: label("state"), isRequired: true, promise: participation(["secretariat"]))
    }

    private static var press: [Question] {
        let promise = Promise(
            .house("form.purpose.accreditation"), .legitimateInterest, retentionDays: afterEdition,
            seenBy: ["secretariat", "press-officer"])
        let hasCard = Question("press-card", .yesNo, label: label("press-card"), isRequired: true, promise: promise)
        var number = Question("press-card-number", .line, label: label("press-card-number"), isRequired: true, promise: promise)
        number.condition = .has("press-card", ["yes"])
        var work = Question("press-work", .text, label: label("press-work"), isRequired: true, promise: promise)
        work.condition = .has("press-card", ["no"])
        return [
            Question("outlet", .line, label: label("outlet"), isRequired: true, promise: promise), hasCard, number, helped(work),
        ]
    }

    private static var young: [Question] {
        let promise = Promise(
            .house("form.purpose.guardian"), .legitimateInterest, retentionDays: afterEdition, seenBy: ["secretariat"])
        var agreed = Promise(.house("form.purpose.guardian"), .contract, retentionDays: afterEdition)
        agreed.seenBy = promise.seenBy
        let guardian = [
            Question("guardian-name", .line, label: label("guardian-name"), isRequired: true, promise: promise),
            helped(Question("guardian-mail", .mail, label: label("guardian-mail"), isRequired: true, promise: promise)),
            Question("guardian-phone", .phone, label: label("guardian-phone"), isRequired: true, promise: promise),
            Question("guardian-consent", .consent, label: label("guardian-consent"), isRequired: true, promise: agreed),
        ].map { question in
            var question = question
            question.condition = .has("under-age", ["yes"])
            return question
        }
        return [
            optional("group"), Question("under-age", .yesNo, label: label("under-age"), isRequired: true, promise: promise),
        ] + guardian
    }

    private static var speaker: [Question] {
        let equipment = Promise(
            .house("form.purpose.session"), .legitimateInterest, retentionDays: afterEdition,
            seenBy: ["secretariat", "programme-editor"])
        let recording = Promise(
            .house("form.purpose.recording"), .consent, retentionDays: untilNextEdition, seenBy: ["secretariat", "press-officer"])
        return [
            line("function"), Question("equipment", .text, label: label("equipment"), promise: equipment),
            Question("recording", .consent, label: label("recording"), promise: recording),
        ]
    }

    private static func participation(_ seenBy: [String]) -> Promise {
        Promise(.house("form.purpose.participation"), .contract, retentionDays: untilNextEdition, seenBy: seenBy)
    }

    private static func line(_ id: ID<Question>, seenBy: [String] = ["secretariat"]) -> Question {
        Question(id, .line, label: label(id), isRequired: true, promise: participation(seenBy))
    }

    private static func optional(_ id: ID<Question>) -> Question {
        Question(id, .line, label: label(id), promise: participation(["secretariat"]))
    }

    private static func sensitive(_ purpose: String, seenBy: [String], by consent: ID<Question>) -> Promise {
        var promise = Promise(.house(purpose), .explicitConsent, retentionDays: afterEdition, seenBy: seenBy)
        promise.isSensitive = true
        promise.consent = consent
        return promise
    }

    /// The consent to keep what is asked for this purpose, and for as long.
    private static func consent(_ id: ID<Question>, to promise: Promise) -> Question {
        var own = promise
        (own.isSensitive, own.consent) = (false, nil)
        return helped(Question(id, .consent, label: label(id), promise: own))
    }

    private static func label(_ id: ID<Question>) -> FormText { .house("form.asks.\(id.value)") }

    private static func helped(_ question: Question) -> Question {
        var question = question
        question.help = .house("form.helps.\(question.id.value)")
        return question
    }
}
