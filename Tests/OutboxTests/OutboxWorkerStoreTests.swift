// SPDX-License-Identifier: EUPL-1.2
import Application
import Database
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Outbox

@Suite struct `Letters on their way` {
    @Test(arguments: TestEngine.available)
    func `a letter leaves once, after the transaction that keeps it`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        #expect(try await world.stored()?.state == .waiting)
        let worker = world.worker()
        try await worker.turn(at: world.now)
        try await worker.turn(at: world.now + 60)
        #expect(world.relay.sent == ["one"])
        let stored = try #require(try await world.stored())
        #expect(stored.letter == .example())
        #expect([stored.state == .sent, stored.attempts == 1, stored.sentAt == world.now, stored.doubts == 0].allSatisfy { $0 })
        #expect(try await world.verbs() == ["letter.posted", "letter.sent"])
    }

    @Test(arguments: TestEngine.available)
    func `a letter whose transaction is undone never leaves`(engine: TestEngine) async throws {
        struct Undone: Error {}
        let world = try await OutboxWorld(engine)
        await #expect(throws: Undone.self) {
            try await world.write { tx in
                try OutboxStore(tx: tx).post(.example())
                throw Undone()
            }
        }
        try await world.worker().turn(at: world.now)
        #expect(world.relay.sent == [])
    }

    @Test(arguments: TestEngine.available)
    func `what was put off leaves when it is due again`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        world.relay.answers(.deferred(.later()))
        let worker = world.worker()
        #expect(try await worker.turn(at: world.now) == world.now + 60)
        let stored = try #require(try await world.stored())
        #expect([stored.state == .deferred, stored.reason == .deferred, stored.detail == "451 Later"].allSatisfy { $0 })
        try await worker.turn(at: world.now + 59)
        #expect(world.relay.sent == ["one"])
        try await worker.turn(at: world.now + 60)
        #expect(world.relay.sent == ["one", "one"])
        #expect(try await world.stored()?.state == .sent)
    }

    @Test(arguments: TestEngine.available)
    func `what is not known is sent again, under the same name, and says so`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        world.relay.answers(.unknown(.lost))
        let worker = world.worker()
        try await worker.turn(at: world.now)
        let stored = try #require(try await world.stored())
        #expect([stored.state == .unknown, stored.reason == .lost, stored.isMaybeTwice].allSatisfy { $0 })
        try await worker.turn(at: world.now + 60)
        let again = try #require(try await world.stored())
        #expect([again.state == .sent, again.isMaybeTwice, again.attempts == 2].allSatisfy { $0 })
        let maker = MailMaker(
            from: try #require(MailAddress("us@cities.example")), bounceDomain: "cities.example", signer: nil,
            publicURL: "https://cities.example")
        #expect(try Set(world.relay.letters.map { try maker.mail($0).bytes }).count == 1)
    }

    @Test(arguments: TestEngine.available)
    func `a dead address gets nothing more, whatever it asks for`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        world.relay.answers(.refused(.nobody))
        try await world.worker().turn(at: world.now)
        #expect(try await world.stored()?.state == .bounced)
        try await world.post(.example("two", to: "ada@CITY.example"))
        try await world.worker().turn(at: world.now)
        let second = try #require(try await world.stored("two"))
        #expect([second.state == .stopped, second.reason == .deadAddress].allSatisfy { $0 })
        #expect(world.relay.sent == ["one"])
    }

    @Test(arguments: TestEngine.available)
    func `who unsubscribed gets only what they ask for`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.write { try SuppressionStore(tx: $0).keep("ada@city.example", .unsubscribed) }
        try await world.post(.example("news", isTransactional: false), .example("sign-in"))
        try await world.worker().turn(at: world.now)
        #expect(world.relay.sent == ["sign-in"])
        #expect(try await world.stored("news")?.reason == .unsubscribed)
    }

    @Test(arguments: TestEngine.available)
    func `no address is no sending`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example(to: "not an address"))
        try await world.worker().turn(at: world.now)
        #expect(world.relay.sent == [])
        #expect(try await world.stored()?.reason == .noAddress)
    }

    @Test(arguments: TestEngine.available)
    func `what is worth nothing any more is not sent`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example(isSecret: true, expires: world.now + 60))
        try await world.worker().turn(at: world.now + 60)
        #expect(world.relay.sent == [])
        let stored = try #require(try await world.stored())
        #expect([stored.state == .expired, stored.letter.text == "", stored.letter.subject == ""].allSatisfy { $0 })
    }

    @Test(arguments: TestEngine.available)
    func `what opens something is erased when it has left, except where it can be read only there`(engine: TestEngine)
        async throws
    {
        let world = try await OutboxWorld(engine)
        try await world.post(.example("a", isSecret: true))
        try await world.worker().turn(at: world.now)
        let erased = try #require(try await world.stored("a")).letter
        #expect([erased.text, erased.subject, erased.html ?? "none"] == ["", "", "none"])
        try await world.post(.example("b", isSecret: true))
        try await world.worker(isDemo: true).turn(at: world.now)
        let kept = try #require(try await world.stored("b"))
        #expect(kept.letter == .example("b", isSecret: true))
        #expect([kept.state == .sent, kept.reason == .demo].allSatisfy { $0 })
    }

    @Test(arguments: TestEngine.available)
    func `nothing leaves while the outbox is held, and all of it when it is released`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        try await world.write { tx in for statement in OutboxRestoring.statements(at: tx.now) { try tx.run(statement) } }
        try await world.worker().turn(at: world.now)
        #expect(world.relay.sent == [])
        #expect(try await world.stored()?.isMaybeTwice == true)
        try await world.write { _ = try LetterStore(tx: $0).release() }
        try await world.worker().turn(at: world.now)
        #expect(world.relay.sent == ["one"])
    }

    @Test(arguments: TestEngine.available)
    func `without a relay mail waits`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        let worker = OutboxWorker(
            database: world.database, mail: nil, web: world.web, timers: [:], logger: .silent,
            dice: { [UInt8](repeating: 1, count: $0) })
        try await worker.turn(at: world.now)
        #expect(try await world.stored()?.state == .waiting)
    }

    // MARK: Several processes

    @Test(arguments: TestEngine.available)
    func `two processes never send the same letter`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        let ids = (0..<60).map { ID<Letter>("letter-\($0)") }
        try await world.write { tx in try OutboxStore(tx: tx).post(ids.map { .example($0) }) }
        let second = try Database.open(world.place.url, steps: Features.migrations, migrating: false, at: world.now)
        defer { second.close() }
        let (here, there) = (TestRelay(), TestRelay())
        let other = OutboxWorker(
            database: second, mail: there, web: world.web, timers: [:], logger: .silent,
            dice: { count in
                (0..<count).map { _ in .random(in: 0 ... .max) }
            })
        let own = world.worker(relay: here)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in [own, other, own, other] { group.addTask { try await worker.turn(at: world.now) } }
            try await group.waitForAll()
        }
        #expect((here.sent + there.sent).sorted() == ids.map(\.value).sorted())
    }

    @Test(arguments: TestEngine.available)
    func `a letter whose process ended is sent again when its lease has run out, and not before`(engine: TestEngine) async throws
    {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        let leased = try await world.write { try LetterQueue(tx: $0).take("lease") }
        #expect(leased?.letter == .example())
        let worker = world.worker()
        try await worker.turn(at: world.now + OutboxRules.lease - 1)
        #expect(world.relay.sent == [])
        try await worker.turn(at: world.now + OutboxRules.lease)
        let stored = try #require(try await world.stored())
        #expect([stored.state == .unknown, stored.reason == .interrupted, stored.isMaybeTwice].allSatisfy { $0 })
        try await worker.turn(at: world.now + OutboxRules.lease + 60)
        #expect(world.relay.sent == ["one"])
    }

    @Test(arguments: TestEngine.available)
    func `who lost the lease cannot say any more what became of it, unless it was taken`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        let leased = try #require(try await world.write { try LetterQueue(tx: $0).take("lease") })
        let late = world.now + OutboxRules.lease
        try await world.write(at: late) { try LetterQueue(tx: $0).sweep() }
        try await world.write(at: late) { try LetterQueue(tx: $0).settle(leased, LetterStep(state: .bounced, reason: .refused)) }
        #expect(try await world.stored()?.state == .unknown)
        try await world.write(at: late) { try LetterQueue(tx: $0).settle(leased, LetterStep(state: .sent)) }
        #expect(try await world.stored()?.state == .sent)
    }

    // MARK: The alarm

    @Test(arguments: TestEngine.available)
    func `the alarm sounds after ten minutes in which nothing left, however often it was tried`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        let worker = world.worker()
        var time = world.now
        for _ in 0..<3 {
            world.relay.answers(.deferred(.later("no connection", isOurs: true)))
            time = try #require(try await worker.turn(at: time))
        }
        #expect(try await world.read(at: world.now + 599) { try OutboxStore(tx: $0).standing().isAlarm } == false)
        #expect(try await world.read(at: world.now + 600) { try OutboxStore(tx: $0).standing().isAlarm } == true)
    }

    @Test(arguments: TestEngine.available)
    func `a recipient who puts us off is no alarm`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        world.relay.answers(.deferred(.later()), .deferred(.later()), .deferred(.later()))
        let worker = world.worker()
        var time = world.now
        for _ in 0..<3 { time = try #require(try await worker.turn(at: time)) }
        #expect(try await world.read(at: world.now + 900) { try OutboxStore(tx: $0).standing().isAlarm } == false)
    }

    @Test(arguments: TestEngine.available)
    func `how it stands takes the same statements for one letter and for many`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        let before = world.database.statementCount
        var standing = try await world.read { try OutboxStore(tx: $0).standing() }
        let once = world.database.statementCount - before
        var expected = OutboxStanding()
        expected.counts = [.waiting: 1]
        expected.oldestDue = world.now
        #expect(standing == expected)
        try await world.post(.example("two"), .example("three"))
        let again = world.database.statementCount
        standing = try await world.read { try OutboxStore(tx: $0).standing() }
        #expect(standing.counts == [.waiting: 3])
        #expect(world.database.statementCount - again == once)
    }
}

