// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Server
import TestKit
import Testing
import Vocabulary

@testable import Outbox

@Suite struct `Looking after the outbox` {
    static let readers: Set<Role> = [.secretariat, .dataProtectionOfficer]

    @Test func `only those it is for find any of it`() async throws {
        let world = try await OutboxWorld(.sqlite)
        try await world.write { try OutboxStore(tx: $0).add("batch", kind: "test") }
        try await world.post(.example(batch: "batch"))
        let pages = ["", "/letters/one", "/batches/batch", "/suppressions"].map { "/en/organise/outbox\($0)" }
        for role in [nil] + Role.allCases.map(Optional.some) {
            for page in pages {
                let status = await world.ask(.get, page, as: role).status
                #expect(status == (role.map(Self.readers.contains) == true ? 200 : 404), "\(page) \(role?.rawValue ?? "nobody")")
            }
            let hooks = await world.ask(.get, "/en/organise/webhooks", as: role).status
            #expect(hooks == (role == .secretariat ? 200 : 404), "\(role?.rawValue ?? "nobody")")
        }
    }

    @Test func `only the secretariat changes anything`() async throws {
        let world = try await OutboxWorld(.sqlite)
        try await world.write { try OutboxStore(tx: $0).add("batch", kind: "test") }
        try await world.post(.example(batch: "batch"))
        let before = try await world.verbs()
        for path in [
            "outbox/release", "outbox/tests", "outbox/letters/one/attempts", "outbox/letters/one/stop",
            "outbox/batches/batch/stop",
            "outbox/suppressions", "outbox/suppressions/removal", "webhooks", "webhooks/hook/end", "webhooks/calls/call/attempts",
        ] {
            for role in [nil, Role.dataProtectionOfficer, .host, .holder] {
                #expect(await world.ask(.post, "/en/organise/\(path)", as: role, body: "address=a@b.example").status == 404)
            }
        }
        #expect(try await world.verbs() == before)
    }

