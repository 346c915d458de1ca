// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTTPTypes
import People
import TestKit
import Testing
import Vocabulary

@testable import Accounts

extension AccountWorld {
    /// Sets an app up and returns it with the codes on paper that came with it.
    func setUpApp(of person: String) async throws -> (app: TOTP, codes: [String]) {
        _ = await post("/en/account/app")
        let row = try #require(try await statement("SELECT secret FROM totp WHERE person = \(person)").first)
        let app = TOTP(secret: row["secret"])
        let page = await post("/en/account/app/confirmation", ["code": try code(app)])
        return (app, page.parts(from: "<li>", to: "</li>").filter { $0.count == 17 && $0.contains("-") })
    }

    func code(_ app: TOTP, steps: Int = 0) throws -> String {
        app.code(of: try #require(TOTP.step(at: world.now)) + steps)
    }

    /// What an authenticator of this server's site says.
    func authenticator(_ challenge: [UInt8], handle: [UInt8]? = nil) -> SoftAuthenticator {
        var authenticator = SoftAuthenticator()
        authenticator.challenge = challenge
        authenticator.origin = "https://cities.example"
        authenticator.relyingParty = "cities.example"
        authenticator.userHandle = handle
        return authenticator
    }

    func challenge(_ id: String) async throws -> [UInt8] {
        try #require(try await statement("SELECT value FROM challenge WHERE id = \(id)").first)["value"]
    }
}

@Suite struct `Second factors` {
    @Test(arguments: TestEngine.available)
    func `whoever has set one up is nobody until it was shown`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        try await browser.add("mia", "Mia", "mia@cities.example", Grant(.secretariat, in: .server))
        try await browser.signIn("mia@cities.example")
        let (app, codes) = try await browser.setUpApp(of: "mia")
        #expect(codes.count == RecoveryCode.count)
        #expect(await browser.get("/en/organise").status == 200)

        let thief = browser.elsewhere
        try await thief.signIn("mia@cities.example")
        #expect(thief.hasStay)
        for path in ["/en/organise", "/en/account/names", "/en/account/factors", "/en/account/data.json", "/en/account/tokens"] {
            #expect(await thief.get(path).status == 404, "\(path)")
        }
        #expect(await thief.post("/en/account/app/removal").status == 404)
        #expect(await thief.get("/en/account").headers[.location] == "/en/account/factor")

        let before = thief.stay
        #expect(await thief.post("/en/account/factor", ["code": try browser.code(app, steps: 1)]).status == 303)
        #expect(thief.stay != before)
        #expect(await thief.get("/en/organise").status == 200)
    }

    @Test(arguments: TestEngine.available)
    func `a code of the app is good once, and after five wrong ones it has to wait`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        try await browser.signIn("anna@cities.example")
        let (app, _) = try await browser.setUpApp(of: "anna")
        let other = browser.elsewhere
        try await other.signIn("anna@cities.example")
        // The code that set the app up was used.
        #expect(await other.post("/en/account/factor", ["code": try browser.code(app)]).status == 422)
        let right = try browser.code(app, steps: 1)
        let wrong = right == "000000" ? "111111" : "000000"
        for left in [3, 2, 1, 0] {
            let answer = await other.post("/en/account/factor", ["code": wrong])
            #expect(answer.text.contains(Words(.en)(EntranceRefusal.factorWrong(left: left).phrase)))
        }
        let waiting = await other.post("/en/account/factor", ["code": right])
        #expect(waiting.status == 422)
        #expect(waiting.text.contains(Words(.en)(EntranceRefusal.factorWait(minutes: 15).phrase)))
        let later = browser.world.now.addingTimeInterval(FactorTries.window)
        let fresh = app.code(of: try #require(TOTP.step(at: later)))
        #expect(await other.ask(.post, "/en/account/factor", body: "code=\(fresh)", at: later).status == 303)
    }

