// SPDX-License-Identifier: EUPL-1.2
@testable import Registration
import Testing
import Vocabulary

@Suite struct `Checking a form` {
    private static func changed(_ question: Question, _ change: (inout Question) -> Void) -> [Question] {
        var question = question
        change(&question)
        return [question]
    }

    private static func below(_ consent: Question, _ change: (inout Question) -> Void) -> [Question] {
        [consent] + changed(Sample.sensitive("q", by: "ok"), change)
    }

    private static let yes = Sample.consent("ok", .explicitConsent)
    private static let long = String(repeating: "a", count: 1_001)

    static let wrong: [(FormRefusal.Reason, [Question])] = [
        (.id, [Sample.question("Not An Id")]), (.id, [Sample.question("")]),
        (.twice, [Sample.question("q"), Sample.question("q")]),
        (.label, changed(Sample.question("q")) { $0.label = .own(LocalizedText()) }),
        (.label, changed(Sample.question("q")) { $0.label = .own(LocalizedText([.en: .init("Draft", .draft)])) }),
        (.label, changed(Sample.question("q")) { $0.label = Sample.text(long) }),
        (.label, changed(Sample.question("q")) { $0.label = .house("site.name") }),
        (.label, changed(Sample.question("q")) { $0.label = .house("form.\u{301}") }),
        (.help, changed(Sample.question("q")) { $0.help = Sample.text("") }),
        (.bounds, changed(Sample.question("q", .line)) { $0.bounds = .init(least: 1, most: 2) }),
        (.bounds, changed(Sample.question("q", .number)) { $0.bounds = .init(least: 3, most: 2) }),
        (.noChoices, changed(Sample.question("q", .one)) { $0.choices = [] }),
        (.choicesNotAsked, changed(Sample.question("q", .one)) { $0.kind = .text }),
        (
            .tooManyChoices,
            changed(Sample.question("q", .many)) { $0.choices = (0..<51).map { .init("c\($0)", Sample.text("C")) } }
        ),
        (.choiceId, changed(Sample.question("q", .one)) { $0.choices[0].id = "A b" }),
        (.choiceTwice, changed(Sample.question("q", .one)) { $0.choices[0].id = "b" }),
        (.choiceLabel, changed(Sample.question("q", .one)) { $0.choices[0].label = .own(LocalizedText()) }),
        (.conditionUnknown, [Sample.question("q", if: .answered("nobody"))]),
        (.conditionBelow, [Sample.question("q", if: .answered("q"))]),
        (.conditionBelow, [Sample.question("q", if: .any([.not(.answered("b"))])), Sample.question("b")]),
        (.conditionValues, [Sample.question("a", .one), Sample.question("q", if: .has("a", ["d"]))]),
        (.conditionValues, [Sample.question("a", .one), Sample.question("q", if: .has("a", []))]),
        (
            .conditionSize,
            [Sample.question("a"), Sample.question("q", if: (0..<6).reduce(.answered("a")) { inner, _ in .not(inner) })]
        ),
        (.conditionSize, [Sample.question("a"), Sample.question("q", if: .all(Array(repeating: .answered("a"), count: 50)))]),
        (.purpose, changed(Sample.question("q")) { $0.promise.purpose = .own(LocalizedText()) }),
        (.retention, changed(Sample.question("q")) { $0.promise.retentionDays = -1 }),
        (.retention, changed(Sample.question("q")) { $0.promise.retentionDays = 3_661 }),
        (.roles, changed(Sample.question("q")) { $0.promise.seenBy = ["Everybody!"] }),
        (.sensitiveRequired, below(yes) { $0.isRequired = true }),
        (.sensitiveRetention, below(yes) { $0.promise.retentionDays = 31 }),
        (.sensitiveBasis, below(yes) { $0.promise.legalBasis = .consent }),
        (.sensitiveBasis, below(yes) { $0.promise.isSensitive = false }),
        (.sensitiveConsent, below(yes) { $0.promise.consent = nil }),
        (.sensitiveConsent, below(yes) { $0.promise.consent = "another" }),
        (.sensitiveConsent, below(Sample.consent("ok")) { _ in }),
        (.sensitiveConsent, below(yes) { $0.promise.purpose = .house("form.purpose.meals") }),
        (.sensitiveConsent, Array(below(yes) { _ in }.reversed())),
        (.sensitiveConsent, changed(yes) { $0.promise.isSensitive = true }),
        (.consentRequired, changed(Sample.consent("q")) { $0.isRequired = true }),
        (.consentBasis, changed(Sample.consent("q")) { $0.promise.legalBasis = .publicInterest }),
        (.terms, [Sample.question(Question.terms)]),
        (.history, changed(Sample.question("q")) { $0.wordedIn = 2 }),
        (.history, changed(Sample.question("q")) { $0.promise.since = 0 }),
    ]

