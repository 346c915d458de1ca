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

@Suite struct `Giving roles` {
    private func organiser(_ engine: TestEngine, _ grants: Grant...) async throws -> AccountWorld {
        let browser = try await AccountWorld(engine)
        let id = try await browser.add("mia", "Mia", "mia@cities.example")
        try await browser.world.write { tx in
            for (number, grant) in grants.enumerated() { try RoleStore(tx: tx).give(grant, to: id, id: ID("mia-\(number)")) }
        }
        try await browser.signIn("mia@cities.example")
        return browser
    }

    @Test(arguments: TestEngine.available)
    func `whoever is not known yet is invited, and the link lets them in once`(engine: TestEngine) async throws {
        let browser = try await organiser(engine, Grant(.secretariat, in: .server))
        let form = ["address": "new@cities.example", "name": "Łucja Nowak", "role": "rapporteur", "scope": "edition:hill-2027"]
        #expect(await browser.post("/en/organise/roles", form).headers[.location] == "/en/organise/roles?notice=role-given")
        #expect(await browser.get("/en/organise/roles").text.contains("Łucja Nowak"))
        let mail = try #require(try await browser.mail(to: "new@cities.example"))
        let path = try #require(link(in: mail.text))
        let other = browser.elsewhere
        #expect(await other.post(path).status == 303)
        #expect(await other.get("/en/account").text.contains("Łucja Nowak"))
        #expect(await browser.elsewhere.post(path).status == 422)
        #expect(await browser.post("/en/organise/roles", form).status == 422)
    }

    @Test(arguments: TestEngine.available)
    func `an edition's secretariat gives roles in that edition alone`(engine: TestEngine) async throws {
        let browser = try await organiser(engine, Grant(.secretariat, in: .edition("hill-2027")))
        func give(_ scope: String, _ base: String) async -> Int {
            await browser.post(
                base, ["address": "new@cities.example", "name": "New", "role": "host", "scope": scope]
            ).status
        }
        #expect(await browser.get("/en/hill-2027/organise/roles").status == 200)
        #expect(await browser.get("/en/lakeside-2024/organise/roles").status == 404)
        #expect(await browser.get("/en/organise/roles").status == 404)
        #expect(await give("server", "/en/hill-2027/organise/roles") == 404)
        #expect(await give("edition:lakeside-2024", "/en/hill-2027/organise/roles") == 404)
        #expect(await give("edition:hill-2027", "/en/lakeside-2024/organise/roles") == 404)
        #expect(try await browser.statement("SELECT id FROM role_grant").count == 1)
        #expect(await give("edition:hill-2027", "/en/hill-2027/organise/roles") == 303)
        // And ends none that reaches further.
        try await browser.add("noa", "Noa", "noa@cities.example", Grant(.secretariat, in: .server))
        #expect(await browser.post("/en/hill-2027/organise/roles/noa-0/end").status == 404)
    }

    @Test func `the last secretariat of the server stays`() async throws {
        let browser = try await organiser(.sqlite, Grant(.secretariat, in: .server))
        #expect(await browser.post("/en/organise/roles/mia-0/end").status == 409)
        try await browser.add("noa", "Noa", "noa@cities.example", Grant(.secretariat, in: .server))
        #expect(await browser.post("/en/organise/roles/mia-0/end", ["confirmed": "yes"]).status == 303)
        #expect(await browser.get("/en/organise").status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `one's own role is given up after a question, and one goes where one still may`(engine: TestEngine) async throws {
        let browser = try await organiser(engine, Grant(.secretariat, in: .server))
        let path = "/en/organise/roles/mia-0/end"
        #expect(await browser.get(path).text.contains("This is the last person who holds the secretariat"))
        try await browser.add("noa", "Noa", "noa@cities.example", Grant(.secretariat, in: .server))
        let list = await browser.get("/en/organise/roles").text
        #expect(list.contains("<a class=\"btn line\" href=\"\(path)\">"))
        #expect(list.contains("action=\"/en/organise/roles/noa-0/end\""))
        #expect(await browser.get("/en/organise/roles/noa-0/end").status == 404, "one asks nobody about the role of another")
        // A slip changes nothing.
        #expect(await browser.post(path).headers[.location] == path)
        #expect(await browser.get(path).text.contains("You lose at once what this role opens for you."))
        let done = await browser.post(path, ["confirmed": "yes"])
        #expect(done.headers[.location] == "/en/account?notice=own-role-ended")
        #expect(await browser.get("/en/account?notice=own-role-ended").text.contains("You gave the role up."))
        #expect(await browser.get("/en/organise/roles").status == 404)
    }

