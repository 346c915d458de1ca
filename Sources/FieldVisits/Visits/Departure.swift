// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Programme
import Registration
import Vocabulary

/// One time that a visit is made: so many leave together, led by somebody.
package struct Departure: Sendable, Equatable {
    /// `V01-1`: the code of its visit and a number; never used again.
    package let id: ID<Departure>
    package let visit: VisitCode
    package var time: SessionTime
    package var capacity: Int
    /// With fewer it may not be worth to go: a person decides. 0 for any number.
    package var minimum: Int
    /// How many have a place; counted by the database.
    package var taken: Int
    /// Who leads it, as the group knows them.
    package var leader: String
    package var bus: String
    /// Where it meets, in the words of whoever waits there.
    package var meeting: String
    package var point: MeetingPoint?
    /// In which the guide speaks: codes of ISO 639-1, lower case, the main one first.
    package var languages: [String]
    /// Places that only these kinds of participants can have.
    package var reserved: [ActorKind: Int]
    package var cancelledAt: Date?

    package init(
        id: ID<Departure>, visit: VisitCode, time: SessionTime, capacity: Int, minimum: Int = 0, taken: Int = 0,
        leader: String = "", bus: String = "", meeting: String = "", point: MeetingPoint? = nil, languages: [String] = [],
        reserved: [ActorKind: Int] = [:], cancelledAt: Date? = nil
    ) {
        self.id = id
        self.visit = visit
        self.time = time
        self.capacity = capacity
        self.minimum = minimum
        self.taken = taken
        self.leader = leader
        self.bus = bus
        self.meeting = meeting
        self.point = point
        self.languages = languages
        self.reserved = reserved
        self.cancelledAt = cancelledAt
    }

    package var isCancelled: Bool { cancelledAt != nil }
    package var left: Int { max(capacity - taken, 0) }
}

/// Where on the map a departure meets.
package struct MeetingPoint: Sendable, Hashable {
    package let latitude: Double, longitude: Double

    /// Returns nil for what is not on the map.
    package init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }
}
