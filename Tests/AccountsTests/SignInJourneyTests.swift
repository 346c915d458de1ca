// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vocabulary

@testable import Accounts

@Suite struct `Signing in by mail` {
    @Test(arguments: TestEngine.available)
    func `the code lets the browser in that asked, once`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        let asked = await browser.post("/en/account/sign-ins", ["address": "Anna@cities.example"])
        #expect(asked.headers[.location] == "/en/account/code")
        let mail = try #require(try await browser.mail(to: "Anna@cities.example"))
        let code = String(mail.subject.prefix(7))
        #expect(mail.text.contains(code))
        // Not even the right code opens another browser.
        #expect(await browser.elsewhere.post("/en/account/code", ["code": code]).status == 422)
        let entered = await browser.post("/en/account/code", ["code": code])
        #expect(entered.status == 303)
        #expect(entered.headers[.location] == "/en/account")
        #expect(await browser.get("/en/account").text.contains("Anna Dal Colle"))
        let again = browser.elsewhere
        #expect(await again.post("/en/account/code", ["code": code]).status == 422)
        #expect(!again.hasStay)
    }

    @Test(arguments: TestEngine.available)
    func `the link opens a page with a button; only the button lets in, and only once`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        _ = await browser.post("/en/account/sign-ins", ["address": "anna@cities.example"])
        let mail = try #require(try await browser.mail(to: "anna@cities.example"))
        let path = try #require(link(in: mail.text))
        let phone = browser.elsewhere
        for _ in 1...3 {
            let looked = await phone.get(path)
            #expect(looked.status == 200)
            #expect(looked.text.contains("anna@cities.example"))
        }
        #expect(!phone.hasStay)
        #expect(await phone.post(path).status == 303)
        #expect(phone.hasStay)
        #expect(await browser.elsewhere.post(path).status == 422)
        #expect(await browser.elsewhere.get(path).text.contains(Words(.en)(EntranceRefusal.expired.phrase)))
    }

    @Test func `the same answer and the same work, known or not`() async throws {
        let browser = try await AccountWorld(.sqlite)
        let known = await browser.post("/en/account/sign-ins", ["address": "anna@cities.example"])
        let unknown = await browser.elsewhere.post("/en/account/sign-ins", ["address": "nobody@cities.example"])
        #expect(known.status == unknown.status)
        #expect(known.bytes == unknown.bytes)
        #expect(known.headers[.location] == unknown.headers[.location])
        #expect(known.statements == unknown.statements)
        #expect(try await browser.mail(to: "nobody@cities.example") == nil)
    }

    @Test(arguments: TestEngine.available)
    func `after five wrong codes the right one is not taken any more`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        _ = await browser.post("/en/account/sign-ins", ["address": "anna@cities.example"])
        let code = try #require(try await browser.code(to: "anna@cities.example")).filter(\.isNumber)
        let wrong = code == "000000" ? "000001" : "000000"
        for left in [4, 3, 2, 1, 0] {
            let answer = await browser.post("/en/account/code", ["code": wrong])
            #expect(answer.status == 422)
            #expect(answer.text.contains(Words(.en)(EntranceRefusal.wrongCode(left: left).phrase)))
            #expect(!answer.text.contains("0 more"))
        }
        let late = await browser.post("/en/account/code", ["code": code])
        #expect(late.status == 422)
        #expect(late.text.contains(Words(.en)(EntranceRefusal.expired.phrase)))
        #expect(!browser.hasStay)
    }

    @Test func `a wrong code of an unknown address is counted alike`() async throws {
        let browser = try await AccountWorld(.sqlite)
        _ = await browser.post("/en/account/sign-ins", ["address": "nobody@cities.example"])
        let answer = await browser.post("/en/account/code", ["code": "123456"])
        #expect(answer.text.contains(Words(.en)(EntranceRefusal.wrongCode(left: 4).phrase)))
    }

    @Test func `a quarter of an hour later neither link nor code lets in`() async throws {
        let browser = try await AccountWorld(.sqlite)
        _ = await browser.post("/en/account/sign-ins", ["address": "anna@cities.example"])
        let mail = try #require(try await browser.mail(to: "anna@cities.example"))
        let late = browser.world.now.addingTimeInterval(MailedSignIn.lifetime)
        let code = mail.subject.prefix(7).filter(\.isNumber)
        #expect(await browser.ask(.post, "/en/account/code", body: "code=\(code)", at: late).status == 422)
        let path = try #require(link(in: mail.text))
        #expect(await browser.ask(.post, path, at: late).status == 422)
        #expect(!browser.hasStay)
    }

    @Test func `the sixth mail of a quarter of an hour is refused, also for an unknown address`() async throws {
        let browser = try await AccountWorld(.sqlite)
        for address in ["anna@cities.example", "nobody@cities.example"] {
            for _ in 1...MailedSignIn.mostMails {
                #expect(await browser.post("/en/account/sign-ins", ["address": address]).status == 303)
            }
            let refused = await browser.post("/en/account/sign-ins", ["address": address])
            #expect(refused.status == 422)
            #expect(refused.text.contains(Words(.en)(EntranceRefusal.tooMany.phrase)))
            #expect(refused.text.contains("value=\"\(address)\""))
        }
    }

    @Test(arguments: [
        "", "anna", "anna@", "a b@cities.example", "anna@cities.example\r\nBcc: all@cities.example", "anna@localhost",
    ])
    func `what is no address is refused with what was typed`(address: String) async throws {
        let browser = try await AccountWorld(.sqlite)
        let answer = await browser.post("/de/account/sign-ins", ["address": address])
        #expect(answer.status == 422)
        #expect(answer.text.contains(Words(.de)(EntranceRefusal.notAnAddress.phrase)))
        #expect(try await browser.statement("SELECT id FROM sign_in").isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `who shares an address says who they are`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        try await browser.signIn("desk@cities.example")
        #expect(!browser.hasStay)
        let choice = await browser.get("/en/account/person")
        #expect(choice.parts(from: "value=\"", to: "\"") == ["bo", "chloe"])
        #expect(await browser.post("/en/account/person", ["person": "anna"]).status == 422)
        #expect(await browser.elsewhere.post("/en/account/person", ["person": "chloe"]).status == 422)
        #expect(await browser.post("/en/account/person", ["person": "chloe"]).status == 303)
        #expect(await browser.get("/en/account").text.contains("Chloé Petit"))
        #expect(await browser.post("/en/account/person", ["person": "bo"]).status == 422)
    }

    @Test func `a page of another site cannot send the forms`() async throws {
        let browser = try await AccountWorld(.sqlite)
        for path in ["/en/account/sign-ins", "/en/account/code", "/en/account/sign-out", "/en/organise/roles"] {
            let answer = await browser.world.ask(
                .post, path, [.origin: "https://evil.example"], body: "address=anna@cities.example")
            #expect(answer.status == 403, "\(path)")
        }
        #expect(try await browser.statement("SELECT id FROM sign_in").isEmpty)
    }

    @Test(arguments: [
        "https://evil.example", "//evil.example/x", "/\\evil.example", "javascript:alert(1)", "evil", "/en/x\r\nSet-Cookie: a=b",
    ])
    func `where to go then is always a path of this server`(next: String) async throws {
        let browser = try await AccountWorld(.sqlite)
        _ = await browser.post("/en/account/sign-ins", ["address": "anna@cities.example", "next": next])
        let code = try #require(try await browser.code(to: "anna@cities.example"))
        #expect(await browser.post("/en/account/code", ["code": code]).headers[.location] == "/en/account")
    }

    @Test func `a wish to go on is kept over the mail`() async throws {
        let browser = try await AccountWorld(.sqlite)
        _ = await browser.post("/en/account/sign-ins", ["address": "anna@cities.example", "next": "/fr/account/names"])
        let code = try #require(try await browser.code(to: "anna@cities.example"))
        #expect(await browser.post("/en/account/code", ["code": code]).headers[.location] == "/fr/account/names")
    }
}

