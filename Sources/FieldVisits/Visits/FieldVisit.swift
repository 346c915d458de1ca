// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Vocabulary

/// Something of the host city that is shown to small groups: what it is, who may come, and what they agree to.
package struct FieldVisit: Sendable, Equatable {
    /// The edition's own name for it, unique there and for ever: `V01`.
    package var code: VisitCode
    package var kind: VisitKind
    package var topic: ID<Topic>?
    /// Who receives the visitors, as published.
    package var host: String
    package var title: LocalizedText
    package var description: LocalizedText
    /// What to know about getting in, where a yes or no does not say it.
    package var access: LocalizedText
    /// Whether every step of the way can be done on wheels; nil where nobody has said.
    package var isStepFree: Bool?
    /// How far one walks, in metres; nil where nobody has said.
    package var walking: Int?
    package var photos: PhotoPolicy
    package var conditions: Set<VisitCondition>
    package var identity: IdentityCheck
    /// In the order they leave.
    package var departures: [Departure]
    /// Nil while it is a draft, which nobody but the organisers sees.
    package var publishedAt: Date?
    package var cancelledAt: Date?

    package init(
        code: VisitCode, kind: VisitKind = .other, topic: ID<Topic>? = nil, host: String = "",
        title: LocalizedText = LocalizedText(), description: LocalizedText = LocalizedText(),
        access: LocalizedText = LocalizedText(), isStepFree: Bool? = nil, walking: Int? = nil, photos: PhotoPolicy = .allowed,
        conditions: Set<VisitCondition> = [], identity: IdentityCheck = .none, departures: [Departure] = [],
        publishedAt: Date? = nil, cancelledAt: Date? = nil
    ) {
        self.code = code
        self.kind = kind
        self.topic = topic
        self.host = host
        self.title = title
        self.description = description
        self.access = access
        self.isStepFree = isStepFree
        self.walking = walking
        self.photos = photos
        self.conditions = conditions
        self.identity = identity
        self.departures = departures
        self.publishedAt = publishedAt
        self.cancelledAt = cancelledAt
    }

    /// Whether anybody can read of it: drafts are absent, what was cancelled stays.
    package var isPublic: Bool { publishedAt != nil }
    package var isCancelled: Bool { cancelledAt != nil }
    /// Those that leave, as far as is known.
    package var leaving: [Departure] { isCancelled ? [] : departures.filter { !$0.isCancelled } }
    /// Whether it can be wished for.
    package var isOffered: Bool { isPublic && !leaving.isEmpty }
    /// How many can come, all departures together.
    package var capacity: Int { leaving.reduce(0) { $0 + $1.capacity } }
    /// What whoever wishes for it agrees to; empty where there is nothing.
    package var hasConditions: Bool { !conditions.isEmpty || photos != .allowed || identity != .none }
}

/// What a visit is called in addresses and on paper: letters, digits and hyphens, at most 20.
package struct VisitCode: Hashable, Sendable, Comparable, TextCodable {
    package let description: String

    /// Returns nil for what cannot be one.
    package init?(_ text: String) {
        let isAllowed = text.utf8.allSatisfy {
            (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard (1...20).contains(text.utf8.count), isAllowed else { return nil }
        description = text
    }

    package static func < (a: Self, b: Self) -> Bool { a.description < b.description }
}

/// What sort of visit it is.
package enum VisitKind: String, Sendable, Hashable, CaseIterable, Codable {
    case health
    case controlRoom = "control-room"
    case technology
    case victimSupport = "victim-support"
    case street, police, nightlife, youth, transport, other
}

/// Whether visitors may take pictures.
package enum PhotoPolicy: String, Sendable, Hashable, CaseIterable, Codable {
    case allowed
    case notOfPeople = "not-of-people"
    case forbidden
}

/// What visitors agree to before they wish for a visit.
package enum VisitCondition: String, Sendable, Hashable, CaseIterable, Codable {
    case adultsOnly = "adults-only"
    case professionalsOnly = "professionals-only"
    case phonesOff = "phones-off"
    /// Stairs or rough ground all along.
    case sureFooted = "sure-footed"
}

/// What the place asks to know about its visitors.
package enum IdentityCheck: Sendable, Hashable {
    case none
    /// Everybody shows a document at the door.
    case document
    /// And their names are sent so many days before.
    case list(days: Int)

    package var name: String {
        switch self {
        case .none: "none"
        case .document: "document"
        case .list: "list"
        }
    }

    package var days: Int? { if case .list(let days) = self { days } else { nil } }

    /// Returns nil for what cannot be one.
    package init?(_ name: String, days: Int?) {
        switch (name, days) {
        case ("none", _): self = .none
        case ("document", _): self = .document
        case ("list", let days?): self = .list(days: days)
        default: return nil
        }
    }
}
