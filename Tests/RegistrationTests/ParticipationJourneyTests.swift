// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import People
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `A participant answers on their own page` {
    private static let done = [("q-function", "Deputy head"), ("q-terms", "yes")]

    @Test(arguments: TestEngine.available)
    func `who is named gets the link once, and again when it is asked for`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (_, seat) = try await registration.participant()
        #expect(try await registration.letters().map(\.kind) == ["own-participation"])
        #expect(try await registration.letters().map(\.address) == ["paula@city.example"])
        try await registration.world.write { _ = try $0.run("DELETE FROM timer") }
        try await registration.do { try $0.name(seat, nil, of: RegistrationWorld.city) }
        try await registration.do { try $0.name(seat, "paula", of: RegistrationWorld.city) }
        let waits: @Sendable (Transaction) throws -> [String] = { try $0.rows("SELECT kind FROM timer").map { $0["kind"] } }
        #expect(try await registration.world.read(waits) == [])
        let page = "/en/hill-2027/delegation/fr-lakeside/seats/\(seat)"
        #expect(await registration.world.as(RegistrationWorld.neighbour).post("\(page)/link").status == 404)
        #expect(await registration.world.as(RegistrationWorld.coordinator).post("\(page)/link").status == 303)
        #expect(try await registration.world.read(waits) == ["registration.own-link-mail"])
    }

    @Test(arguments: TestEngine.available)
    func `a draft shows what is asked because of an answer, and the coordinator sees only that there are answers`(
        _ engine: TestEngine
    ) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, _) = try await registration.participant()
        let world = registration.world
        let first = await world.get(page)
        #expect(first.status == 200)
        #expect(first.text.contains("q-languages") && !first.text.contains("q-departure-time"))
        let draft = await world.post(page, [("q-departure", "2027-10-22"), ("q-function", "Secret <b>"), ("save", "draft")])
        #expect(draft.status == 303)
        #expect(await world.get(page).text.contains("q-departure-time"))
        let delegation = "/en/hill-2027/delegation/fr-lakeside"
        #expect(await world.as(RegistrationWorld.coordinator).get(delegation).text.contains("has not answered yet"))
        let sent = [("q-departure", "2027-10-22"), ("q-departure-time", "9:40"), ("q-languages", "fr"), ("q-languages", "en")]
        #expect(await world.post(page, sent + Self.done).status == 303)
        let answers = try #require(try await registration.answers())
        #expect(answers.value("languages") == .choices(["fr", "en"]) && answers.value("departure-time") == .text("09:40"))
        #expect(!answers.isDraft)
        let seen = await world.as(RegistrationWorld.coordinator).get(delegation)
        #expect(seen.text.contains("has answered") && !seen.text.contains("Deputy head") && !seen.text.contains("09:40"))
    }

    @Test(arguments: TestEngine.available)
    func `what is refused stays typed, and nothing is kept`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, _) = try await registration.participant()
        let wrong = await registration.world.post(
            page, [("q-function", "Head <of>"), ("q-arrival", "soon"), ("q-access", "A ramp")])
        #expect(wrong.status == 422)
        for text in ["Head &lt;of&gt;", "value=\"soon\"", "A ramp", "We may keep this only with your consent", "Tick this box"] {
            #expect(wrong.text.contains(text), "\(text)")
        }
        #expect(try await registration.answers() == nil)
    }

    @Test(arguments: TestEngine.available)
    func `a consent is taken back with one button, and what rests on it is gone`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, _) = try await registration.participant()
        let world = registration.world
        let sensitive = [("q-diet-consent", "yes"), ("q-diet", "vegan"), ("q-diet", "no-nuts"), ("q-photo", "yes")]
        #expect(await world.post(page, Self.done + sensitive).status == 303)
        #expect(try await registration.answers()?.value("diet") == .choices(["vegan", "no-nuts"]))
        #expect(await world.post("\(page)/consents/diet-consent/withdrawal").status == 303)
        let after = try #require(try await registration.answers())
        #expect(after.value("diet") == nil && after.value("photo") == .yes(true))
        #expect(after.consents.first { $0.question == "diet-consent" }?.withdrawn != nil)
        #expect(await world.post("\(page)/consents/terms/withdrawal").status == 422)
        #expect(await world.post("\(page)/consents/nothing/withdrawal").status == 422)
    }

    @Test(arguments: TestEngine.available)
    func `a link that has ended, is another edition's or never was opens nothing`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, _) = try await registration.participant()
        let world = registration.world
        for path in [page.replacing("hill-2027", with: "lakeside-2024"), "/en/hill-2027/participation/zzzz"] {
            #expect(await world.get(path).status == 404)
            #expect(await world.post(path, Self.done).status == 404)
            #expect(await world.post("\(path)/return").status == 404)
            #expect(await world.post("\(path)/consents/photo/withdrawal").status == 404)
        }
        try await world.write { try ParticipationStore(tx: $0).addressChanged(of: "paula") }
        #expect(await world.get(page).status == 404)
        #expect(try await registration.facts().seats.map(\.person) == ["paula"])
    }

    @Test(arguments: TestEngine.available)
    func `a place is given back once, and the delegation keeps the seat`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, seat) = try await registration.participant()
        let world = registration.world
        #expect(await world.post("\(page)/return").status == 303)
        #expect(try await registration.facts().seats.map(\.id) == [seat])
        #expect(try await registration.facts().seats.map(\.person) == [nil])
        #expect(await world.post("\(page)/return").status == 422)
        #expect(await world.post(page, Self.done).status == 422)
        #expect(await world.get(page).text.contains("You hold no place"))
    }

    /// Whoever can read somebody's answers is decided by the mailbox, never by who typed the address.
    @Test(arguments: TestEngine.available)
    func `who has answered cannot be written to elsewhere by their coordinator`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(RegistrationWorld.coordinator)
        try await registration.reserve(1)
        let seat = try await registration.facts().seats[0].id
        let path = "/en/hill-2027/delegation/fr-lakeside/seats/\(seat)"
        _ = await world.post(path, [("name", "Nora"), ("address", "nora@city.example"), ("kind", "officer")])
        let nora = try #require(try await registration.facts().seats[0].person)
        let first = "/en/hill-2027/participation/\(try await registration.told(nora))"
        // A slip is corrected: what went to the wrong address opens nothing any more.
        let corrected = [("name", "Nora"), ("address", "nora@town.example"), ("who", "same"), ("kind", "officer")]
        _ = await world.post(path, corrected)
        #expect(await registration.world.get(first).status == 404)
        let later = registration.at(600)
        try await later.world.write { [timing = later.timing] tx in
            try timing.tellParticipant(tx, "hill-2027:\(nora)", [UInt8](repeating: 9, count: 96))
        }
        let own = "/en/hill-2027/participation/\(Secret([UInt8](repeating: 9, count: 32)).text)"
        #expect(await registration.world.post(own, Self.done).status == 303)
        let stolen = [("name", "Nora"), ("address", "mallory@evil.example"), ("who", "same"), ("kind", "officer")]
        _ = await world.post(path, stolen)
        let addresses = try await registration.world.read { try PersonStore(tx: $0).addresses(of: nora).map(\.address) }
        #expect(addresses == ["nora@town.example"])
        // It names somebody else then, who has answered nothing.
        let holder = try #require(try await registration.facts().seats[0].person)
        #expect(holder != nora)
        #expect(try await registration.answers(holder) == nil)
    }

    @Test(arguments: TestEngine.available)
    func `answers are read by who was promised to, and that is recorded`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, _) = try await registration.participant()
        let world = registration.world
        let path = "/en/hill-2027/organise/registration/answers/paula"
        #expect(await world.as(RegistrationWorld.secretariat).get(path).status == 404)
        _ = await world.post(page, Self.done + [("q-photo", "yes"), ("q-arrival", "2027-10-20")])
        for stranger in [RegistrationWorld.coordinator, RegistrationWorld.neighbour, RegistrationWorld.otherSecretariat] {
            #expect(await world.as(stranger).get(path).status == 404)
        }
        #expect(await world.get(path).status == 404)
        let read = await world.as(RegistrationWorld.secretariat).get(path)
        #expect(read.text.contains("Deputy head") && read.text.contains("20 October 2027"))
        let press = await world.as(RegistrationWorld.press).get(path)
        #expect(press.status == 200 && !press.text.contains("Deputy head"))
        #expect(press.text.contains("photographs"))
        #expect(try await registration.acts().filter { $0 == "answers.read" }.count == 2)
    }

    @Test(arguments: TestEngine.available)
    func `another kind of seat asks its own questions`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, seat) = try await registration.participant()
        _ = await registration.world.post(page, Self.done)
        try await registration.do { try $0.change(seat, to: .elected, of: RegistrationWorld.city) }
        let shown = await registration.world.get(page)
        #expect(shown.text.contains("q-elected-office") && !shown.text.contains("q-function"))
        #expect(await registration.world.post(page, [("q-elected-office", "Mayor"), ("q-terms", "yes")]).status == 303)
        let answers = try #require(try await registration.answers())
        #expect(answers.value("elected-office") == .text("Mayor") && answers.value("function") == nil)
    }
}