    @Test(arguments: TestEngine.available)
    func `the list is filtered by state, kind, address and person`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example("a"), .example("b", to: "bob@city.example"), .example("c", to: "a%b@city.example"))
        func found(_ query: String) async -> [String] {
            await world.ask(.get, "/en/organise/outbox?\(query)", as: .secretariat).parts(
                from: "<th scope=\"row\"><a href=\"/en/organise/outbox/letters/", to: "\"")
        }
        #expect(await found("").sorted() == ["a", "b", "c"])
        #expect(await found("address=ADA").sorted() == ["a"])
        #expect(await found("address=bob@city.example") == ["b"])
        #expect(await found("address=a%25") == ["c"])
        #expect(await found("state=sent") == [])
        #expect(await found("state=waiting&kind=test").sorted() == ["a", "b", "c"])
        #expect(await found("kind=other") == [])
        #expect(await found("person=p-ada").sorted() == ["a", "b", "c"])
        #expect(await found("person=p-bob") == [])
        #expect(await found("state=held") == [])
    }

    @Test(arguments: TestEngine.available)
    func `one row or three take the same number of statements`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.write { try OutboxStore(tx: $0).add("batch", kind: "test") }
        try await world.post(.example("a", batch: "batch"))
        let pages = ["", "/batches/batch", "/suppressions"].map { "/en/organise/outbox\($0)" } + ["/en/organise/webhooks"]
        var once: [Int] = []
        for page in pages { once.append(await world.ask(.get, page, as: .secretariat).statements) }
        try await world.post(.example("b", batch: "batch"), .example("c", batch: "batch"))
        try await world.write { tx in
            for name in ["a", "b", "c"] {
                try SuppressionStore(tx: tx).keep("\(name)@city.example", .asked)
                try WebhookStore(tx: tx).add(
                    ID(name), address: "https://\(name).example/", secret: WebhookSecret(random: [1]), verbs: VerbFilter("*")!)
            }
        }
        for (page, count) in zip(pages, once) {
            #expect(await world.ask(.get, page, as: .secretariat).statements == count, "\(page)")
        }
    }

    @Test(arguments: TestEngine.available)
    func `looking at a letter is an act, and its markup is shown as text`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        let page = await world.ask(.get, "/en/organise/outbox/letters/one", as: .dataProtectionOfficer)
        #expect(page.text.contains("Read me."))
        #expect(page.text.contains("&lt;script&gt;x&lt;/script&gt;"))
        #expect(!page.text.contains("<script>x"))
        #expect(!page.text.contains("<form class=\"act\""))
        #expect(page.headers[.cacheControl] == nil || page.headers[.cacheControl] == "no-store")
        #expect(try await world.verbs().last == "letter.read")
    }

    @Test func `a letter that opens something is shown to nobody`() async throws {
        let world = try await OutboxWorld(.sqlite)
        try await world.post(.example(isSecret: true))
        let page = await world.ask(.get, "/en/organise/outbox/letters/one", as: .secretariat)
        #expect(page.text.contains(Words(.en)("letter.secret").replacing("'", with: "&#39;")))
        #expect(!page.text.contains("Read me."))
        #expect(!page.text.contains("Hello"))
    }

    @Test(arguments: TestEngine.available)
    func `a letter is stopped, and one that has left is not`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example("a"), .example("b"))
        let stop = await world.ask(.post, "/en/organise/outbox/letters/a/stop", as: .secretariat)
        #expect(stop.headers[.location] == "/en/organise/outbox/letters/a?notice=letter.stopped")
        try await world.worker().turn(at: world.now)
        #expect(world.relay.sent == ["b"])
        let late = await world.ask(.post, "/en/organise/outbox/letters/b/stop", as: .secretariat)
        #expect(late.headers[.location] == "/en/organise/outbox/letters/b?notice=letter.gone")
        #expect(await world.ask(.post, "/en/organise/outbox/letters/c/stop", as: .secretariat).status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `what was put off is tried at once when somebody says so`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        world.relay.answers(.deferred(.later()))
        try await world.worker().turn(at: world.now)
        _ = await world.ask(.post, "/en/organise/outbox/letters/one/attempts", as: .secretariat)
        try await world.worker().turn(at: world.now)
        #expect(world.relay.sent == ["one", "one"])
    }

    @Test(arguments: TestEngine.available)
    func `a wrong batch is stopped after a question that says how many`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.write { try OutboxStore(tx: $0).add("batch", kind: "test") }
        try await world.post(.example("a", batch: "batch"))
        try await world.worker().turn(at: world.now)
        try await world.post(.example("b", batch: "batch"), .example("c", batch: "batch"), .example("other"))
        let question = await world.ask(.get, "/en/organise/outbox/batches/batch/stop", as: .secretariat)
        #expect(question.text.contains(Words(.en)("batch.stop.text", ["count": 2])))
        #expect(question.text.contains(Words(.en)("batch.stop.rest", ["count": 1])))
        let stop = await world.ask(.post, "/en/organise/outbox/batches/batch/stop", as: .secretariat)
        #expect(stop.headers[.location] == "/en/organise/outbox/batches/batch?notice=batch.stopped")
        try await world.worker().turn(at: world.now)
        #expect(world.relay.sent == ["a", "other"])
        #expect(await world.ask(.post, "/en/organise/outbox/batches/none/stop", as: .secretariat).status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `a held outbox says so and is released`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example())
        try await world.write { tx in for statement in OutboxRestoring.statements(at: tx.now) { try tx.run(statement) } }
        let page = await world.ask(.get, "/en/organise/outbox", as: .secretariat)
        #expect(page.text.contains(Words(.en)("outbox.hold.restored")))
        #expect(page.text.contains(Words(.en)("letter.maybe-twice")))
        let release = await world.ask(.post, "/en/organise/outbox/release", as: .secretariat)
        #expect(release.headers[.location] == "/en/organise/outbox?notice=outbox.released")
        let again = await world.ask(.post, "/en/organise/outbox/release", as: .secretariat)
        #expect(again.headers[.location] == "/en/organise/outbox?notice=outbox.not-held")
    }

    @Test(arguments: TestEngine.available)
    func `a test goes to the address that was typed, and only to an address`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        let refused = await world.ask(.post, "/en/organise/outbox/tests", as: .secretariat, body: "address=nobody")
        #expect(refused.status == 422)
        #expect(refused.text.contains("value=\"nobody\""))
        let posted = await world.ask(.post, "/en/organise/outbox/tests", as: .secretariat, body: "address=ada%40city.example")
        #expect(posted.status == 303)
        try await world.worker().turn(at: world.now)
        #expect(world.relay.letters.map(\.letter.address) == ["ada@city.example"])
    }

    @Test(arguments: TestEngine.available)
    func `an address is put on the list and taken off it`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        let path = "/en/organise/outbox/suppressions"
        #expect(await world.ask(.post, path, as: .secretariat, body: "address=no").status == 422)
        _ = await world.ask(.post, path, as: .secretariat, body: "address=Ada%40city.example")
        let page = await world.ask(.get, path, as: .dataProtectionOfficer)
        #expect(page.parts(from: "<tr><th scope=\"row\">", to: "<") == ["ada@city.example"])
        let form = "address=ada%40city.example&reason=asked"
        #expect(await world.ask(.post, "\(path)/removal", as: .secretariat, body: form).status == 303)
        #expect(await world.ask(.post, "\(path)/removal", as: .secretariat, body: form).status == 404)
    }

    @Test func `metrics tell how it stands`() async throws {
        let world = try await OutboxWorld(.sqlite)
        try await world.post(.example())
        let lines = await world.ask(.get, "/metrics", at: world.now + 600).text.split(separator: "\n").filter {
            $0.hasPrefix("hemicycle_outbox")
        }
        #expect(
            lines == [
                "hemicycle_outbox_letters{state=\"waiting\"} 1", "hemicycle_outbox_letters{state=\"sending\"} 0",
                "hemicycle_outbox_letters{state=\"sent\"} 0", "hemicycle_outbox_letters{state=\"deferred\"} 0",
                "hemicycle_outbox_letters{state=\"unknown\"} 0", "hemicycle_outbox_letters{state=\"bounced\"} 0",
                "hemicycle_outbox_letters{state=\"stopped\"} 0", "hemicycle_outbox_letters{state=\"expired\"} 0",
                "hemicycle_outbox_oldest_due_seconds 600", "hemicycle_outbox_alarm 1", "hemicycle_outbox_held 0",
                "hemicycle_outbox_failing_timers 0", "hemicycle_outbox_failed_calls 0",
            ])
    }
}

