// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Outbox

@Suite struct `What an attempt makes of a letter` {
    let now = Date(timeIntervalSince1970: 1_800_000_000)
    private var first: Tries { Tries(attempts: 1, first: now) }
    private func step(_ outcome: LetterOutcome, _ tries: Tries? = nil) -> LetterStep {
        OutboxRules.step(outcome, of: tries ?? first, at: now)
    }

    @Test func `what was taken is sent`() { #expect(step(.taken) == LetterStep(state: .sent)) }

    @Test func `what was refused bounces, with the words of the server`() {
        #expect(
            step(.refused("550 5.1.1 Nobody", isDead: true))
                == LetterStep(state: .bounced, reason: .refused, detail: "550 5.1.1 Nobody", isDeadAddress: true))
    }

    @Test func `what was put off is tried after a minute`() {
        #expect(
            step(.deferred("451 Later", isOurs: false))
                == LetterStep(state: .deferred, reason: .deferred, detail: "451 Later", next: now + 60))
    }

    @Test func `what our relay did not take says that the relay fails`() {
        #expect(
            step(.deferred("no connection", isOurs: true))
                == LetterStep(
                    state: .deferred, reason: .relay, detail: "no connection", next: now + 60, relayFails: true))
    }

    @Test func `what is not known is sent again and said to be doubtful`() {
        #expect(
            step(.unknown("lost"))
                == LetterStep(state: .unknown, reason: .lost, detail: "lost", next: now + 60, isDoubtful: true))
    }

    @Test func `what is never known is not sent for ever`() {
        let tries = Tries(attempts: 5, first: now, doubts: 4)
        #expect(
            step(.unknown("lost"), tries)
                == LetterStep(state: .bounced, reason: .givenUp, detail: "lost", isDoubtful: true))
        #expect(step(.unknown("lost"), Tries(attempts: 9, first: now, doubts: 3)).state == .unknown)
    }

    @Test func `what cannot be sent says why`() {
        #expect(step(.impossible(.noAddress)) == LetterStep(state: .bounced, reason: .noAddress))
        #expect(step(.impossible(.unsubscribed)) == LetterStep(state: .stopped, reason: .unsubscribed))
    }

    @Test func `after two days nobody tries any more`() {
        let late = Tries(attempts: 15, first: now - OutboxRules.patience + 4 * 3_600)
        #expect(step(.deferred("451", isOurs: false), late).next == now + 4 * 3_600)
        let later = Tries(attempts: 15, first: now - OutboxRules.patience + 4 * 3_600 - 1)
        #expect(
            step(.deferred("451", isOurs: false), later)
                == LetterStep(state: .bounced, reason: .givenUp, detail: "451"))
        #expect(step(.unknown("lost"), later).state == .bounced)
    }

    @Test func `tries grow further apart`() {
        #expect((1...8).map(OutboxRules.wait) == [60, 300, 900, 1_800, 3_600, 7_200, 14_400, 14_400])
    }

    @Test func `a lease that ran out may have been a sending`() {
        #expect(
            OutboxRules.abandoned(first, at: now)
                == LetterStep(state: .unknown, reason: .interrupted, next: now + 60, isDoubtful: true))
    }

    @Test func `held is how open letters show while nothing leaves`() {
        #expect(LetterState.allCases.map { $0.shown(isHeld: true) }.filter { $0 == .held }.count == 4)
        #expect(LetterState.sent.shown(isHeld: true) == .sent)
        #expect(LetterState.waiting.shown(isHeld: false) == .waiting)
    }
}

@Suite struct `What keeps a letter from its reader` {
    let now = Date(timeIntervalSince1970: 1_800_000_000)

    @Test func `nobody who is unknown to the list is kept from anything`() {
        #expect(RecipientFacts().obstacle(isTransactional: false, at: now) == nil)
    }

    @Test func `who unsubscribed or asked still gets what they ask for themselves`() {
        for (facts, reason) in [
            (RecipientFacts(isUnsubscribed: true), LetterReason.unsubscribed), (RecipientFacts(hasAsked: true), .asked),
        ] {
            #expect(facts.obstacle(isTransactional: true, at: now) == nil)
            #expect(facts.obstacle(isTransactional: false, at: now) == reason)
        }
    }

    @Test func `an address that bounced gets nothing for thirty days, and then what it asks for`() {
        let facts = RecipientFacts(deadSince: now)
        let end = now + OutboxRules.deadFor
        #expect(facts.obstacle(isTransactional: true, at: end - 1) == .deadAddress)
        #expect(facts.obstacle(isTransactional: true, at: end) == nil)
        #expect(facts.obstacle(isTransactional: false, at: end) == .deadAddress)
    }

    @Test(
        arguments: [
            ("5.1.1", 550, true), ("5.1.10", nil, true), ("5.2.1", nil, true), ("5.2.2", 552, false), ("5.7.1", 550, false),
            ("5.1.7", 550, false), ("5.1.8", 550, false), (nil, 550, true), (nil, 551, true), (nil, 554, false),
            (nil, nil, false),
            ("4.2.2", 450, false),
        ] as [(String?, Int?, Bool)])
    func `a server that refuses a mail does not always say that nobody is there`(status: String?, code: Int?, isDead: Bool) {
        #expect(DeadAddress.isMeant(status: status, code: code) == isDead)
    }