@Suite struct `Answers are erased when their time has come` {
    @Test(arguments: TestEngine.available)
    func `question by question, and a trial erases nothing`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, _) = try await registration.participant()
        let given = [
            ("q-function", "Officer"), ("q-terms", "yes"), ("q-access-consent", "yes"), ("q-access", "A ramp"),
            ("q-emergency-name", "Otto"), ("q-emergency-phone", "+32 2 123 45 67"),
        ]
        #expect(await registration.world.post(page, given).status == 303)
        let record = try #require(
            try await registration.world.read { try EditionStore(tx: $0).all().first { $0.edition.id == "hill-2027" } })
        #expect(record.edition.dates.last == Day(2027, 10, 31))
        func erase(_ day: Day, isTrial: Bool = false) async throws -> ErasedAnswers {
            try await registration.world.at(day.midnightUTC + 43_200).write {
                try AnswersErasing(record.edition, $0).erase(isTrial: isTrial)
            }
        }
        let due = try await registration.world.read { tx in
            try tx.rows("SELECT due FROM timer WHERE kind = 'registration.retention'").map { Date(milliseconds: $0["due"]) }
        }
        #expect(due == [Date(timeIntervalSince1970: 1_825_542_000)])
        let eighth = try #require(Day(2027, 11, 8)), december = try #require(Day(2027, 12, 1))
        #expect(try await erase(try #require(Day(2027, 11, 6))).people == 0)
        #expect(try await erase(eighth, isTrial: true).questions == ["emergency-name": 1, "emergency-phone": 1])
        #expect(try await registration.answers()?.value("emergency-name") == .text("Otto"))
        #expect(try await erase(eighth).people == 1)
        #expect(try await registration.answers()?.value("emergency-name") == nil)
        #expect(try await registration.answers()?.value("access") == .text("A ramp"))
        #expect(try await erase(december).questions["access"] == 1)
        #expect(try await registration.answers()?.value("function") == .text("Officer"))
        #expect(try await erase(try #require(Day(2031, 1, 1))).people == 1)
        #expect(try await registration.answers() == nil)
    }

    @Test(arguments: TestEngine.available)
    func `who has no account takes what is kept along, and asks to be erased`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world
        let (own, _) = try await registration.participant()
        let applied = try await registration.apply()
        for (page, name) in [(own, "Paula Petit"), (applied, "Olga Offizier")] {
            let shown = await world.get(page).text
            #expect(shown.contains("\(page)/data.json") && shown.contains("\(page)/erasure"))
            let file = await world.get("\(page)/data.json")
            #expect(file.status == 200 && file.text.contains(name))
            #expect(await world.get("\(page)/erasure").text.contains("Ask to be erased"))
            #expect(await world.post("\(page)/erasure").status == 303)
            #expect(await world.get("\(page)/erasure").text.contains("You asked to be erased"))
            #expect(await world.post("\(page)/erasure/removal").status == 303)
            #expect(await world.get("\(page)/erasure").text.contains("Ask to be erased"))
            for stranger in [page.replacing("hill-2027", with: "lakeside-2024"), page + "x"] {
                for part in ["data.json", "erasure"] { #expect(await world.get("\(stranger)/\(part)").status == 404) }
                for part in ["erasure", "erasure/removal"] { #expect(await world.post("\(stranger)/\(part)").status == 404) }
            }
        }
        // Whoever has an account may have a second factor, which no link goes around.
        try await world.write { tx in
            try tx.run("INSERT INTO account (person, created, handle) VALUES ('paula', 1, \([UInt8]([1, 2, 3])))")
        }
        let withAccount = await world.get(own).text
        #expect(withAccount.contains("/en/account/data") && !withAccount.contains("\(own)/data.json"))
        for part in ["data.json", "erasure"] { #expect(await world.get("\(own)/\(part)").status == 404) }
        #expect(await world.post("\(own)/erasure").status == 404)
        let exported = try await registration.acts().filter { $0 == "person.data-exported" }
        #expect(exported.count == 2)
    }
}
