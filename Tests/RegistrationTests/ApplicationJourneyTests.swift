// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTTPTypes
import People
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `Somebody registers alone` {
    private static let delegation = "/en/hill-2027/delegation/fr-lakeside"
    private static let list = "/en/hill-2027/organise/registration/applications"
    private static let form = [("name", "Olga Offizier"), ("address", "olga@city.example"), ("body", "Seestadt")]
    private static let underAge = [
        ("q-under-age", "yes"), ("q-guardian-name", "Greta"), ("q-guardian-mail", "greta@home.example"),
        ("q-guardian-phone", "+32 2 123 45 67"), ("q-guardian-consent", "yes"), ("q-terms", "yes"),
    ]

    @Test(arguments: TestEngine.available)
    func `the address is confirmed, questions are answered, the coordinator approves`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world
        #expect(await world.get("/en/hill-2027/registration").text.contains("/en/hill-2027/registration/journalist"))
        #expect(await world.get("/en/hill-2027/registration/officer").status == 200)
        #expect(await world.post("/en/hill-2027/registration/officer", Self.form).status == 303)
        #expect(try await registration.letters().map(\.kind) == ["own-confirmation"])
        let people: @Sendable (Transaction) throws -> Int = { try $0.rows("SELECT count(*) AS n FROM person")[0]["n"] }
        #expect(try await world.read(people) == 0)
        let page = try await registration.link("application", in: "own-confirmation")
        #expect(await world.get(page).text.contains("Yes, this is my address"))
        #expect(await world.post(page, [("q-function", "x"), ("q-terms", "yes")]).status == 422)
        #expect(await world.post("\(page)/confirmation").status == 303)
        #expect(await world.post("\(page)/confirmation").status == 422)
        #expect(try await world.read(people) == 1)
        let wrong = await world.post(page, [("q-function", "Head")])
        #expect(wrong.status == 422 && wrong.text.contains("value=\"Head\""))
        #expect(await world.post(page, [("q-function", "Head"), ("q-terms", "yes")]).status == 303)
        let one = try #require(try await registration.applications().first)
        #expect(one.state == .asked && one.body == .authority("fr-lakeside") && one.name == "" && one.address == "")
        #expect(try await registration.facts().seats == [])
        let shown = await world.as(RegistrationWorld.coordinator).get(Self.delegation)
        #expect(shown.text.contains("Olga Offizier"))
        let decide = "\(Self.delegation)/applications/\(one.id)"
        #expect(await world.as(RegistrationWorld.coordinator).post("\(decide)/approval").status == 303)
        #expect(await world.as(RegistrationWorld.coordinator).post("\(decide)/approval").status == 422)
        #expect(try await registration.facts().seats.map(\.person) == [one.person])
        #expect(try await registration.letters().map(\.kind).contains("own-approved"))
        #expect(try await registration.counts().allSatisfy { $0.kept == $0.counted })
        let approved = await world.get(page)
        #expect(approved.text.contains("You are approved and have a place"))
        #expect(await world.get(page.replacing("application", with: "participation")).text.contains("Sent, thank you"))
    }

    @Test(arguments: TestEngine.available)
    func `twice is once, and the answer is the same for known and unknown`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world
        let first = await world.post("/en/hill-2027/registration/officer", Self.form)
        let second = await world.post("/en/hill-2027/registration/officer", Self.form)
        #expect(first.status == second.status && first.headers[.location] == second.headers[.location])
        #expect(try await registration.applications().count == 1)
        _ = await world.post(
            "/en/hill-2027/registration/officer", [("name", "Otto"), ("address", "olga@city.example"), ("body", "Seestadt")])
        #expect(try await registration.applications().count == 2)
        for _ in 0..<6 { _ = await world.post("/en/hill-2027/registration/officer", Self.form) }
        #expect(try await registration.letters().count == 5)
    }

    @Test(arguments: TestEngine.available)
    func `wrong input is said at its field, and stays`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world
        let wrong = await world.post(
            "/en/hill-2027/registration/journalist", [("name", "…"), ("address", "nobody"), ("office", "<i>Chief"), ("body", "")])
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("&lt;i&gt;Chief") && wrong.text.contains("Say for whom you come"))
        for kind in ["speaker", "host", "accompanying", "nobody"] {
            #expect(await world.get("/en/hill-2027/registration/\(kind)").status == 404)
            #expect(await world.post("/en/hill-2027/registration/\(kind)", Self.form).status == 404)
        }
        #expect(await world.get("/en/lakeside-2024/registration/officer").status == 404)
        #expect(try await registration.applications() == [])
        let later = registration.at(40 * 86_400).world
        #expect(await later.post("/en/hill-2027/registration/officer", Self.form).status == 409)
    }

    @Test(arguments: TestEngine.available)
    func `what nobody confirms ends after three days`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        _ = await registration.world.post("/en/hill-2027/registration/officer", Self.form)
        let page = try await registration.link("application", in: "own-confirmation")
        let late = registration.at(73 * 3_600)
        #expect(await late.world.post("\(page)/confirmation").status == 422)
        let id = try #require(try await registration.applications().first).id
        try await late.world.write { [timing = late.timing] in try timing.endApplication($0, id.value, []) }
        #expect(try await registration.applications() == [])
        #expect(await registration.world.get(page).status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `when all is full who is approved waits, is offered a place, and takes it`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine, places: 1)
        let world = registration.world
        try await registration.reserve(1, for: RegistrationWorld.hill)
        let page = try await registration.apply()
        let one = try #require(try await registration.applications().first)
        #expect(await world.as(RegistrationWorld.secretariat).post("\(Self.list)/\(one.id)/approval").status == 303)
        #expect(await world.get(page).text.contains("number 1 in the queue"))
        #expect(try await registration.letters().map(\.kind).contains("own-queued"))
        #expect(try await registration.facts().seats == [])
        #expect(await world.post("\(page)/acceptance").status == 422)
        let seat = try await registration.facts(RegistrationWorld.hill).seats[0].id
        try await registration.do { try $0.giveBack(seat, of: RegistrationWorld.hill) }
        let entry = try #require(try await registration.waiting().first).id
        try await world.write { [timing = registration.timing] in
            try timing.tellOffer($0, entry.value, [UInt8](repeating: 3, count: 96))
        }
        #expect(try await registration.letters().contains { $0.kind == "own-held" && $0.address == "olga@city.example" })
        #expect(await world.post("\(page)/acceptance").status == 303)
        #expect(try await registration.facts().seats.map(\.person) == [one.person])
        #expect(try await registration.counts().allSatisfy { $0.kept == $0.counted })
    }

    @Test(arguments: TestEngine.available)
    func `the secretariat finds who asks by name, without accents and case`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(RegistrationWorld.secretariat)
        _ = try await registration.apply()
        _ = try await registration.apply(name: "Łucja Óhegyi", address: "lucja@city.example")
        func names(_ query: String) async -> [String] {
            await world.get("\(Self.list)?\(query)").text.matches(of: #/<th scope="row"><a href="[^"]*">([^<]*)</a>/#)
                .map { String($0.output.1) }
        }
        #expect(await names("q=lucja+ohe") == ["Łucja Óhegyi"])
        #expect(await names("q=OLGA&kind=officer") == ["Olga Offizier"])
        #expect(await names("q=OLGA&kind=young") == [])
        #expect(await names("q=%25") == [])
        #expect(await names("q=").count == 2)
    }

    @Test(arguments: TestEngine.available)
    func `a refusal needs a reason, which is mailed`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let page = try await registration.apply()
        let one = try #require(try await registration.applications().first)
        let world = registration.world.as(RegistrationWorld.coordinator)
        let decide = "\(Self.delegation)/applications/\(one.id)/refusal"
        #expect(await world.post(decide, [("reason-\(one.id)", " ")]).status == 422)
        #expect(await world.post(decide, [("reason-\(one.id)", "Left us in May")]).status == 303)
        #expect(try await registration.letters().contains { $0.kind == "own-refused" && $0.text.contains("Left us in May") })
        #expect(await registration.world.get(page).text.contains("Left us in May"))
        #expect(await registration.world.post("\(page)/withdrawal").status == 422)
        #expect(try await registration.facts().seats == [])
    }

    @Test(arguments: TestEngine.available)
    func `strangers and neighbours find nothing to decide`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let page = try await registration.apply()
        let world = registration.world
        let one = try #require(try await registration.applications().first)
        let neighbours = "/en/hill-2027/delegation/de-hill/applications/\(one.id)"
        for act in ["approval", "refusal"] {
            #expect(await world.as(RegistrationWorld.neighbour).post("\(neighbours)/\(act)").status == 404)
            #expect(
                await world.as(RegistrationWorld.neighbour).post("\(Self.delegation)/applications/\(one.id)/\(act)").status == 404
            )
            for stranger in [RegistrationWorld.coordinator, RegistrationWorld.otherSecretariat, RegistrationWorld.press] {
                #expect(await world.as(stranger).post("\(Self.list)/\(one.id)/\(act)").status == 404)
            }
            #expect(await world.post("\(Self.list)/\(one.id)/\(act)").status == 404)
        }
        let overview = await world.as(RegistrationWorld.secretariat).get("/en/hill-2027/organise/registration")
        #expect(overview.text.contains("1 person waits to be approved"))
        for path in [Self.list, "\(Self.list)/\(one.id)"] {
            for stranger in [RegistrationWorld.coordinator, RegistrationWorld.otherSecretariat] {
                #expect(await world.as(stranger).get(path).status == 404)
            }
            #expect(await world.get(path).status == 404)
            #expect(await world.as(RegistrationWorld.secretariat).get(path).text.contains("Olga Offizier"))
        }
        for path in ["/en/hill-2027/application/zzzz", page.replacing("hill-2027", with: "lakeside-2024")] {
            #expect(await world.get(path).status == 404)
            for act in ["", "/confirmation", "/acceptance", "/withdrawal"] {
                #expect(await world.post("\(path)\(act)").status == 404)
            }
            #expect(await world.post("\(path)/change", [("kind", "officer"), ("body", "Hügel")]).status == 404)
        }
        // Before it is approved the link opens no participant's page.
        #expect(await world.get(page.replacing("application", with: "participation")).status == 404)
        #expect(try await registration.applications().map(\.state) == [.asked])
    }

    @Test(arguments: TestEngine.available)
    func `who is under age comes only once the guardian has agreed`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world
        let answers = Self.underAge
        let page = try await registration.apply(as: "young", body: "", answers: answers)
        let one = try #require(try await registration.applications().first)
        #expect(one.state == .asked)
        let approval = "\(Self.list)/\(one.id)/approval"
        #expect(await world.as(RegistrationWorld.secretariat).post(approval).status == 422)
        let guardian = try await registration.link("guardian", in: "own-guardian")
        #expect(try await registration.letters().contains { $0.kind == "own-guardian" && $0.address == "greta@home.example" })
        #expect(await world.get("/en/hill-2027/guardian/zzzz").status == 404)
        #expect(await world.post("/en/hill-2027/guardian/zzzz").status == 404)
        #expect(await world.get(guardian).text.contains("Olga Offizier"))
        // Another guardian is another agreement.
        #expect(await world.post(guardian).status == 303)
        let gustav = answers.map { $0.0 == "q-guardian-mail" ? ($0.0, "gustav@home.example") : $0 }
        #expect(await world.post(page, gustav).status == 303)
        #expect(await world.as(RegistrationWorld.secretariat).post(approval).status == 422)
        #expect(await world.get(guardian).status == 404)
        let second = try await registration.link("guardian", in: "own-guardian")
        #expect(await world.post(second).status == 303)
        // What one click gave, one click takes back, before the decision and after it.
        #expect(await world.post("\(second)/withdrawal").status == 303)
        #expect(await world.as(RegistrationWorld.secretariat).post(approval).status == 422)
        #expect(await world.post(second).status == 303)
        #expect(await world.as(RegistrationWorld.secretariat).post(approval).status == 303)
        #expect(try await registration.applications().map(\.state) == [.approved])
        func awaited() async throws -> Bool {
            let person = try #require(one.person)
            return try await registration.world.read {
                try GuardianStore(tx: $0).awaited([person], in: RegistrationWorld.edition) == [person]
            }
        }
        #expect(await world.post("\(second)/withdrawal").status == 303)
        #expect(try await awaited())
        // Decided anew, it is not approved without the guardian.
        let other = [("kind", "young"), ("body", "Youth council")]
        #expect(await world.post("\(page)/change", other).status == 303)
        #expect(await world.as(RegistrationWorld.secretariat).post(approval).status == 422)
        #expect(await world.post(second).status == 303)
        #expect(try await awaited() == false)
        #expect(await world.as(RegistrationWorld.secretariat).post(approval).status == 303)
        // The yes of one guardian is none of another who is named since, on the page of whoever holds a seat.
        let own = page.replacing("application", with: "participation")
        #expect(
            await world.post(own, answers.map { $0.0 == "q-guardian-mail" ? ($0.0, "gerda@home.example") : $0 }).status == 303)
        #expect(await world.post("\(page)/change", [("kind", "young"), ("body", "Youth club")]).status == 303)
        #expect(await world.as(RegistrationWorld.secretariat).post(approval).status == 422)
        #expect(
            !(await world.as(RegistrationWorld.secretariat).get("\(Self.list)/\(one.id)").text.contains("\(one.id)/approval")))
    }

    @Test(arguments: TestEngine.available)
    func `who is under age takes no place that is held unless the guardian agrees`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine, places: 1)
        let world = registration.world
        try await registration.reserve(1, for: RegistrationWorld.hill)
        let page = try await registration.apply(as: "young", body: "", answers: Self.underAge)
        let one = try #require(try await registration.applications().first)
        let guardian = try await registration.link("guardian", in: "own-guardian")
        #expect(await world.post(guardian).status == 303)
        #expect(await world.as(RegistrationWorld.secretariat).post("\(Self.list)/\(one.id)/approval").status == 303)
        let seat = try await registration.facts(RegistrationWorld.hill).seats[0].id
        try await registration.do { try $0.giveBack(seat, of: RegistrationWorld.hill) }
        #expect(await world.post("\(guardian)/withdrawal").status == 303)
        let refused = await world.post("\(page)/acceptance")
        #expect(refused.status == 422 && refused.text.contains("guardian"))
        #expect(await world.post(guardian).status == 303)
        #expect(await world.post("\(page)/acceptance").status == 303)
    }

    @Test(arguments: TestEngine.available)
    func `another authority is decided anew, and the place is given up`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let page = try await registration.apply()
        let world = registration.world
        let one = try #require(try await registration.applications().first)
        _ = await world.as(RegistrationWorld.coordinator).post("\(Self.delegation)/applications/\(one.id)/approval")
        #expect(await world.post("\(page)/change", [("kind", "officer"), ("body", "Bord-du-Lac")]).status == 303)
        #expect(try await registration.applications().map(\.state) == [.approved])
        #expect(await world.post("\(page)/change", [("kind", "officer"), ("body", "Hügel")]).status == 303)
        let changed = try #require(try await registration.applications().first)
        #expect(changed.state == .asked && changed.body == .authority("de-hill"))
        #expect(try await registration.facts().seats.map(\.person) == [nil])
        #expect(
            await world.as(RegistrationWorld.coordinator).post("\(Self.delegation)/applications/\(one.id)/approval").status == 404
        )
        #expect(await world.post("\(page)/change", [("kind", "journalist"), ("body", "The Lake Post")]).status == 303)
        #expect(try await registration.applications().map(\.state) == [.begun])
    }

    @Test(arguments: TestEngine.available)
    func `a change that cannot be understood changes nothing`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let page = try await registration.apply()
        let before = try await registration.applications()
        for (kind, body, status) in [("king", "X", 404), ("speaker", "X", 404), ("company", "", 422)] {
            let answer = await registration.world.post("\(page)/change", [("kind", kind), ("body", body)])
            #expect(answer.status == status)
        }
        let long = await registration.world.post(
            "\(page)/change", [("kind", "company"), ("body", String(repeating: "z", count: 300))])
        #expect(long.status == 422)
        #expect(try await registration.applications() == before)
    }

    @Test(arguments: TestEngine.available)
    func `the secretariat approves many at once, each with a delegation of one`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(RegistrationWorld.secretariat)
        let answers = [("q-institution", "University"), ("q-terms", "yes")]
        _ = try await registration.apply(
            as: "researcher", name: "Rosa", address: "rosa@uni.example", body: "University", answers: answers)
        let one = await world.get(Self.list).statements
        let page = try await registration.apply(
            as: "researcher", name: "Rita", address: "rita@uni.example", body: "University", answers: answers)
        _ = try await registration.apply(
            as: "researcher", name: "Ruth", address: "ruth@uni.example", body: "University", answers: answers)
        _ = await world.get(Self.list)
        #expect(await world.get(Self.list).statements <= one)
        #expect(await world.post("\(Self.list)/approval").status == 422)
        let ids = try await registration.applications().map { ("application", $0.id.value) }
        #expect(await world.post("\(Self.list)/approval", ids + [("application", "zzz")]).status == 303)
        #expect(await world.post("\(Self.list)/approval", ids).status == 422)
        let homes = try await registration.applications().compactMap(\.delegation)
        #expect(Set(homes).count == 3)
        #expect(try await registration.counts().allSatisfy { $0.kept == $0.counted })
        // Who came alone gives the place itself back.
        let own = page.replacing("application", with: "participation")
        #expect(await registration.world.post("\(own)/return").status == 303)
        let left = try await registration.world.read { tx in
            try tx.rows("SELECT count(*) AS n FROM seat WHERE given_back_at IS NULL")[0]["n"] as Int
        }
        #expect(left == 2)
    }

    @Test(arguments: TestEngine.available)
    func `who waits alone is never invited, may correct answers, and leaves nothing behind`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine, places: 1)
        try await registration.reserve(1, for: RegistrationWorld.hill)
        let answers = [("q-institution", "University"), ("q-terms", "yes")]
        let page = try await registration.apply(as: "researcher", body: "University", answers: answers)
        let one = try #require(try await registration.applications().first)
        let secretariat = registration.world.as(RegistrationWorld.secretariat)
        #expect(await secretariat.post("\(Self.list)/\(one.id)/approval").status == 303)
        let home = try #require(try await registration.applications().first?.delegation)
        #expect(try await registration.facts(home).delegation.state == .reserved)
        #expect(await registration.world.get(page).text.contains("name=\"q-institution\""))
        #expect(await registration.world.post(page, [("q-institution", "Academy"), ("q-terms", "yes")]).status == 303)
        // The same again, as the page offers it, changes nothing.
        let same = [("kind", "researcher"), ("body", "University")]
        #expect(await registration.world.post("\(page)/change", same).status == 303)
        #expect(try await registration.applications().map(\.state) == [.approved])
        #expect(await registration.world.post("\(page)/withdrawal").status == 303)
        #expect(try await registration.facts(home).delegation.state == .withdrawn)
        #expect(try await registration.waiting() == [])
    }

    @Test(arguments: TestEngine.available)
    func `who comes as something else is not let in by an authority`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let answers = [("q-outlet", "Lake Post"), ("q-press-card", "yes"), ("q-press-card-number", "7"), ("q-terms", "yes")]
        _ = try await registration.apply(as: "journalist", answers: answers)
        let one = try #require(try await registration.applications().first)
        #expect(one.state == .asked && one.body == .other("Seestadt"))
        let world = registration.world.as(RegistrationWorld.coordinator)
        #expect(!(await world.get(Self.delegation).text.contains("Olga Offizier")))
        #expect(await world.post("\(Self.delegation)/applications/\(one.id)/approval").status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `who holds a seat already gets the way to it, not a second one`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        _ = try await registration.participant("Olga Offizier", "olga")
        let page = try await registration.apply()
        #expect(try await registration.applications().map(\.state) == [.withdrawn])
        #expect(await registration.world.get(page).text.contains("You have no registration here any more"))
        #expect(try await registration.facts().seats.map(\.person) == ["olga"])
    }
}
