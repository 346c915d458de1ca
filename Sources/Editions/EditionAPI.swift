// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Server
import Vocabulary

/// Editions and topics in the API.
enum EditionAPI {
    static let editions = APICollection(
        "editions", "The editions of the conference, the first one first.", "edition.read", edition,
        filters: [
            APIParameter("topic", "A topic it had.", .id),
            APIParameter("country", "The country it was held in.", .country),
        ],
        list: { query, tx in
            let all = try known(tx).filter { one in
                (query["topic"].map { one.record.topics.contains(ID($0)) } ?? true)
                    && (query["country"].map { one.record.edition.country == $0 } ?? true)
            }
            return APICollection.Part(of: all, query)
        },
        one: { id, tx in try known(tx).first { $0.record.edition.id.value == id } })

    static let topics = APICollection(
        "topics", "Themes that come back from edition to edition.", "edition.read", topic,
        filters: [APIParameter("edition", "An edition that had it.", .id)],
        list: { query, tx in
            let all = try knownTopics(tx).filter { one in query["edition"].map(one.editions.contains) ?? true }
            return APICollection.Part(of: all, query)
        },
        one: { id, tx in try knownTopics(tx).first { $0.topic.id.value == id } })

    private struct Known: Sendable {
        let record: EditionRecord
        let isCurrent: Bool
    }

    private struct KnownTopic: Sendable {
        let topic: Topic
        let editions: [String]
    }

    private static func known(_ tx: Transaction) throws -> [Known] {
        let store = EditionStore(tx: tx)
        let all = try store.all()
        let current = try store.current(among: all)?.edition.id
        return all.map { Known(record: $0, isCurrent: $0.edition.id == current) }
    }

    private static func knownTopics(_ tx: Transaction) throws -> [KnownTopic] {
        let store = EditionStore(tx: tx)
        let all = try store.all()
        return try store.topics().map { topic in
            KnownTopic(topic: topic, editions: all.filter { $0.topics.contains(topic.id) }.map(\.edition.id.value))
        }
    }

    private static let figure = APIShape<EditionFigure>(
        "Figure", "One statement about a figure; sources may disagree.",
        [
            .choice("name", "What was counted.") { $0.name },
            .integer("low", "The number, or the lower end.") { $0.low },
            .integer("high", "The number, or the upper end.") { $0.high },
            .choice("qualifier", "How exact it is.") { $0.qualifier },
            .choice("kind", "Whether it was counted, or said before.") { $0.kind },
            .truth("preferred", "Whether it is the one that is shown first.") { $0.isPreferred },
            .text("source", "Who says so.", orNull: { $0.source }),
            .text("as_of", "When the source said so: a year, a month or a day.", orNull: { $0.asOf }),
        ])

    private static let edition = APIShape<Known>(
        "Edition", "One holding of the conference.",
        [
            .text("id", "Its lasting name.") { $0.record.edition.id.value },
            .page { "/en/\($0.record.edition.id)" },
            .integer("number", "The first is 1.") { $0.record.edition.number },
            .truth("is_current", "Whether it is the one of today.") { $0.isCurrent },
            .truth("is_invented", "Whether it was made up for demonstration.") { $0.record.edition.isInvented },
            .text("city", "The host city in its own language.") { $0.record.edition.city },
            .text("country", "ISO 3166-1 alpha-2.") { $0.record.edition.country },
            .text("host", "The id of the host in the directory.", orNull: { $0.record.edition.host }),
            .text("zone", "The IANA name of its time zone.") { $0.record.edition.zone },
            .text("dates", "2024-03-20/2024-03-22, 2024-03-20, or 2000-12 where only the month is known.") {
                $0.record.edition.dates.text
            },
            .day("first_day", "Null where only the month is known.") { $0.record.edition.dates.days?.first },
            .day("last_day", "Null where only the month is known.") { $0.record.edition.dates.days?.last },
            .texts("title", "What it was called.") { $0.record.texts[.title] ?? LocalizedText() },
            .texts("place", "Where it was held.") { $0.record.texts[.place] ?? LocalizedText() },
            .texts("story", "What is known of it.") { $0.record.texts[.story] ?? LocalizedText() },
            .texts("outcome", "What came of it.") { $0.record.texts[.outcome] ?? LocalizedText() },
            .list("topics", "Ids of the topics that reports of it name; sessions name their own.") {
                $0.record.topics.map(\.value)
            },
            .list("figures", "What was counted, and who says so.", of: figure) { $0.record.figures },
        ])

    private static let topic = APIShape<KnownTopic>(
        "Topic", "A theme of the conference.",
        [
            .text("id", "Its lasting name.") { $0.topic.id.value },
            .texts("name", "What it is called.") { $0.topic.name },
            .list("editions", "Ids of the editions whose reports name it; sessions name their own.") { $0.editions },
        ])
}