@Suite struct `Wanting no more mail` {
    private let token = Letter.token("one")

    @Test(arguments: TestEngine.available)
    func `one click of a mail program ends it, without a cookie, from elsewhere`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.post(.example(isTransactional: false))
        let answer = await world.ask(.post, "/en/unsubscribe/\(token)", body: "List-Unsubscribe=One-Click")
        #expect(answer.status == 200)
        _ = await world.ask(.post, "/en/unsubscribe/\(token)", body: "List-Unsubscribe=One-Click")
        #expect(
            try await world.read { try SuppressionStore(tx: $0).facts(of: "ADA@city.example") }
                == RecipientFacts(isUnsubscribed: true))
        #expect(try await world.verbs().filter { $0 == "suppression.added" }.count == 1)
        try await world.worker().turn(at: world.now)
        #expect(world.relay.sent == [])
    }

    @Test func `looking at the page ends nothing`() async throws {
        let world = try await OutboxWorld(.sqlite)
        try await world.post(.example(isTransactional: false))
        let page = await world.ask(.get, "/en/unsubscribe/\(token)")
        #expect(page.text.contains("action=\"/en/unsubscribe/\(token)\""))
        #expect(!page.text.lowercased().contains("ada@"))
        #expect(try await world.read { try SuppressionStore(tx: $0).facts(of: "ada@city.example") } == RecipientFacts())
    }

    @Test func `the id of a letter is no key, nor is anything else`() async throws {
        let world = try await OutboxWorld(.sqlite)
        try await world.post(.example(isTransactional: false))
        for key in ["one", "x", "%27", Letter.messageName("one")] {
            #expect(await world.ask(.get, "/en/unsubscribe/\(key)").status == 404)
            #expect(await world.ask(.post, "/en/unsubscribe/\(key)").status == 404)
        }
    }
}