    @Test(arguments: wrong.indices)
    func `a question that cannot be asked is refused with its reason`(index: Int) throws {
        let (reason, questions) = Self.wrong[index]
        let refusals = Sample.version(questions).refusals
        let reasons = refusals.map { if case .question(_, let reason) = $0 { reason } else { FormRefusal.Reason?.none } }
        #expect(reasons == [reason])
        #expect(throws: try #require(refusals.first)) { try Sample.version(questions).checked() }
    }

    @Test func `every reason has its case here`() {
        #expect(Set(Self.wrong.map(\.0)) == Set(FormRefusal.Reason.allCases))
    }

    @Test func `a consent that is asked of others than its question is refused`() {
        var consent = Self.yes
        consent.condition = .answered("a")
        var question = Sample.sensitive("q", by: "ok")
        #expect(
            Sample.version([Sample.question("a"), consent, question]).refusals == [.question("q", .sensitiveConsent)])
        question.condition = .answered("a")
        #expect(Sample.version([Sample.question("a"), consent, question]).refusals == [])
    }

    @Test func `a form has one to sixty questions and a number`() {
        let sixty = (0..<60).map { Sample.question(ID("q\($0)")) }
        #expect(Sample.version(sixty).refusals == [])
        #expect(Sample.version(sixty + [Sample.question("last")]).refusals == [.tooManyQuestions(most: 60)])
        #expect(Sample.version([]).refusals == [.noQuestions])
        for (number, terms) in [(0, 1), (1, -1), (1_001, 1), (1, 1_001), (Int.max, Int.min)] {
            let version = FormVersion(number: number, questions: [Sample.question("q")], termsVersion: terms)
            #expect(version.refusals == [.badNumber])
        }
    }

    @Test func `versions of a form are one, two, three`() {
        let one = Sample.version([Sample.question("q")])
        for versions in [[], [one, one]] {
            #expect(throws: FormRefusal.notInOrder) {
                try RegistrationForm(edition: "brussels-2027", kind: .elected, versions: versions)
            }
        }
    }

    @Test func `every refusal has its sentence, with every gap filled`() {
        let words = Words(.en)
        let answers: [AnswerRefusal] = [
            .missing, .notAgreed, .tooLong(most: 200), .unreadableSigns, .onlyOne, .unknownChoice, .tooManyChoices(most: 50),
            .notYesOrNo,
            .notNumber, .tooSmall(least: 1), .tooLarge(most: 2), .notDay, .notTime, .unknownCountry, .unknownLanguage, .notMail,
            .notPhone,
            .needsConsent, .notAsked, .notWithdrawable,
        ]
        let forms: [FormRefusal] =
            [
                .unreadable, .tooLarge(mostKilobytes: 1_024), .noQuestions, .tooManyQuestions(most: 60), .badNumber, .notInOrder,
                .unchanged,
                .olderTerms,
            ] + FormRefusal.Reason.allCases.map { .question("q", $0) }
        let phrases = answers.map(\.phrase) + forms.map(\.phrase) + AnswerBasis.allCases.map(\.phrase)
        #expect(phrases.filter { words($0) == $0.key || words($0).contains("{") }.map(\.key) == [])
        #expect(Set(phrases.map(\.key)).count == phrases.count)
    }
}