@Suite struct `Stays` {
    @Test(arguments: TestEngine.available)
    func `a stay that a stranger planted is not the one that is let in`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        browser.hold(stay: "planted0planted0planted0planted0planted0planted0pla")
        try await browser.signIn("anna@cities.example")
        #expect(browser.stay != "planted0planted0planted0planted0planted0planted0pla")
        let planted = browser.elsewhere
        planted.hold(stay: "planted0planted0planted0planted0planted0planted0pla")
        #expect(await planted.get("/en/account/names").status == 404)
    }

    @Test func `only a hash of the token is stored`() async throws {
        let browser = try await AccountWorld(.sqlite)
        try await browser.signIn("anna@cities.example")
        let rows = try await browser.statement("SELECT id, token_hash, device FROM stay")
        let token = try #require(browser.stay)
        #expect(rows.count == 1)
        #expect(rows[0]["token_hash"] as String == Hash.of(token))
        #expect(rows[0]["device"] as String == "Firefox, Linux")
    }

    @Test(arguments: TestEngine.available)
    func `signing out here ends this stay alone, and everywhere ends all at once`(engine: TestEngine) async throws {
        let (one, two) = try await {
            let one = try await AccountWorld(engine); return (one, one.elsewhere)
        }()
        let three = one.elsewhere
        for browser in [one, two, three] { try await browser.signIn("anna@cities.example") }
        let kept = try #require(one.stay)
        _ = await one.post("/en/account/sign-out")
        #expect(!one.hasStay)
        one.hold(stay: kept)
        #expect(await one.get("/en/account/names").status == 404)
        #expect(await two.get("/en/account/names").status == 200)
        _ = await two.post("/en/account/sign-outs")
        #expect(await three.get("/en/account/names").status == 404)
    }

    @Test func `a stay is listed with its device and ended from another, but not by somebody else`() async throws {
        let one = try await AccountWorld(.sqlite)
        let (two, neighbour) = (one.elsewhere, one.elsewhere)
        try await one.signIn("anna@cities.example")
        try await two.signIn("anna@cities.example")
        try await neighbour.signIn("desk@cities.example")
        _ = await neighbour.post("/en/account/person", ["person": "bo"])
        let page = await one.get("/en/account")
        let other = try #require(page.part(from: "action=\"/en/account/stays/", to: "\""))
        #expect(page.parts(from: "action=\"/en/account/stays/", to: "\"").count == 1)
        #expect(await neighbour.post("/en/account/stays/\(other)").status == 404)
        #expect(await two.get("/en/account/names").status == 200)
        #expect(await one.post("/en/account/stays/\(other)").status == 303)
        #expect(await two.get("/en/account/names").status == 404)
    }

    @Test func `a fortnight without use ends a stay, and a season ends it in any case`() async throws {
        let browser = try await AccountWorld(.sqlite)
        try await browser.signIn("anna@cities.example")
        let begun = browser.world.now
        #expect(await browser.ask(.get, "/en/account/names", at: begun + Stay.idle - 1).status == 200)
        #expect(await browser.ask(.get, "/en/account/names", at: begun + 2 * Stay.idle - 2).status == 200)
        #expect(await browser.ask(.get, "/en/account/names", at: begun + 3 * Stay.idle).status == 404)
        let other = browser.elsewhere
        try await other.signIn("anna@cities.example")
        var now = begun
        while now < begun + Stay.longest - Stay.idle {
            now += Stay.idle - 1
            #expect(await other.ask(.get, "/en/account/names", at: now).status == 200)
        }
        #expect(await other.ask(.get, "/en/account/names", at: begun + Stay.longest).status == 404)
    }

    @Test func `whose account is closed is out at once`() async throws {
        let browser = try await AccountWorld(.sqlite)
        try await browser.signIn("anna@cities.example")
        try await browser.world.write { try $0.run("UPDATE account SET closed_at = 1 WHERE person = 'anna'") }
        #expect(await browser.get("/en/account/names").status == 404)
    }
}