    @Test(arguments: [
        (["role": "operator", "scope": "server"], "role.unknown"),
        (["role": "host", "scope": "edition:nowhere"], "role.unknown-scope"),
        (["role": "host", "scope": "everywhere"], "role.unknown-scope"),
        (["role": "host", "scope": "authority:de-hill"], "role.wrong-scope"),
        (["role": "delegation-coordinator", "scope": "server"], "role.needs-authority"),
        (["role": "delegation-coordinator", "authority": "xx-none"], "role.needs-authority"),
        (["role": "host", "scope": "server", "address": "x"], "sign-in.not-an-address"),
        (["role": "host", "scope": "server", "name": ""], "role.name-missing"),
        (["role": "host", "scope": "server", "address": "desk@cities.example"], "role.several-persons"),
    ])
    func `what cannot be given is refused in words, with what was typed`(change: [String: String], key: String) async throws {
        let browser = try await organiser(.sqlite, Grant(.secretariat, in: .server))
        let form = ["address": "new@cities.example", "name": "New"].merging(change) { $1 }
        let answer = await browser.post("/fr/organise/roles", form)
        #expect(answer.status == 422)
        #expect(answer.text.contains(Words(.fr)(key).replacingOccurrences(of: "'", with: "&#39;")), "\(key)")
        #expect(answer.text.contains("value=\"\(form["address"] ?? "")\""))
        #expect(try await browser.statement("SELECT id FROM role_grant").count == 1)
        #expect(try await browser.statement("SELECT id FROM person WHERE badge_name = 'New'").isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `are listed fifty at a time, with as many statements however many there are`(engine: TestEngine) async throws {
        let browser = try await organiser(engine, Grant(.secretariat, in: .server))
        _ = await browser.get("/en/organise/roles")
        let few = await browser.get("/en/organise/roles").statements
        try await browser.world.write { tx in
            for number in 0..<60 {
                let id = ID<Person>("p\(number)")
                try PersonStore(tx: tx).add(Person(id: id, badgeName: "P \(100 + number)", language: .en, created: tx.now))
                let role: Role = number < 55 ? .host : .rapporteur
                try RoleStore(tx: tx).give(Grant(role, in: .edition("hill-2027")), to: id, id: ID("grant-\(number)"))
            }
        }
        func names(_ query: String, _ path: String = "/en/organise/roles") async -> [String] {
            await browser.get(path + query).parts(from: "<th scope=\"row\">", to: "</th>")
        }
        let first = await browser.get("/en/organise/roles")
        #expect(first.statements == few)
        #expect(first.text.contains("61 roles"))
        #expect(await names("") == ["Mia"] + (100..<149).map { "P \($0)" })
        #expect(await names("?page=2") == (149..<160).map { "P \($0)" })
        #expect(await names("?page=9") == (149..<160).map { "P \($0)" })
        #expect(await names("?role=host&page=2") == (150..<155).map { "P \($0)" })
        #expect(
            await browser.get("/en/organise/roles?role=host").part(from: "rel=\"next\" href=\"", to: "\"")
                == "/en/organise/roles?role=host&amp;page=2")
        #expect(await names("?page=2", "/en/hill-2027/organise/roles").count == 10)
    }

    @Test func `of several persons with one address the named one gets the role`() async throws {
        let browser = try await organiser(.sqlite, Grant(.secretariat, in: .server))
        let form = ["address": "desk@cities.example", "name": "bo lindstrom", "role": "speaker", "scope": "server"]
        #expect(await browser.post("/en/organise/roles", form).status == 303)
        #expect(
            try await browser.statement("SELECT person FROM role_grant WHERE role = 'speaker'")[0]["person"] as String == "bo")
    }
}

