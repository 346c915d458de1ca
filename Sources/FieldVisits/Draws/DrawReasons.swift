// SPDX-License-Identifier: EUPL-1.2
import Draw
import Vocabulary

/// Why somebody got what they got, wish by wish, in sentences of the reader's language.
struct DrawReasons: Sendable, Equatable {
    /// One departure that was wished.
    struct Line: Sendable, Equatable {
        let rank: Int
        /// The departure.
        let option: String
        let isGiven: Bool
        let why: [String]
    }

    let lines: [Line]
    /// The departures they got.
    let given: [String]

    /// - Parameter name: of a departure by its id, as the reader's page calls it.
    init(_ explanation: Explanation, _ instance: Instance, _ words: Words, name: (String) -> String) {
        func id(_ option: Int) -> String { instance.options[option].id }
        given = explanation.given.map(id)
        lines = explanation.wishes.map { wish in
            Line(
                rank: wish.rank, option: id(wish.option), isGiven: wish.answer == .given,
                why: Self.phrases(wish, instance) { name(id($0)) }.map { words($0) })
        }
    }

    private static func phrases(
        _ wish: Explanation.Wish, _ instance: Instance, _ name: (Int) -> String
    ) -> [Phrase] {
        switch wish.answer {
        case .given: ["draw.why.given"]
        case .notOpen(_, let obstacle): [phrase(obstacle)]
        case .notWishedBy, .neverWithin: ["draw.why.never-within"]
        case .notNeeded: ["draw.why.not-needed"]
        case .clashes(let other): [Phrase("draw.why.clashes", ["departure": .text(name(other))])]
        case .outweighed: ["draw.why.outweighed"]
        case .full(let standings): standings.map { phrase($0, rank: wish.rank) }
        }
    }

    private static func phrase(_ obstacle: Instance.Obstacle) -> Phrase {
        switch obstacle {
        case .cancelled(DrawInstanceRules.cancelled): "draw.why.cancelled"
        case .cancelled(let reason): Phrase("draw.why.cancelled-for", ["reason": .text(reason)])
        case .noPlaces: "draw.why.no-places"
        case .clash: "draw.why.elsewhere"
        case .language: "draw.why.language"
        }
    }

    private static func phrase(_ standing: Explanation.Standing, rank: Int) -> Phrase {
        let values: [String: Phrase.Value] = [
            "count": .number(standing.most), "same": .number(standing.profile.prefix(rank).reduce(0, +)),
        ]
        switch standing.limit {
        case .option: return Phrase("draw.why.full", values)
        case .reserved: return Phrase("draw.why.full-besides-reserved", values)
        case .delegation: return Phrase("draw.why.delegation", values)
        case .delegationOnVisit: return Phrase("draw.why.delegation-visit", values)
        case .limit: return Phrase("draw.why.delegation-held", values)
        }
    }
}