@Suite struct `Reports that came back` {
    private func report(_ id: ID<Letter>, status: String, action: String = "failed") -> [UInt8] {
        Array(
            """
            From: Mail Delivery <mailer-daemon@relay.example>
            To: bounces+\(Letter.token(id))@cities.example
            Subject: Undelivered
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: text/plain

            Sorry.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; relay.example

            Final-Recipient: rfc822; ada@city.example
            Action: \(action)
            Status: \(status)
            Diagnostic-Code: smtp; 550 No such user

            --b--

            """.replacing("\n", with: "\r\n").utf8)
    }

    @Test(arguments: TestEngine.available)
    func `a letter that came back has bounced, and its address is dead`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        try await world.worker().turn(at: world.now)
        let file = report("one", status: "5.1.1")
        #expect(try await world.write { try BounceImport(tx: $0).take(file).changed } == 1)
        let stored = try #require(try await world.stored())
        #expect([stored.state == .bounced, stored.reason == .returned].allSatisfy { $0 })
        #expect(
            try await world.read { try SuppressionStore(tx: $0).facts(of: "ada@city.example") }
                == RecipientFacts(deadSince: world.now))
        #expect(try await world.write { try BounceImport(tx: $0).take(file).changed } == 0)
    }

    @Test(arguments: TestEngine.available)
    func `a full box is not a dead address, and a delay changes nothing`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        try await world.worker().turn(at: world.now)
        let delay = report("one", status: "4.2.2", action: "delayed")
        #expect(try await world.write { try BounceImport(tx: $0).take(delay).changed } == 0)
        #expect(try await world.stored()?.state == .sent)
        let full = report("one", status: "5.2.2")
        #expect(try await world.write { try BounceImport(tx: $0).take(full).changed } == 1)
        #expect(try await world.read { try SuppressionStore(tx: $0).facts(of: "ada@city.example") } == RecipientFacts())
    }

    @Test(arguments: TestEngine.available)
    func `a report about no letter of ours changes nothing`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        let file = report("nobody", status: "5.1.1")
        let taken = try await world.write { tx in
            let taken = try BounceImport(tx: tx).take(file)
            return [taken.changed, taken.unchanged]
        }
        #expect(taken == [0, 1])
    }
}