@Suite struct `Tokens for programs` {
    private func owner(_ engine: TestEngine) async throws -> AccountWorld {
        let browser = try await AccountWorld(engine)
        try await browser.add("mia", "Mia", "mia@cities.example", Grant(.dataProtectionOfficer, in: .server))
        try await browser.signIn("mia@cities.example")
        return browser
    }

    private func use(_ token: String, _ browser: AccountWorld, at now: Date? = nil) async -> Int {
        await browser.world.at(now ?? browser.world.now).ask(.get, "/api/v1/acts", [.authorization: "Bearer \(token)"]).status
    }

    @Test(arguments: TestEngine.available)
    func `a token does what it was made for, until it expires, is ended, or its owner loses the role`(engine: TestEngine)
        async throws
    {
        let browser = try await owner(engine)
        let made = await browser.post("/en/account/tokens", ["name": "Archive", "days": "10", "may-act.read": "yes"])
        let token = try #require(made.part(from: "<p class=\"secret\">", to: "</p>"))
        #expect(token.hasPrefix(APIToken.prefix))
        #expect(await use(token, browser) == 200)
        #expect(await use(token, browser, at: browser.world.now + 10 * 86_400) == 401)
        #expect(await use(token + "x", browser) == 401)
        #expect(try await browser.statement("SELECT hash FROM api_token")[0]["hash"] as String == Hash.of(token))
        // A token is no key to pages, and a cookie none to the API.
        #expect(await browser.world.ask(.get, "/en/organise/acts", [.authorization: "Bearer \(token)"]).status == 404)
        #expect(await browser.get("/api/v1/acts").status == 404)
        try await browser.world.write { try $0.run("UPDATE role_grant SET ended_at = 1") }
        #expect(await use(token, browser) == 404)
        try await browser.world.write { try $0.run("UPDATE role_grant SET ended_at = NULL") }
        let id: String = try await browser.statement("SELECT id FROM api_token")[0]["id"]
        let neighbour = browser.elsewhere
        try await neighbour.signIn("anna@cities.example")
        #expect(await neighbour.post("/en/account/tokens/\(id)/end").status == 404)
        #expect(await browser.post("/en/account/tokens/\(id)/end").status == 303)
        #expect(await use(token, browser) == 401)
    }

    @Test(arguments: [
        (["name": "", "days": "10", "may-act.read": "yes"], TokenRefusal.nameMissing),
        (["name": "A", "days": "0", "may-act.read": "yes"], .tooLong),
        (["name": "A", "days": "366", "may-act.read": "yes"], .tooLong),
        (["name": "A", "days": "x", "may-act.read": "yes"], .tooLong),
        (["name": "A", "days": "10"], .nothing), (["name": "A", "days": "10", "may-role.give": "yes"], .nothing),
    ])
    func `a token is not made of what is wrong`(form: [String: String], refusal: TokenRefusal) async throws {
        let browser = try await owner(.sqlite)
        let answer = await browser.post("/en/account/tokens", form)
        #expect(answer.status == 422)
        #expect(answer.text.contains(Words(.en)(refusal.phrase)))
        #expect(try await browser.statement("SELECT id FROM api_token").isEmpty)
    }

    @Test func `whoever may read only what is public needs no token`() async throws {
        let browser = try await AccountWorld(.sqlite)
        try await browser.signIn("anna@cities.example")
        #expect(await browser.get("/en/account/tokens").text.contains(Words(.en)("token.not-needed")))
        #expect(await browser.post("/en/account/tokens", ["name": "A", "days": "10", "may-act.read": "yes"]).status == 422)
    }
}

@Suite struct `Addresses of an account` {
    @Test(arguments: TestEngine.available)
    func `a new address counts once mail to it has arrived, and belongs to nobody before`(engine: TestEngine) async throws {
        let browser = try await AccountWorld(engine)
        try await browser.signIn("anna@cities.example")
        #expect(await browser.post("/en/account/addresses", ["address": "Anna.New@cities.example"]).status == 303)
        #expect(await browser.get("/en/account").text.contains("Anna.New@cities.example"))
        // Whoever really has the address is not asked whether they are Anna.
        let other = browser.elsewhere
        _ = await other.post("/en/account/sign-ins", ["address": "anna.new@cities.example"])
        #expect(try await browser.mail(to: "anna.new@cities.example") == nil)
        let mail = try #require(try await browser.mail(to: "Anna.New@cities.example"))
        let path = try #require(link(in: mail.text))
        #expect(await other.get(path).text.contains("Anna.New@cities.example"))
        #expect(await other.post(path).status == 303)
        #expect(await other.post(path).status == 422)
        try await other.signIn("anna.new@cities.example")
        #expect(await other.get("/en/account").text.contains("Anna Dal Colle"))
    }

