// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import HTTPTypes
import Server
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `The day of the conference` {
    private static let today = "/en/lakeside-2024/organise/programme/today"
    private static let desk = Actor.signedIn("desk", grants: [Grant(.registrationDesk, in: .edition("lakeside-2024"))])
    /// While TH1 and TH2 are on.
    private static let afternoon = Date(timeIntervalSince1970: 1_710_948_600)

    @Test(arguments: TestEngine.available)
    func `late is said on all pages at once, without a release, and taken back`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine).at(Self.afternoon)
        let desk = world.as(Self.desk)
        #expect(await desk.get(Self.today).text.contains("Young people"))
        #expect(await desk.post("/en/lakeside-2024/organise/programme/TH2/late", [("minutes", "15")]).status == 303)
        for page in ["programme", "programme/TH2", "displays/small"] {
            #expect(await world.get("/en/lakeside-2024/\(page)").text.contains("15 minutes late"), "\(page)")
        }
        #expect(await world.get("/en/lakeside-2024/changes").text.components(separatedBy: "id=\"release-").count == 2)
        #expect(await desk.post("/en/lakeside-2024/organise/programme/TH2/late", [("minutes", "0")]).status == 303)
        #expect(!(await world.get("/en/lakeside-2024/programme/TH2").text.contains("minutes late")))
    }

    @Test func `what was said is over with the session, or when it is moved`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite).at(Self.afternoon)
        func isLate(_ world: World) async -> Bool {
            await world.get("/en/lakeside-2024/programme/TH2").text.contains("15 minutes late")
        }
        let late = "/en/lakeside-2024/organise/programme/TH2/late"
        #expect(await world.as(Self.desk).post(late, [("minutes", "15")]).status == 303)
        #expect(await isLate(world.at(Self.afternoon.addingTimeInterval(60))))
        #expect(!(await isLate(world.at(Self.afternoon.addingTimeInterval(86_400)))))
        let moved =
            "lakeside-2024,TH2,2024-03-20,17:30,18:30,thematic,Young people,Jeunes,,FR,EN,youth,small,30,limited,unconfirmed,deputy,,,\n"
        try await world.write { tx in
            _ = try ProgrammeImport(tx: tx).sessions(Array((ProgrammeWorld.header + moved).utf8))
            _ = try ProgrammeActs.release(
                "lakeside-2024", only: [], note: nil, ReleaseMailing(SiteSettings(), random: Array(repeating: 1, count: 32)), tx)
        }
        #expect(!(await isLate(world)))
    }

    @Test(arguments: ["", "soon", "-5", "301"])
    func `it has to be a number of minutes`(minutes: String) async throws {
        let desk = try await ProgrammeWorld.make(.sqlite).as(Self.desk)
        #expect(await desk.post("/en/lakeside-2024/organise/programme/TH2/late", [("minutes", minutes)]).status == 422)
    }

    @Test(arguments: [
        ("TH1,2024-03-20,15:30,17:00", "cancelled", "TH1 is cancelled, so it cannot be late."),
        ("TH1,,,", "confirmed", "TH1 has no time yet, so it cannot be late."),
        ("TH1,2024-03-21,15:30,17:00", "confirmed", "TH1 is not held today."),
    ])
    func `what is not held today cannot be late`(when: String, status: String, sentence: String) async throws {
        let world = try await ProgrammeWorld.make(.sqlite).at(Self.afternoon)
        let desk = world.as(Self.desk)
        let late = "/en/lakeside-2024/organise/programme/TH1/late"
        #expect(await desk.post(late, [("minutes", "5")]).status == 303)
        try await ProgrammeWorld.change(
            "lakeside-2024,\(when),thematic,Safe streets,,,EN,,night,hall,,open,\(status),mayor,,,", in: world)
        let refused = await desk.post(late, [("minutes", "10")])
        #expect(refused.status == 409)
        #expect(refused.text.contains(sentence))
        #expect(await desk.post(late, [("minutes", "0")]).status == 303, "what was said can be taken back")
    }

    @Test func `buttons to say it are there on the day alone`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let (before, then) = (world.at(Self.afternoon.addingTimeInterval(-9 * 86_400)), world.at(Self.afternoon))
        #expect(await before.as(Self.desk).get(Self.today).text.contains("Young people"))
        #expect(!(await before.as(Self.desk).get(Self.today).text.contains("/TH2/late")))
        #expect(await then.as(Self.desk).get(Self.today).text.contains("/TH2/late"))
    }

    @Test func `a screen says the day where it is another`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let day = "<p class=\"display-day\">Wednesday 20 March 2024</p>"
        let (eve, then) = (world.at(Self.afternoon.addingTimeInterval(-86_400)), world.at(Self.afternoon))
        #expect(await eve.get("/en/lakeside-2024/displays/hall").text.contains(day))
        #expect(!(await then.get("/en/lakeside-2024/displays/hall").text.contains("display-day")))
        #expect(await then.get("/en/lakeside-2024/displays/hall?view=door").text.contains(day))
    }

    @Test func `strangers, neighbours and what was not published find nothing`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let neighbour = world.as(.signedIn("desk", grants: [Grant(.registrationDesk, in: .edition("hill-2027"))]))
        for one in [world, neighbour] {
            #expect(await one.get(Self.today).status == 404)
            #expect(await one.post("/en/lakeside-2024/organise/programme/TH2/late", [("minutes", "5")]).status == 404)
        }
        #expect(await world.as(Self.desk).post("/en/lakeside-2024/organise/programme/XX/late", [("minutes", "5")]).status == 404)
        let draft = try await ProgrammeWorld.make(.sqlite, isReleased: false).as(Self.desk)
        #expect(await draft.post("/en/lakeside-2024/organise/programme/TH2/late", [("minutes", "5")]).status == 404)
    }

    @Test func `the worker of screens stands among them, may touch nothing else`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite)
        let worker = await world.get("/en/lakeside-2024/displays/worker.js")
        #expect(worker.status == 200)
        #expect(worker.headers[.contentType]?.hasPrefix("text/javascript") == true)
        #expect(worker.headers[try #require(HTTPField.Name("Service-Worker-Allowed"))] == nil)
        #expect(worker.text.contains("registration.scope"))
        #expect(await world.get("/en/nowhere-2030/displays/worker.js").status == 404)
    }

    @Test func `a screen tells what is on, what comes, and the channels`() async throws {
        let world = try await ProgrammeWorld.make(.sqlite).at(Self.afternoon)
        let hall = await world.get("/en/lakeside-2024/displays/hall")
        #expect(hall.parts(from: "<li class=\"", to: "\"") == ["is-now"])
        #expect(hall.text.contains("Safe &amp; calm &lt;streets&gt;"))
        #expect(!hall.text.contains("<nav"))
        let morning = world.at(Self.afternoon.addingTimeInterval(-4 * 3_600))
        let door = await morning.get("/en/lakeside-2024/displays/hall?view=door")
        #expect(door.parts(from: "<li class=\"", to: "\"") == ["is-next", "is-later"])
        #expect(
            door.text.contains("<b>1</b> English") && door.text.contains("<b>2</b> French")
                && door.text.contains("<b>3</b> Dutch"))
        #expect(await world.get("/en/lakeside-2024/displays/attic").status == 404)
        #expect(await world.get("/en/lakeside-2024/displays").text.contains("/en/lakeside-2024/displays/small?view=door"))
    }
}