    @Test(arguments: TestEngine.available)
    func `a code on paper lets in once, and new ones void the old ones`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        try await browser.signIn("anna@cities.example")
        let (_, codes) = try await browser.setUpApp(of: "anna")
        let first = browser.elsewhere
        try await first.signIn("anna@cities.example")
        #expect(await first.post("/en/account/factor", ["code": codes[0].lowercased()]).status == 303)
        let second = browser.elsewhere
        try await second.signIn("anna@cities.example")
        #expect(await second.post("/en/account/factor", ["code": codes[0]]).status == 422)
        let made = await first.post("/en/account/recovery-codes")
        let new = made.parts(from: "<li>", to: "</li>").filter { $0.count == 17 && $0.contains("-") }
        #expect(new.count == RecoveryCode.count)
        #expect(await second.post("/en/account/factor", ["code": codes[1]]).status == 422)
        #expect(await second.post("/en/account/factor", ["code": new[1]]).status == 303)
        #expect(try await browser.statement("SELECT hash FROM recovery_code").allSatisfy { !new.contains($0["hash"]) })
    }

    @Test(arguments: TestEngine.available)
    func `a passkey is set up, lets in by itself, and is not taken twice for one challenge`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        try await browser.signIn("anna@cities.example")
        let page = await browser.get("/en/account/factors")
        let id = try #require(page.part(from: "name=\"challenge\" value=\"", to: "\""))
        let answer = browser.authenticator(try await browser.challenge(id)).registration()
        let added = await browser.post("/en/account/passkeys", ["challenge": id, "answer": answer, "name": "Telephone"])
        #expect(added.status == 200)
        #expect(added.parts(from: "<li>", to: "</li>").count >= RecoveryCode.count)
        #expect(await browser.post("/en/account/passkeys", ["challenge": id, "answer": answer, "name": "Again"]).status == 422)

        let other = browser.elsewhere
        let entrance = await other.get("/en/account")
        let asked = try #require(entrance.part(from: "name=\"challenge\" value=\"", to: "\""))
        let handle: [UInt8] = try await browser.statement("SELECT handle FROM account WHERE person = 'anna'")[0]["handle"]
        var authenticator = other.authenticator(try await other.challenge(asked), handle: handle)
        authenticator.counter = 1
        let assertion = try authenticator.assertion()
        #expect(
            await other.post("/en/account/passkey", ["challenge": asked, "answer": assertion]).headers[.location] == "/en/account"
        )
        #expect(await other.get("/en/account/factors").status == 200)
        #expect(await browser.elsewhere.post("/en/account/passkey", ["challenge": asked, "answer": assertion]).status == 422)
    }

    @Test func `a passkey of another site, of an older challenge or of nobody lets nobody in`() async throws {
        let browser = try await AccountWorld(.sqlite)
        let entrance = await browser.get("/en/account")
        let asked = try #require(entrance.part(from: "name=\"challenge\" value=\"", to: "\""))
        let assertion = try browser.authenticator(try await browser.challenge(asked)).assertion()
        for (challenge, answer) in [(asked, assertion), ("none", assertion), (asked, "{}"), (asked, "")] {
            let refused = await browser.post("/en/account/passkey", ["challenge": challenge, "answer": answer])
            #expect(refused.status == 422)
            #expect(refused.text.contains(Words(.en)("passkey.failed")))
        }
        #expect(!browser.hasStay)
    }

    @Test(arguments: TestEngine.available)
    func `a role that asks for a second factor holds only with one`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        try await browser.add("mia", "Mia", "mia@cities.example", Grant(.secretariat, in: .server))
        try await browser.signIn("mia@cities.example")
        #expect(await browser.post("/en/organise/role-requirements", ["required-secretariat": "yes"]).status == 303)
        #expect(await browser.get("/en/organise/roles").status == 404)
        let account = await browser.get("/en/account")
        #expect(account.text.contains(Words(.en)("account.withheld", ["roles": "Secretariat"])))
        _ = try await browser.setUpApp(of: "mia")
        #expect(await browser.get("/en/organise/roles").status == 200)
    }

    @Test(arguments: TestEngine.available)
    func `two secretaries together take lost factors away, one alone does not`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        try await browser.add("mia", "Mia", "mia@cities.example", Grant(.secretariat, in: .server))
        try await browser.add("noa", "Noa", "noa@cities.example", Grant(.secretariat, in: .server))
        let (mia, noa) = (browser.elsewhere, browser.elsewhere)
        try await browser.signIn("anna@cities.example")
        _ = try await browser.setUpApp(of: "anna")
        try await mia.signIn("mia@cities.example")
        try await noa.signIn("noa@cities.example")
        #expect(await mia.post("/en/organise/people/anna/factor-resets").status == 303)
        let reset: String = try await browser.statement("SELECT id FROM factor_reset")[0]["id"]
        #expect(await mia.post("/en/organise/factor-resets/\(reset)/confirmation").status == 409)
        #expect(await browser.post("/en/organise/factor-resets/\(reset)/confirmation").status == 404)
        #expect(try await browser.statement("SELECT person FROM totp").count == 1)
        #expect(await noa.get("/en/organise").text.contains("Anna Dal Colle"))
        #expect(await noa.post("/en/organise/factor-resets/\(reset)/confirmation").status == 303)
        #expect(try await browser.statement("SELECT person FROM totp").isEmpty)
        #expect(await browser.get("/en/account/names").status == 404)
        #expect(await noa.post("/en/organise/factor-resets/\(reset)/confirmation").status == 409)
        #expect(try await browser.statement("SELECT kind FROM letter WHERE kind = 'factors-reset'").count == 1)
    }

    @Test func `what protects the account is changed only soon after a second factor was shown`() async throws {
        let browser = try await AccountWorld(.sqlite)
        try await browser.signIn("anna@cities.example")
        _ = try await browser.setUpApp(of: "anna")
        let later = browser.world.now + Stay.fresh
        let asked = await browser.ask(.post, "/en/account/app/removal", at: later)
        #expect(asked.headers[.location]?.hasPrefix("/en/account/factor?next=") == true)
        #expect(try await browser.statement("SELECT person FROM totp").count == 1)
        #expect(await browser.post("/en/account/app/removal").headers[.location] == "/en/account/factors?notice=app-removed")
        #expect(try await browser.statement("SELECT person FROM totp").isEmpty)
    }
}
