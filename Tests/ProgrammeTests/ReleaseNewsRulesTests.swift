// SPDX-License-Identifier: EUPL-1.2
import People
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Who is told of a release` {
    private let changed = [SessionCode("A")!, SessionCode("B")!]

    private func follower(
        _ id: String, _ favourites: [String] = [], duties: [String] = [], address: String? = "x@city.example",
        wantsNoMail: Bool = false
    ) -> Follower {
        Follower(
            person: ID(id), name: id, language: .fr, address: address, wantsNoMail: wantsNoMail,
            favourites: Set(favourites.compactMap { SessionCode($0) }), duties: Set(duties.compactMap { SessionCode($0) }))
    }

    private func news(_ id: String, _ sessions: [String], hasDuty: Bool = false) -> ReleaseNews {
        ReleaseNews(
            person: ID(id), name: id, address: "x@city.example", language: .fr, sessions: sessions.compactMap { SessionCode($0) },
            hasDuty: hasDuty)
    }

    private func told(_ followers: Follower...) -> ReleaseAudience { ReleaseAudience(followers, changed: changed) }

    @Test func `nobody is told of what did not change`() {
        #expect(told(follower("a", ["C"]), follower("b", duties: ["D"]), follower("c")) == told())
        #expect(told().told == [])
    }

    @Test func `whoever chose sessions gets one mail about those that changed, in the order of the programme`() {
        #expect(told(follower("a", ["C", "B", "A"])).told == [news("a", ["A", "B"])])
    }

    @Test func `each person gets a mail of their own`() {
        let audience = told(follower("b", ["A"]), follower("a", ["B"]), follower("c", ["C"]))
        #expect(audience.told == [news("a", ["B"]), news("b", ["A"])])
        #expect(audience.choosing == 2)
    }

    @Test func `a part in a session counts as much as a choice, and both make one mail`() {
        let audience = told(follower("a", ["A"], duties: ["B"]), follower("b", duties: ["A"]))
        #expect(audience.told == [news("a", ["A", "B"], hasDuty: true), news("b", ["A"], hasDuty: true)])
        #expect([audience.choosing, audience.withDuties] == [1, 2])
    }

    @Test func `whoever wants no mail gets none about what they chose`() {
        let audience = told(follower("a", ["A"], wantsNoMail: true))
        #expect(audience.told == [])
        #expect(audience.unwilling == 1)
    }

    @Test func `whoever wants no mail is told what they have to do, and of nothing else`() {
        let audience = told(follower("a", ["A"], duties: ["B"], wantsNoMail: true))
        #expect(audience.told == [news("a", ["B"], hasDuty: true)])
        #expect([audience.unwilling, audience.choosing, audience.withDuties] == [0, 0, 1])
    }

    @Test func `whoever cannot be written to is counted`() {
        let audience = told(follower("a", ["A"], address: nil), follower("b", duties: ["A"], address: nil))
        #expect(audience.told == [])
        #expect(audience.unreachable == 2)
    }

    @Test func `a release that changes no session tells nobody`() {
        #expect(ReleaseAudience([follower("a", ["A"])], changed: []).told == [])
    }
}

@Suite struct `Who has a part in a session` {
    private func session(_ code: String, _ speakers: [ID<Speaker>]) -> Session {
        var session = ReleaseRulesWorld.session(code)
        session.speakers = speakers.map { SessionSpeaker(speaker: $0, role: .moderator) }
        return session
    }

    @Test func `speakers lead to persons, one to several and several to one`() {
        let duties = SessionDuties(["mayor": ["anna", "office"], "chair": ["anna"]])
        let sessions = [session("A", ["mayor"]), session("B", ["chair"]), session("C", ["nobody"])]
        let (a, b) = (SessionCode("A")!, SessionCode("B")!)
        #expect(duties.duties(in: sessions) == ["anna": [a, b], "office": [a]])
        #expect(duties.duties(of: "anna", in: sessions) == [a, b])
        #expect(duties.duties(of: "bert", in: sessions) == [])
    }
}
