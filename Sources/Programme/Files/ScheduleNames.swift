// SPDX-License-Identifier: EUPL-1.2
import Database
import Vocabulary

/// What other programs, and ours in six languages, call kinds of sessions and the place without a room.
enum ScheduleNames {
    static let kinds: [String: SessionKind] = {
        var names: [String: SessionKind] = [
            "talk": .thematic, "lecture": .thematic, "vortrag": .thematic, "panel": .thematic, "podium": .thematic,
            "panel discussion": .thematic, "session": .thematic, "track session": .thematic, "keynote": .plenary,
            "plenum": .plenary,
            "workshop": .workshop, "hands on": .workshop, "lightning talk": .pitch, "lightning talks": .pitch,
            "lightning": .pitch,
            "poster": .pitch, "break": .pause, "coffee break": .pause, "pause": .pause, "kaffeepause": .pause, "lunch": .lunch,
            "lunch break": .lunch, "party": .reception, "meeting": .other, "bof": .other, "film": .other, "concert": .other,
            "performance": .other, "podcast": .other, "game": .other, "contest": .other, "djset": .other, "other": .other,
        ]
        for kind in SessionKind.allCases {
            names[Folding.folded(kind.rawValue)] = kind
            for language in Language.allCases { names[Folding.folded(Words(language)("session.kind.\(kind.rawValue)"))] = kind }
        }
        return names
    }()

    static let elsewhere = Set(Language.allCases.map { Words($0)("room.elsewhere") })
}
