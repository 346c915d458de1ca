// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Invented people, their delegations, and six months of registration in the order of time.
///
/// The same request makes the same crowd.
package struct DemoCrowd: Sendable, Equatable {
    package let persons: [DemoPerson]
    package let delegations: [DemoDelegation]
    /// What happens at the same instant stands in the order in which it happens.
    package let events: [DemoEvent]
    /// Seats of the edition: never more are taken or offered.
    package let capacity: Int
    /// Until when a seat costs less.
    package let earlyBird: Date

    package static func made(_ request: DemoRequest, names: DemoNames, offices: DemoOffices) -> DemoCrowd {
        func dice(_ series: UInt64) -> DemoDice { DemoDice(seed: request.seed, series: series) }
        var planning = dice(1)
        let plan = DemoPlan(request, &planning)
        let clock = DemoClock(until: request.now, firstDay: request.firstDay, zone: request.zone)
        let maker = DemoPersonMaker(names: names, nations: DemoNations(offices), dice: dice(2))
        var play = DemoPlay(request, plan, clock, maker, dice(3))
        play.play()
        play.nameSeats()
        var events = inOrder(play.events)
        events = inOrder(events + DemoReminding.reminders(events, until: clock.end, delegations: play.delegations.count))
        return DemoCrowd(
            persons: play.makePerson.persons, delegations: play.delegations,
            events: events.map { DemoEvent(at: clock.instant($0.second), what: $0.what) }, capacity: plan.capacity,
            earlyBird: clock.instant(Int(DemoClock.earlyBird * Double(clock.end))))
    }

    /// With the names and offices that are part of the program.
    package static func made(_ request: DemoRequest) -> DemoCrowd { made(request, names: names, offices: offices) }

    static let names = DemoNames(reading: bytes("names.txt"))
    static let offices = DemoOffices(reading: bytes("offices.txt"))

    private static func bytes(_ name: String) -> [UInt8] {
        EmbeddedFile.named("Resources/Data/demo/\(name)").map { [UInt8]($0.data) } ?? []
    }

    private static func inOrder(_ events: [(second: Int, what: DemoEvent.What)]) -> [(second: Int, what: DemoEvent.What)] {
        events.indices.sorted { (events[$0].second, $0) < (events[$1].second, $1) }.map { events[$0] }
    }
}
