// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// What it depends on whether a list of wishes is kept, read in the transaction that stores it.
struct WishChoice: Sendable {
    /// Those that can be wished for, with what each is called where it is read.
    var offered: [(code: VisitCode, name: String, hasConditions: Bool)]
    var settings: VisitSettings
    /// The version that whoever ranks was shown, and the one there is: 0 where there is none.
    var seen = 0, version = 0
    var isOver = false

    /// The ranks in the order of the visits, without gaps: whoever leaves a number out wanted nothing between.
    ///
    /// - Parameters:
    ///   - typed: what was chosen, by visit; empty for not wanted.
    ///   - isAccepted: whether what the visits ask for was agreed to.
    func ranking(_ typed: [VisitCode: String], isAccepted: Bool, at now: Date) throws(WishRefusal) -> [Wish] {
        switch settings.standing(at: now) {
        case .notDecided: throw .notOpen(nil)
        case .before(let opens): throw .notOpen(opens)
        case .open, .closed: if isOver { throw .over }
        }
        guard seen == version else { throw .changed }
        let wishes = try ranks(typed)
        if let most = settings.mostRanks, wishes.count > most { throw .tooMany(wishes.count, most: most) }
        let asking = offered.filter { one in one.hasConditions && wishes.contains { $0.visit == one.code } }
        if !isAccepted, !asking.isEmpty { throw .notAccepted(asking.map(\.name)) }
        return Self.withoutGaps(wishes)
    }

    private func ranks(_ typed: [VisitCode: String]) throws(WishRefusal) -> [Wish] {
        var wishes: [Wish] = []
        var names: [Int: String] = [:]
        for (code, name, _) in offered {
            let text = typed[code]?.trimmingCharacters(in: .whitespaces) ?? ""
            guard !text.isEmpty else { continue }
            guard let rank = Int(text), (1...offered.count).contains(rank) else {
                throw .unreadable(code, name, most: offered.count)
            }
            if let other = names[rank], !settings.allowsTies { throw .rankTwice(rank, code, other, name) }
            names[rank] = names[rank] ?? name
            wishes.append(Wish(visit: code, rank: rank))
        }
        return wishes
    }

    static func withoutGaps(_ wishes: [Wish]) -> [Wish] {
        let places = Dictionary(
            uniqueKeysWithValues: Set(wishes.map(\.rank)).sorted().enumerated().map { ($0.element, $0.offset + 1) })
        return wishes.map { Wish(visit: $0.visit, rank: places[$0.rank] ?? $0.rank) }.sorted {
            ($0.rank, $0.visit) < ($1.rank, $1.visit)
        }
    }
}

/// Why a list of wishes is not kept.
enum WishRefusal: Refusal, Equatable {
    case notOpen(Date?)
    case over
    /// The list takes part in a draw whose result is not known yet.
    case inDraw
    /// Somebody else kept the list meanwhile.
    case changed
    case unreadable(VisitCode, String, most: Int)
    /// The rank, and the two visits that have it; the second is the one whose field is named.
    case rankTwice(Int, VisitCode, String, String)
    case tooMany(Int, most: Int)
    /// What these visits ask for was not agreed to.
    case notAccepted([String])

    var kind: RefusalKind {
        switch self {
        case .notOpen, .over, .inDraw: .tooLate
        case .changed: .conflict
        case .unreadable, .rankTwice, .tooMany, .notAccepted: .invalid
        }
    }

    var phrase: Phrase {
        switch self {
        case .notOpen: "wishes.not-open"
        case .over: "wishes.over"
        case .inDraw: "wishes.in-draw"
        case .changed: "wishes.changed"
        case .unreadable(_, let name, let most):
            Phrase("wishes.unreadable", ["visit": .text(name), "most": .number(most)])
        case .rankTwice(let rank, _, let one, let other):
            Phrase("wishes.rank-twice", ["rank": .number(rank), "one": .text(one), "other": .text(other)])
        case .tooMany(let count, let most): Phrase("wishes.too-many", ["count": .number(count), "most": .number(most)])
        case .notAccepted(let names):
            Phrase("wishes.not-accepted", ["visits": .text(names.joined(separator: ", ")), "count": .number(names.count)])
        }
    }

    /// The visit whose field has to change; nil where it is another.
    var visit: VisitCode? {
        switch self {
        case .unreadable(let code, _, _), .rankTwice(_, let code, _, _): code
        default: nil
        }
    }
}
