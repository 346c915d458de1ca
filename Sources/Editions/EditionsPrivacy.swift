// SPDX-License-Identifier: EUPL-1.2
import People

extension EditionsFeature {
    /// Editions, their figures and topics say nothing about persons.
    package static let privacy = DataDeclaration(impersonal: [
        "edition.id", "edition.city", "edition.country", "edition.zone", "edition.dates", "edition.host", "edition.notes",
        "edition.sources", "edition_text.edition", "edition_text.field", "edition_text.language", "edition_text.value",
        "edition_text.state", "edition_figure.edition", "edition_figure.figure", "edition_figure.qualifier",
        "edition_figure.kind",
        "edition_figure.source", "edition_figure.attribution", "edition_figure.as_of", "current_edition.edition", "topic.id",
        "topic_text.topic", "topic_text.field", "topic_text.language", "topic_text.value", "topic_text.state",
        "edition_topic.edition",
        "edition_topic.topic",
    ])
}
