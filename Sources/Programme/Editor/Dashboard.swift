// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Timetable
import Vocabulary

/// What those who organise an edition see first of its programme: what waits for them, and how far it is.
package struct ProgrammeDashboard: Sendable {
    /// Something that waits: a sentence, and where something can be done about it.
    package struct Waiting: Sendable {
        package let text: String
        package let address: Address, label: String
        package let isAlarm: Bool
    }

    /// Figures under a title, with the place they come from.
    package struct Figures: Sendable {
        package let title: String
        package let rows: [(label: String, count: Int, address: Address?)]

        package init(title: String, rows: [(label: String, count: Int, address: Address?)]) {
            self.title = title
            self.rows = rows
        }
    }

    package let waiting: [Waiting]
    package let figures: [Figures]

    /// Read in the transaction of the page, with a fixed number of statements. Nil where nothing is planned.
    package init?(_ tx: Transaction, _ record: EditionRecord, _ request: Request) throws {
        guard request.allows("programme.plan", in: .edition(record.edition.id.value)) else { return nil }
        let scene = try EditorScene(tx, record, words: request.words, canEdit: false)
        guard !scene.draft.content.sessions.isEmpty else { return nil }
        let bases = try TextStore(tx: tx).bases(of: record.edition.id)
        let standing = try SpeakerStore(tx: tx).standing(of: record.edition.id)
        let scope = Scope.edition(record.edition.id.value)
        waiting =
            Self.waiting(scene, mayRelease: request.allows("programme.release", in: scope))
            + (request.allows("speaker.ask", in: scope) ? Self.waiting(scene, standing) : [])
        figures = [
            Self.states(scene), Self.speakers(scene, standing), Self.lacks(scene), Self.conflicts(scene),
            Self.texts(scene, bases),
        ].filter { !$0.rows.isEmpty }
    }

    /// Speakers whose answer asks for something.
    private static func waiting(_ scene: EditorScene, _ standing: SpeakerStanding) -> [Waiting] {
        let held = scene.draft.content.sessions.filter { $0.status != .cancelled }.flatMap(\.speakers).map(\.speaker)
        let states = Set(held).map { standing.contact($0).state }
        func waiting(_ count: Int, _ key: String, _ state: SpeakerState, isAlarm: Bool) -> Waiting? {
            guard count > 0 else { return nil }
            return Waiting(
                text: scene.words(key, ["count": .number(count)]), address: speakers(scene, state),
                label: scene.words("speakers.title"), isAlarm: isAlarm)
        }
        return [
            waiting(states.count { $0 == .declined }, "dashboard.declined", .declined, isAlarm: true),
            waiting(states.count { $0 == .asked }, "dashboard.asked", .asked, isAlarm: false),
            waiting(states.count { $0 == .reminded }, "dashboard.reminded", .reminded, isAlarm: false),
        ].compactMap { $0 }
    }

    private static func speakers(_ scene: EditorScene, _ state: SpeakerState) -> Address {
        Address("\(scene.base)/speakers").with([("state", state.rawValue)])
    }

    private static func speakers(_ scene: EditorScene, _ standing: SpeakerStanding) -> Figures {
        let states = scene.draft.content.speakers.map { standing.contact($0.id).state }
        return Figures(
            title: scene.words("dashboard.speakers"),
            rows: states.isEmpty
                ? []
                : SpeakerState.allCases.map { state in
                    (scene.words("speaker.shown.\(state.rawValue)"), states.count { $0 == state }, speakers(scene, state))
                })
    }

    private static func waiting(_ scene: EditorScene, mayRelease: Bool) -> [Waiting] {
        let words = scene.words
        let (blocking, changed) = (
            scene.judged.holdingUp().count, scene.draft.content.sessions.count { !scene.unreleased($0).isEmpty }
        )
        var waiting: [Waiting] = []
        if blocking > 0 {
            waiting.append(
                Waiting(
                    text: words("dashboard.blocking", ["count": .number(blocking)]), address: "\(scene.base)/conflicts",
                    label: words("conflicts.title"), isAlarm: true))
        }
        if changed > 0, mayRelease {
            waiting.append(
                Waiting(
                    text: words("dashboard.unreleased", ["count": .number(changed)]), address: "\(scene.base)/release",
                    label: words("board.release"), isAlarm: false))
        }
        return waiting
    }

    private static func list(_ scene: EditorScene, _ name: String, _ value: String) -> Address {
        Address("\(scene.base)/list").with([(name, value)])
    }

    private static func states(_ scene: EditorScene) -> Figures {
        let sessions = scene.draft.content.sessions
        return Figures(
            title: scene.words("dashboard.states"),
            rows: SessionStatus.allCases.map { status in
                (
                    scene.words("session.status.\(status.rawValue)"), sessions.count { $0.status == status },
                    list(scene, "status", status.rawValue)
                )
            })
    }

    private static func lacks(_ scene: EditorScene) -> Figures {
        Figures(
            title: scene.words("dashboard.lacks"),
            rows: PlannedSessionFilter.Lack.allCases.filter { $0 != .release }.map { lack in
                (
                    scene.words("list.lack.\(lack.rawValue)"),
                    scene.draft.content.sessions.count { $0.status != .cancelled && PlannedSessionFilter.lacks($0, lack, scene) },
                    list(scene, "lack", lack.rawValue)
                )
            })
    }

    private static func conflicts(_ scene: EditorScene) -> Figures {
        let counts = Dictionary(grouping: scene.judged.conflicts, by: \.kind).mapValues(\.count)
        return Figures(
            title: scene.words("conflicts.title"),
            rows: ConflictKind.allCases.compactMap { kind in
                counts[kind].map { (scene.words("conflict.kind.\(kind.rawValue)"), $0, "\(scene.base)/conflicts") }
            })
    }

    private static func texts(_ scene: EditorScene, _ bases: [SessionCode: [SessionTexts.Key: String]]) -> Figures {
        let all = scene.draft.content.sessions.map { SessionTexts(session: $0, bases: bases[$0.code] ?? [:]) }
        return Figures(
            title: scene.words("dashboard.texts"),
            rows: Language.allCases.map { language in
                (
                    scene.words.language(code: language.rawValue),
                    all.count { [.missing, .outdated, .kept(.draft)].contains($0.standing(in: language)) },
                    Address("\(scene.base)/texts").with([("lacking", language.rawValue)])
                )
            })
    }
}
