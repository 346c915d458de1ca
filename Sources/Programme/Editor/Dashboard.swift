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
        waiting = Self.waiting(scene)
        figures = [Self.states(scene), Self.lacks(scene), Self.conflicts(scene), Self.texts(scene, bases)].filter {
            !$0.rows.isEmpty
        }
    }

    private static func waiting(_ scene: EditorScene) -> [Waiting] {
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
        if changed > 0 {
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