@Suite struct `Files of reports` {
    @Test(arguments: ["", "x", "id,name\n", "\u{0}\u{0}"])
    func `what holds no mail is refused`(text: String) async throws {
        let world = try await OutboxWorld(.sqlite)
        await #expect(throws: BounceFileRefusal.noMail) {
            try await world.write { _ = try BounceImport(tx: $0).take(Array(text.utf8)) }
        }
    }
}

@Suite struct `Timers` {
    @Test(arguments: TestEngine.available)
    func `a timer is called once when it is due, however late`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.write { try OutboxStore(tx: $0).schedule("t", "test.ring", about: "x", due: $0.now + 60) }
        let worker = world.worker(timers: [
            "test.ring": { tx, subject, random in
                tx.record("test.rang", Noun("subject:\(subject)"), Noun("bytes:\(random.count)"))
            }
        ])
        #expect(try await worker.turn(at: world.now) == world.now + 60)
        #expect(try await world.verbs() == ["timer.set"])
        try await worker.turn(at: world.now + 3_600)
        try await worker.turn(at: world.now + 7_200)
        #expect(try await world.verbs() == ["timer.set", "test.rang"])
        let nouns = try await world.read {
            try $0.rows("SELECT noun FROM act_noun WHERE act = 2 ORDER BY noun").map { $0["noun"] as String }
        }
        #expect(nouns == ["bytes:96", "subject:x"])
    }

    @Test(arguments: TestEngine.available)
    func `an earlier wish about the same gives way`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.write { tx in
            try OutboxStore(tx: tx).schedule("t", "test.ring", about: "x", due: tx.now + 60)
            try OutboxStore(tx: tx).schedule("u", "test.ring", about: "x", due: tx.now + 600)
            try OutboxStore(tx: tx).schedule("v", "test.ring", about: "y", due: tx.now + 60)
            try OutboxStore(tx: tx).unschedule("test.ring", about: "y")
        }
        let worker = world.worker(timers: ["test.ring": { tx, _, _ in tx.record("test.rang", "subjects") }])
        #expect(try await worker.turn(at: world.now + 60) == world.now + 600)
        #expect(try await !world.verbs().contains("test.rang"))
    }

    @Test(arguments: TestEngine.available)
    func `what it throws undoes it, and it is called again later`(engine: TestEngine) async throws {
        struct Sorry: Error {}
        let world = try await OutboxWorld(engine)
        try await world.write { try OutboxStore(tx: $0).schedule("t", "test.ring", about: "x", due: $0.now) }
        let worker = world.worker(timers: [
            "test.ring": { tx, _, _ in
                tx.record("test.rang", "subjects")
                if tx.now < Date(timeIntervalSince1970: 1_800_000_060) { throw Sorry() }
            }
        ])
        #expect(try await worker.turn(at: world.now) == world.now + 60)
        #expect(try await world.verbs() == ["timer.set"])
        #expect(try await world.read { try OutboxStore(tx: $0).standing().failingTimers } == 1)
        try await worker.turn(at: world.now + 60)
        #expect(try await world.verbs() == ["timer.set", "test.rang"])
    }

    @Test(arguments: TestEngine.available)
    func `kinds of other programs are left to them`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.write { try OutboxStore(tx: $0).schedule("t", "newer.thing", about: "x", due: $0.now) }
        try await world.worker(timers: ["test.ring": { _, _, _ in }]).turn(at: world.now)
        #expect(try await world.read { try $0.rows("SELECT attempts FROM timer").map { $0["attempts"] as Int } } == [0])
    }

    @Test(arguments: TestEngine.available)
    func `it may ask to be called again`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.write { try OutboxStore(tx: $0).schedule("t", "test.ring", about: "x", due: $0.now) }
        let worker = world.worker(timers: [
            "test.ring": { tx, subject, random in
                try OutboxStore(tx: tx).schedule(ID(random: random), "test.ring", about: subject, due: tx.now + 30)
            }
        ])
        #expect(try await worker.turn(at: world.now) == world.now + 30)
    }
}

