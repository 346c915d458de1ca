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

/// What was given before opens nothing that came after it was taken away.
@Suite struct `What no longer lets in` {
    private func secretariat(_ engine: TestEngine) async throws -> AccountWorld {
        let browser = try await AccountWorld(engine)
        try await browser.add("mia", "Mia", "mia@cities.example", Grant(.secretariat, in: .server))
        try await browser.signIn("mia@cities.example")
        return browser
    }

    private func token(_ browser: AccountWorld) async throws -> String {
        let made = await browser.post("/en/account/tokens", ["name": "Archive", "days": "10", "may-act.read": "yes"])
        return try #require(made.part(from: "<p class=\"secret\">", to: "</p>"))
    }

    private func status(_ token: String, _ browser: AccountWorld) async -> Int {
        await browser.world.ask(.get, "/api/v1/acts", [.authorization: "Bearer \(token)"]).status
    }

    @Test(arguments: TestEngine.available)
    func `a code on paper from before a role`(engine: TestEngine) async throws {
        let browser = try await secretariat(engine)
        let page = await browser.post("/en/organise/people/anna/paper-codes")
        let code = try #require(page.part(from: "<p class=\"secret\">", to: "</p>"))
        _ = await browser.post("/en/organise/roles", ["address": "anna@cities.example", "role": "host", "scope": "server"])
        let other = browser.elsewhere
        #expect(await other.post("/en/account/paper", ["code": code]).status == 422)
        #expect(!other.hasStay)
    }

    @Test(arguments: TestEngine.available)
    func `an invitation after its role was ended`(engine: TestEngine) async throws {
        let browser = try await secretariat(engine)
        let form = ["address": "new@cities.example", "name": "New", "role": "host", "scope": "server"]
        _ = await browser.post("/en/organise/roles", form)
        let mail = try #require(try await browser.mail(to: "new@cities.example"))
        let path = try #require(link(in: mail.text))
        let id: String = try await browser.statement("SELECT id FROM role_grant WHERE role = 'host'")[0]["id"]
        _ = await browser.post("/en/organise/roles/\(id)/end")
        #expect(await browser.elsewhere.post(path).status == 422)
    }

    @Test(arguments: TestEngine.available)
    func `a token whose owner's role asks for a factor that is not there, and one from before a reset`(engine: TestEngine)
        async throws
    {
        let browser = try await secretariat(engine)
        let token = try await token(browser)
        #expect(await status(token, browser) == 200)
        _ = await browser.post("/en/organise/role-requirements", ["required-secretariat": "yes"])
        #expect(await status(token, browser) == 404)
        _ = try await browser.setUpApp(of: "mia")
        #expect(await status(token, browser) == 200)
        try await browser.world.write { try AccountKeeper(tx: $0).resetFactors(of: "mia") }
        #expect(await status(token, browser) == 401)
    }

    @Test(arguments: TestEngine.available)
    func `a closed account, until a role opens it again`(engine: TestEngine) async throws {
        let browser = try await secretariat(engine)
        let anna = browser.elsewhere
        try await anna.signIn("anna@cities.example")
        #expect(await browser.post("/en/organise/people/mia/account-closure").status == 409)
        #expect(await browser.post("/en/organise/people/anna/account-closure").status == 303)
        #expect(await anna.get("/en/account/names").status == 404)
        let mails = try await browser.statement("SELECT id FROM letter WHERE address = 'anna@cities.example'").count
        try await anna.signIn("anna@cities.example")
        #expect(try await browser.statement("SELECT id FROM letter WHERE address = 'anna@cities.example'").count == mails)
        #expect(await anna.get("/en/account/names").status == 404)
        _ = await browser.post("/en/organise/roles", ["address": "anna@cities.example", "role": "speaker", "scope": "server"])
        let other = browser.elsewhere
        try await other.signIn("anna@cities.example")
        #expect(await other.get("/en/account/names").status == 200)
    }

    @Test(arguments: TestEngine.available)
    func `a stay that began while two persons were one`(engine: TestEngine) async throws {
        let browser = try await secretariat(engine)
        let anna = browser.elsewhere
        _ = await browser.post(
            "/en/organise/people/bo/merging/anna", ["badge_name": "kept"])
        let merge = try await browser.statement("SELECT id FROM person_merge").first
        guard let merge else { return try #require(Bool(false), "the persons were not merged") }
        try await anna.signIn("anna@cities.example")
        #expect(await anna.get("/en/account").text.contains("Bo Lindström"))
        #expect(await browser.post("/en/organise/merges/\(merge["id"] as String)/undoing").status == 303)
        #expect(await anna.get("/en/account/names").status == 404)
    }
}