    @Test(arguments: [("5.1.1 No such user", "5.1.1"), ("550 5.7.26 No", "5.7.26"), ("No such user", nil), ("1.2.3.4", nil)])
    func `the status is found in the words`(reply: String, status: String?) {
        #expect(DeadAddress.status(in: reply) == status)
    }
}

@Suite struct `The alarm of the outbox` {
    let now = Date(timeIntervalSince1970: 1_800_000_000)
    private func isAlarm(waits: TimeInterval?, sent: TimeInterval?, isHeld: Bool = false) -> Bool {
        OutboxRules.isAlarm(
            waitingSince: waits.map { now - $0 }, lastSent: sent.map { now - $0 }, isHeld: isHeld, at: now)
    }

    @Test func `it sounds when something waits for ten minutes and nothing has left for as long`() {
        #expect(isAlarm(waits: 600, sent: nil))
        #expect(isAlarm(waits: 600, sent: 600))
    }

    @Test func `it is silent while anything leaves, or nothing waits, or not long, or all is held`() {
        #expect(!isAlarm(waits: 600, sent: 599))
        #expect(!isAlarm(waits: 599, sent: nil))
        #expect(!isAlarm(waits: nil, sent: nil))
        #expect(!isAlarm(waits: 900, sent: nil, isHeld: true))
    }
}

@Suite struct `From a mail client to an outcome` {
    private func problem(_ step: SMTPStep, _ code: Int?, _ text: String, isOurs: Bool = false) -> SMTPProblem {
        SMTPProblem(step: step, code: code, text: text, isOurs: isOurs)
    }

    @Test func `a relay that refuses us bounces no letter`() {
        let refused = SMTPOutcome.refused(problem(.authentication, 535, "Wrong password", isOurs: true))
        #expect(LetterOutcome(refused) == .deferred("Wrong password", isOurs: true))
    }

    @Test func `a dead address is one that was refused at the recipient`() {
        #expect(LetterOutcome(.refused(problem(.recipient, 550, "5.1.1 Nobody"))) == .refused("5.1.1 Nobody", isDead: true))
        #expect(LetterOutcome(.refused(problem(.text, 550, "5.7.1 Spam"))) == .refused("5.7.1 Spam", isDead: false))
    }

    @Test func `the others stay what they are, in one line`() {
        #expect(LetterOutcome(.accepted(reply: "250 Ok")) == .taken)
        #expect(LetterOutcome(.unknown(problem(.text, nil, "lost\r\nthere"))) == .unknown("lost  there"))
        #expect(LetterOutcome(.deferred(problem(.recipient, 451, "Later"))) == .deferred("Later", isOurs: false))
    }
}

@Suite struct `Calls of webhooks` {
    let now = Date(timeIntervalSince1970: 1_800_000_000)
    private func step(_ outcome: CallOutcome) -> CallStep {
        OutboxRules.step(outcome, of: Tries(attempts: 1, first: now), at: now)
    }

    @Test func `a success is a success, and 410 ends it`() {
        #expect([200, 204, 299].map { step(.answered($0)) } == [CallStep](repeating: CallStep(state: .sent), count: 3))
        #expect(step(.answered(410)) == CallStep(state: .failed, reason: .gone, detail: "410", endsWebhook: true))
    }

    @Test func `all else is tried again`() {
        for status in [199, 300, 301, 404, 429, 500] {
            #expect(
                step(.answered(status))
                    == CallStep(state: .deferred, reason: .answer, detail: String(status), next: now + 60))
        }
        #expect(
            step(.failed(.connection, "no")) == CallStep(state: .deferred, reason: .connection, detail: "no", next: now + 60))
    }

    @Test func `after two days it is given up`() {
        let tries = Tries(attempts: 20, first: now - OutboxRules.patience)
        #expect(
            OutboxRules.step(.answered(500), of: tries, at: now) == CallStep(state: .failed, reason: .answer, detail: "500"))
    }

    /// The example of the specification, "Verifying webhooks manually".
    @Test func `they are signed as Standard Webhooks has it`() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let headers = secret.headers(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: Date(timeIntervalSince1970: 1_614_265_330),
            body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(
            headers.map { "\($0.name): \($0.value)" } == [
                "webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp: 1614265330",
                "webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ])
    }

    @Test(arguments: ["", "whsec_", "whsec_%%", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
    func `what is no secret is none`(text: String) { #expect(WebhookSecret(text) == nil) }

    @Test func `a star at the end stands for whatever follows`() throws {
        let filter = try #require(VerbFilter("release.published, session.*"))
        #expect(["release.published", "session.moved", "session."].allSatisfy(filter.matches))
        #expect(!["release.published-again", "sessions.moved", "person.added"].contains(where: filter.matches))
        #expect(try #require(VerbFilter("*")).matches("person.added"))
    }

    @Test(arguments: ["", " , ", "Release.published", "*.published", "a b!", "a*b"])
    func `what could be no verb is refused`(text: String) { #expect(VerbFilter(text) == nil) }

    @Test func `a call says the verb, the time and ids`() {
        let body = WebhookBody(verb: "release.published", at: now, number: 7, nouns: ["edition:a", "programme"])
        #expect(
            body.text
                == #"{"data":{"nouns":["edition:a","programme"],"number":7},"timestamp":"2027-01-15T08:00:00Z","type":"release.published"}"#
        )
    }
}