@Suite struct `Webhooks on their way` {
    private let secret = WebhookSecret(random: [UInt8](repeating: 7, count: 32))

    private func add(_ world: OutboxWorld, verbs: String = "test.*") async throws {
        let filter = try #require(VerbFilter(verbs))
        try await world.write { [secret] in
            try WebhookStore(tx: $0).add("hook", address: "https://other.example/hook", secret: secret, verbs: filter)
        }
    }
    private func act(_ world: OutboxWorld, _ verb: String = "test.happened") async throws {
        try await world.write { $0.record(verb, "things", Noun("thing:a")) }
    }

    @Test(arguments: TestEngine.available)
    func `acts that follow are told, once, signed, and no others`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await act(world)
        try await add(world)
        try await act(world, "other.happened")
        try await act(world)
        let worker = world.worker()
        try await worker.turn(at: world.now)
        try await worker.turn(at: world.now)
        #expect(
            world.web.orders.map { String(decoding: $0.body ?? [], as: UTF8.self) } == [
                #"{"data":{"nouns":["thing:a","things"],"number":4},"timestamp":"2027-01-15T08:00:00Z","type":"test.happened"}"#
            ])
        let order = try #require(world.web.orders.first)
        let id = try #require(order.fields.first { $0.name == "webhook-id" }?.value)
        let expected = secret.headers(id: id, at: world.now, body: order.body ?? []).map { HeaderField($0.name, $0.value) }
        #expect(order.fields == [HeaderField("content-type", "application/json")] + expected)
    }

    @Test(arguments: TestEngine.available)
    func `a call that failed is made again with the same id`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await add(world)
        try await act(world)
        world.web.answers(500, 0)
        let worker = world.worker()
        #expect(try await worker.turn(at: world.now) == world.now + 60)
        #expect(try await worker.turn(at: world.now + 60) == world.now + 360)
        try await worker.turn(at: world.now + 360)
        #expect(world.web.orders.count == 3)
        #expect(Set(world.web.orders.map { $0.fields.first { $0.name == "webhook-id" }?.value }).count == 1)
        #expect(try await world.read { try WebhookStore(tx: $0).calls().map(\.state) } == [.sent])
    }

    @Test(arguments: TestEngine.available)
    func `who says that nothing is there is told nothing more`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await add(world)
        try await act(world)
        world.web.answers(410)
        try await world.worker().turn(at: world.now)
        try await act(world)
        try await world.worker().turn(at: world.now)
        #expect(world.web.orders.count == 1)
        #expect(try await world.read { try WebhookStore(tx: $0).all().map(\.endedAt) } == [world.now])
        #expect(try await world.read { try WebhookStore(tx: $0).calls().map(\.reason) } == [.gone])
    }

    @Test(arguments: TestEngine.available)
    func `many acts are told in their order, each once`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await add(world, verbs: "*")
        try await world.write { tx in for _ in 0..<250 { tx.record("test.happened", "things") } }
        try await world.worker().turn(at: world.now)
        let numbers = try world.web.orders.map { order in
            try #require(try JSONSerialization.jsonObject(with: Data(order.body ?? [])) as? [String: Any])["data"]
                as? [String: Any]
        }.compactMap { $0?["number"] as? Int }
        #expect(numbers.sorted() == Array(1...251).map { $0 })
    }

    @Test(arguments: TestEngine.available)
    func `a call whose process ended is made again`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await add(world)
        try await act(world)
        _ = try await world.worker().webhooks.spread(at: world.now)
        let call = try await world.write { try WebhookQueue(tx: $0).take("lease") }
        try await world.worker().turn(at: world.now + OutboxRules.lease - 1)
        #expect(world.web.orders.isEmpty)
        try await world.worker().turn(at: world.now + OutboxRules.lease)
        #expect(world.web.orders.first?.fields.first { $0.name == "webhook-id" }?.value == call?.id.value)
    }
}