    @Test func `the last address at which mail arrives stays, and the preferred one can be another`() async throws {
        let browser = try await AccountWorld(.sqlite)
        try await browser.signIn("anna@cities.example")
        #expect(await browser.post("/en/account/addresses/removal", ["address": "anna@cities.example"]).status == 409)
        #expect(await browser.post("/en/account/addresses/removal", ["address": "desk@cities.example"]).status == 404)
        _ = await browser.post("/en/account/addresses", ["address": "two@cities.example"])
        let mail = try #require(try await browser.mail(to: "two@cities.example"))
        _ = await browser.post(try #require(link(in: mail.text)))
        #expect(await browser.post("/en/account/addresses/preference", ["address": "two@cities.example"]).status == 303)
        #expect(await browser.post("/en/account/addresses/removal", ["address": "anna@cities.example"]).status == 303)
        let rows = try await browser.statement("SELECT address, preferred FROM person_address WHERE person = 'anna'")
        #expect(rows.map { $0["address"] as String } == ["two@cities.example"])
        #expect(rows[0]["preferred"] as Bool)
    }

    @Test func `names are kept, and an empty one is refused with what was typed`() async throws {
        let browser = try await AccountWorld(.sqlite)
        try await browser.signIn("anna@cities.example")
        let refused = await browser.post("/en/account/names", ["badge-name": "", "office": "Mayor <b>", "language": "fr"])
        #expect(refused.status == 422)
        #expect(refused.text.contains("value=\"Mayor &lt;b&gt;\""))
        #expect(
            await browser.post("/en/account/names", ["badge-name": "Anna D.", "office": "Mayor", "language": "fr"]).status == 303)
        let row = try await browser.statement("SELECT badge_name, office, language FROM person WHERE id = 'anna'")[0]
        #expect([row["badge_name"], row["office"], row["language"]] == ["Anna D.", "Mayor", "fr"])
    }

    @Test func `a code on paper lets a participant in once, and is not given to whoever holds power`() async throws {
        let browser = try await AccountWorld(.sqlite)
        try await browser.add("mia", "Mia", "mia@cities.example", Grant(.registrationDesk, in: .server))
        try await browser.signIn("mia@cities.example")
        let page = await browser.post("/en/organise/people/anna/paper-codes")
        let code = try #require(page.part(from: "<p class=\"secret\">", to: "</p>"))
        let other = browser.elsewhere
        #expect(
            await other.post("/en/account/paper", ["code": code.lowercased().replacingOccurrences(of: "-", with: " ")]).status
                == 303)
        #expect(await other.get("/en/account").text.contains("Anna Dal Colle"))
        #expect(await browser.elsewhere.post("/en/account/paper", ["code": code]).status == 422)
        #expect(await browser.post("/en/organise/people/mia/paper-codes").status == 409)
        #expect(await other.post("/en/organise/people/bo/paper-codes").status == 404)
    }

    @Test func `the desk cannot give an address to whoever holds power`() async throws {
        let browser = try await AccountWorld(.sqlite)
        try await browser.add("desk", "Desk", "d@cities.example", Grant(.registrationDesk, in: .server))
        try await browser.add("mia", "Mia", "mia@cities.example", Grant(.secretariat, in: .server))
        try await browser.signIn("d@cities.example")
        _ = await browser.post("/en/organise/people/mia/addresses", ["address": "evil@cities.example"])
        #expect(try await browser.statement("SELECT address FROM person_address WHERE folded = 'evil@cities.example'").isEmpty)
        _ = await browser.post("/en/organise/people/anna/addresses", ["address": "second@cities.example"])
        #expect(
            try await browser.statement("SELECT address FROM person_address WHERE folded = 'second@cities.example'").count == 1)
    }
}