@Suite struct `Webhooks for the secretariat` {
    @Test func `an address of the own network is refused, and so is what is none`() async throws {
        let world = try await OutboxWorld(.sqlite)
        for (address, key) in [
            ("https://127.0.0.1/hook", "not-public"), ("https://10.0.0.1/", "not-public"), ("https://[::1]/", "not-public"),
            ("https://169.254.169.254/latest", "not-public"), ("http://1.1.1.1/", "address"), ("ftp://1.1.1.1/", "address"),
            ("", "address"), ("https://user:word@1.1.1.1/", "address"), ("https://2130706433/", "not-public"),
        ] {
            let body = "address=\(address.replacing(":", with: "%3A").replacing("@", with: "%40"))&verbs=*"
            let answer = await world.ask(.post, "/en/organise/webhooks", as: .secretariat, body: body)
            #expect(answer.status == 422)
            #expect(answer.text.contains(Words(.en)("webhook.refused.\(key)")), "\(address)")
        }
        #expect(try await world.read { try WebhookStore(tx: $0).all() } == [])
    }

    @Test(arguments: TestEngine.available)
    func `a secret is shown once`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        let added = await world.ask(
            .post, "/en/organise/webhooks", as: .secretariat, body: "address=https%3A%2F%2F1.1.1.1%2F&verbs=a.b")
        let secret = try #require(added.part(from: "<p class=\"secret\">", to: "<"))
        #expect(WebhookSecret(secret)?.text == secret)
        #expect(await !world.ask(.get, "/en/organise/webhooks", as: .secretariat).text.contains("whsec_"))
    }

    @Test func `what is no verb is refused, with what was typed`() async throws {
        let world = try await OutboxWorld(.sqlite)
        let answer = await world.ask(
            .post, "/en/organise/webhooks", as: .secretariat, body: "address=https%3A%2F%2F1.1.1.1%2F&verbs=A!")
        #expect(answer.status == 422)
        #expect(answer.text.contains("value=\"A!\""))
    }

    @Test(arguments: TestEngine.available)
    func `one is ended, and a call made again only while it is not`(engine: TestEngine) async throws {
        let world = try await OutboxWorld(engine)
        try await world.write {
            try WebhookStore(tx: $0).add(
                "hook", address: "https://a.example/", secret: WebhookSecret(random: [1]), verbs: VerbFilter("*")!)
        }
        world.web.answers(500)
        try await world.worker().turn(at: world.now)
        let call = try #require(try await world.read { try WebhookStore(tx: $0).calls().first?.id })
        let path = "/en/organise/webhooks"
        #expect(await world.ask(.post, "\(path)/calls/\(call)/attempts", as: .secretariat).status == 303)
        try await world.worker().turn(at: world.now)
        #expect(world.web.orders.filter { $0.fields.contains(HeaderField("webhook-id", call.value)) }.count == 2)
        #expect(await world.ask(.post, "\(path)/hook/end", as: .secretariat).status == 303)
        #expect(await world.ask(.post, "\(path)/hook/end", as: .secretariat).status == 404)
        #expect(await world.ask(.post, "\(path)/calls/\(call)/attempts", as: .secretariat).status == 404)
    }
}

@Suite struct `Mail of the demonstration` {
    @Test func `a real server has no such page`() async throws {
        let world = try await OutboxWorld(.sqlite)
        try await world.post(.example(isSecret: true))
        #expect(await world.ask(.get, "/en/demo/mail").status == 404)
        #expect(await world.ask(.get, "/en/demo/mail/one", as: .secretariat).status == 404)
    }

    @Test func `everybody reads it there, and only links of ours are links`() async throws {
        let world = try await OutboxWorld(.sqlite, isDemo: true)
        #expect(await world.ask(.get, "/fr/demo/mail").text.contains(Words(.fr)("demo.mail.none")))
        let text = "Open:\nhttps://cities.example/en/sign-in?x=1\n\nhttps://elsewhere.example/\n<b>no</b>\n"
        try await world.post(
            Letter(
                id: "one", kind: "sign-in", to: "ada@city.example", language: .en, subject: "Sign in", text: text, isSecret: true)
        )
        try await world.worker(isDemo: true).turn(at: world.now)
        #expect(await world.ask(.get, "/en/demo/mail").parts(from: "<li><a href=\"/en/demo/mail/", to: "\"") == ["one"])
        let page = await world.ask(.get, "/en/demo/mail/one")
        #expect(page.text.contains("href=\"https://cities.example/en/sign-in?x=1\""))
        #expect(!page.text.contains("href=\"https://elsewhere.example"))
        #expect(page.text.contains("&lt;b&gt;no&lt;/b&gt;"))
    }
}
