// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Vocabulary

/// What new texts of the terms depend on.
struct TermsFacts: Sendable {
    let edition: ID<Edition>
    /// Nil where none are written yet.
    let current: Terms?
    /// How many people answered a form of the edition: each of them may have agreed to the current version.
    let answered: Int

    static let longest = 40_000

    /// What these texts make of the terms; throws why they cannot be kept.
    func change(to texts: [Language: String], at now: Date) throws(TermsRefusal) -> TermsChange {
        let written = texts.mapValues { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.value.isEmpty }
        guard !written.isEmpty else { throw .empty }
        if let long = written.filter({ $0.value.count > Self.longest }).keys.min(by: { $0.rawValue < $1.rawValue }) {
            throw .tooLong(long)
        }
        guard let current else {
            let first = Terms(edition: edition, number: 1, texts: written, kept: now)
            return answered == 0 ? .amends(first) : .follows(first)
        }
        guard written != current.texts else { throw .unchanged }
        let onlyAdds = current.texts.allSatisfy { written[$0.key] == $0.value }
        if answered == 0 || onlyAdds {
            let new = answered == 0 ? [] : written.keys.filter { current.texts[$0] == nil }
            return .amends(
                Terms(
                    edition: edition, number: current.number, texts: written, kept: current.kept,
                    added: current.added.merging(new.map { ($0, now) }) { $1 }))
        }
        guard current.number < FormVersion.mostVersions else { throw .tooMany }
        return .follows(Terms(edition: edition, number: current.number + 1, texts: written, kept: now))
    }
}

/// Why texts of the terms are not kept.
enum TermsRefusal: Refusal, Equatable {
    case empty, unchanged, changedMeanwhile, tooMany
    case tooLong(Language)

    var kind: RefusalKind { self == .changedMeanwhile ? .conflict : .invalid }
    var phrase: Phrase {
        switch self {
        case .empty: "terms.refused.empty"
        case .unchanged: "terms.refused.unchanged"
        case .changedMeanwhile: "terms.refused.changed-meanwhile"
        case .tooMany: "terms.refused.too-many"
        case .tooLong: Phrase("terms.refused.too-long", ["count": .number(TermsFacts.longest)])
        }
    }
}
