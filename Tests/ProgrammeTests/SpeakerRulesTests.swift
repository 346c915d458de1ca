// SPDX-License-Identifier: EUPL-1.2
@testable import Editions
import Foundation
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Asking a speaker` {
    private static let now = Date(timeIntervalSince1970: 1_709_300_000)
    private static let day: TimeInterval = 86_400

    private func facts(_ state: SpeakerState, _ change: (inout AskFacts) -> Void = { _ in }) -> AskFacts {
        var facts = AskFacts(contact: SpeakerContact(address: "a@b.example", state: state), linkEnds: Self.now + Self.day)
        if state != .notAsked { facts.contact.askedAt = Self.now - 3 * Self.day }
        change(&facts)
        return facts
    }

    @Test func `begins with the first mail`() throws {
        let (contact, kind) = try facts(.notAsked).asking(at: Self.now)
        #expect(kind == .first)
        #expect(contact == SpeakerContact(address: "a@b.example", state: .asked, askedAt: Self.now))
    }

    @Test(arguments: [SpeakerState.asked, .reminded])
    func `goes on with reminders`(state: SpeakerState) throws {
        let asked = facts(state)
        let (contact, kind) = try asked.asking(at: Self.now)
        #expect(kind == .reminder)
        #expect(
            contact
                == SpeakerContact(
                    address: "a@b.example", state: .reminded, askedAt: asked.contact.askedAt, remindedAt: Self.now, reminders: 1))
    }

    @Test func `for what is missing leaves a confirmation as it is`() throws {
        let (contact, kind) = try facts(.confirmed) { $0.hasPortrait = true }.asking(at: Self.now)
        #expect(kind == .missing)
        #expect(contact.state == .confirmed)
        #expect(contact.reminders == 1)
    }

    @Test func `is refused`() {
        let cases: [(AskFacts, SpeakerRefusal)] = [
            (facts(.notAsked) { $0.linkEnds = Self.now }, .over), (facts(.notAsked) { $0.contact.address = "" }, .noAddress),
            (facts(.declined), .declined),
            (
                facts(.confirmed) {
                    $0.hasPortrait = true
                    $0.hasBiography = true
                }, .complete
            ),
            (facts(.asked) { $0.contact.askedAt = Self.now - Self.day + 1 }, .lately),
            (facts(.reminded) { $0.contact.remindedAt = Self.now - Self.day + 1 }, .lately),
        ]
        for (facts, refusal) in cases { #expect(throws: refusal) { try facts.asking(at: Self.now) } }
    }

    @Test func `is possible again after a day`() throws {
        #expect(try facts(.asked) { $0.contact.askedAt = Self.now - Self.day }.asking(at: Self.now).kind == .reminder)
    }

    @Test(arguments: [
        (SpeakerState.notAsked, false, [SpeakerGroup.notAsked]), (.asked, false, [.unanswered]),
        (.reminded, false, [.unanswered]),
        (.confirmed, false, [.noBiography, .noPortrait]), (.confirmed, true, [.noPortrait]), (.declined, false, []),
    ])
    func `is done by groups`(state: SpeakerState, hasBiography: Bool, groups: [SpeakerGroup]) {
        let facts = facts(state) { $0.hasBiography = hasBiography }
        #expect(SpeakerGroup.allCases.filter(facts.belongs) == groups)
    }
}

@Suite struct `The link of a speaker` {
    private func ends(_ dates: String) throws -> String {
        let edition = Edition(
            id: "x", number: 1, city: "X", country: "FR", zone: "Europe/Paris", dates: try #require(EditionDates(dates)),
            isInvented: true, notes: "", sources: "")
        return SpeakerRetention.linkEnds(edition).formatted(.iso8601)
    }

    @Test func `works until two weeks after the last day`() throws {
        #expect(try ends("2024-03-20/2024-03-22") == "2024-04-05T22:00:00Z")
        #expect(try ends("2027-12") == "2028-01-14T23:00:00Z")
        #expect(try ends("2027-02") == "2027-03-14T23:00:00Z")
    }
}

@Suite struct `Another speaker` {
    private func facts() throws -> EditFacts {
        let edition = Edition(
            id: "x", number: 1, city: "X", country: "FR", zone: "Europe/Paris", dates: try #require(EditionDates("2024-03")),
            isInvented: true, notes: "", sources: "")
        var draft = ProgrammeDraft(edition: edition)
        draft.content.speakers = ["a", "b"].map {
            Speaker(id: ID($0), name: $0, office: LocalizedText(), authority: nil, institution: nil, body: "", country: "")
        }
        for (code, speakers) in [("S1", ["a"]), ("S2", ["a", "b"]), ("S3", ["b"])] {
            var session = SessionForm.empty(try #require(SessionCode(code)))
            session.speakers = speakers.map { SessionSpeaker(speaker: ID($0), role: .speaker) }
            session.speakers.append(SessionSpeaker(speaker: ID(speakers[0]), role: .moderator))
            draft.put(SessionDraft(session))
            draft.versions[session.code] = 7
        }
        return EditFacts(draft: draft)
    }

    private func speakers(_ edits: [SessionEdit]) -> [String] {
        edits.compactMap { edit in
            guard case .change(let draft, from: 7) = edit else { return nil }
            return "\(draft.code): " + draft.session.speakers.map { "\($0.speaker) \($0.role)" }.joined(separator: ", ")
        }
    }

    @Test func `takes over all duties, none twice`() throws {
        #expect(
            speakers(try facts().replacing("a", by: "b", in: nil))
                == ["S1: b speaker, b moderator", "S2: b speaker, b moderator"])
    }

    @Test func `takes over in one session`() throws {
        #expect(speakers(try facts().replacing("a", by: "b", in: SessionCode("S1"))) == ["S1: b speaker, b moderator"])
    }

    @Test func `has to be known, another one, and somebody who has duties`() throws {
        let facts = try facts()
        #expect(throws: EditRefusal.unknownSpeaker("c")) { try facts.replacing("a", by: "c", in: nil) }
        #expect(throws: EditRefusal.nothing) { try facts.replacing("a", by: "a", in: nil) }
        #expect(throws: EditRefusal.nothing) { try facts.replacing("a", by: "b", in: SessionCode("S3")) }
    }
}
