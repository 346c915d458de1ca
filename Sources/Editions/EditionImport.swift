// SPDX-License-Identifier: EUPL-1.2
import Database
import Network
import Vocabulary

/// Takes the files of editions into the database. What is the same already is left alone and records no act.
package struct EditionImport {
    private let tx: Transaction
    private let store: EditionStore

    package init(tx: Transaction) {
        self.tx = tx
        store = EditionStore(tx: tx)
    }

    /// What an import did.
    package typealias Counts = (added: Int, changed: Int, unchanged: Int)

    package func editions(_ bytes: [UInt8]) throws -> Counts {
        let known = Dictionary(uniqueKeysWithValues: try store.all().map { ($0.edition.id, $0.edition) })
        let incoming = try EditionFiles.editions(
            bytes, known: known, hosts: Set(try AuthorityStore(tx: tx).ids(most: .max)))
        let (added, changed) = (
            incoming.filter { known[$0.id] == nil }, incoming.filter { known[$0.id] != nil && known[$0.id] != $0 }
        )
        guard !added.isEmpty || !changed.isEmpty else { return (0, 0, incoming.count) }
        try store.keep(added + changed)
        store.record(added.map(\.id), isNew: true)
        store.record(changed.map(\.id), isNew: false)
        return (added.count, changed.count, incoming.count - added.count - changed.count)
    }

    package func texts(_ bytes: [UInt8]) throws -> Counts {
        let known = try store.all()
        let incoming = try EditionFiles.texts(bytes, known: Set(known.map(\.edition.id)))
        return try replace(incoming, known: known.map { ($0.edition.id, $0.texts) }, isEmpty: \.isEmpty, store.keepTexts)
    }

    package func figures(_ bytes: [UInt8]) throws -> Counts {
        let known = try store.all()
        let incoming = try EditionFiles.figures(bytes, known: Set(known.map(\.edition.id)))
        return try replace(incoming, known: known.map { ($0.edition.id, $0.figures) }, isEmpty: \.isEmpty, store.keepFigures)
    }

    package func editionTopics(_ bytes: [UInt8]) throws -> Counts {
        let known = try store.all()
        let incoming = try EditionFiles.editionTopics(bytes, known: Set(known.map(\.edition.id)), topics: try store.topics())
        return try replace(incoming, known: known.map { ($0.edition.id, $0.topics) }, isEmpty: \.isEmpty, store.keepTopics)
    }

    package func topics(_ bytes: [UInt8]) throws -> Counts {
        let incoming = try EditionFiles.topics(bytes)
        let known = try store.topics()
        let byID = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($0.element.id, ($0.offset, $0.element)) })
        var next = known.count
        var stored: [(position: Int, topic: Topic)] = []
        for topic in incoming where byID[topic.id]?.1 != topic {
            stored.append((byID[topic.id]?.0 ?? next, topic))
            if byID[topic.id] == nil { next += 1 }
        }
        guard !stored.isEmpty else { return (0, 0, incoming.count) }
        try store.keep(stored)
        return (next - known.count, stored.count - (next - known.count), incoming.count - stored.count)
    }

    /// Replaces what a file says of each edition it names, where that differs.
    private func replace<Part: Equatable>(
        _ incoming: [ID<Edition>: Part], known: [(ID<Edition>, Part)], isEmpty: (Part) -> Bool,
        _ keep: ([ID<Edition>: Part]) throws -> Void
    ) throws -> Counts {
        let before = Dictionary(uniqueKeysWithValues: known)
        let differing = incoming.filter { before[$0.key] != $0.value }
        guard !differing.isEmpty else { return (0, 0, incoming.count) }
        try keep(differing)
        store.record(differing.keys.sorted(), isNew: false)
        let added = differing.keys.count { before[$0].map(isEmpty) ?? true }
        return (added, differing.count - added, incoming.count - differing.count)
    }
}
