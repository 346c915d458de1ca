// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Server
import Vocabulary

extension ProgrammeFeature {
    /// Those of the nouns of acts whose page this reader does not find: what was never published or is gone, and speakers for
    /// whoever may not read them. One statement for each edition at most, and what is published in memory.
    @Sendable package static func missing(_ tx: Transaction, _ request: Request, _ nouns: [Noun]) throws -> Set<Noun> {
        let parted = nouns.compactMap { noun in noun.description.split(separator: ":").map(String.init).parted(noun) }
        var missing: Set<Noun> = []
        for (edition, ours) in Dictionary(grouping: parted, by: \.edition) {
            let released = try ReleaseStore(tx: tx).latest(of: ID(edition))?.document
            let codes = Set(released?.sessions.map(\.session.code.description) ?? [])
            let speakers = try speakers(ours, edition, request, tx)
            for one in ours {
                let isThere =
                    switch one.kind {
                    case "session": one.id.map(codes.contains) ?? false
                    case "speaker": one.id.map(speakers.contains) ?? false
                    default: released != nil
                    }
                if !isThere { missing.insert(one.noun) }
            }
        }
        return missing
    }

    private static func speakers(
        _ nouns: [PartedNoun], _ edition: String, _ request: Request, _ tx: Transaction
    ) throws -> Set<String> {
        let ids = nouns.filter { $0.kind == "speaker" }.compactMap(\.id)
        guard !ids.isEmpty, request.allows("speaker.read", in: .edition(edition)) else { return [] }
        return Set(
            try tx.rows("SELECT id FROM speaker WHERE edition = \(edition) AND id IN \(list: ids)").map { $0["id"] as String })
    }
}

/// A noun of a programme, taken apart.
private struct PartedNoun {
    let noun: Noun
    let kind: String, edition: String
    let id: String?
}

extension [String] {
    fileprivate func parted(_ noun: Noun) -> PartedNoun? {
        guard count >= 2, ["programme", "session", "speaker"].contains(self[0]) else { return nil }
        return PartedNoun(noun: noun, kind: self[0], edition: self[1], id: count == 3 ? self[2] : nil)
    }
}
