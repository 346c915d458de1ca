// SPDX-License-Identifier: EUPL-1.2
import Foundation
import People
import Vocabulary

/// Being in, on one device.
struct Stay: Sendable, Equatable {
    let id: ID<Stay>
    let person: ID<Person>
    /// What the browser says it is.
    let device: String
    let created: Date
    var lastUsed: Date
    let expires: Date
    /// When a second factor was shown last.
    var factorAt: Date?

    /// A stay ends when it was not used for a fortnight, and after a season in any case.
    static let idle: TimeInterval = 14 * 86_400, longest: TimeInterval = 90 * 86_400
    /// The last use is written down at most so often.
    static let written: TimeInterval = 300
    /// How long after a second factor what protects the account may be changed.
    static let fresh: TimeInterval = 30 * 60

    func isOpen(at now: Date) -> Bool { now < expires && now < lastUsed.addingTimeInterval(Self.idle) }

    /// Whether whoever holds it has just shown a second factor; without one there is nothing more to show.
    func isFresh(hasFactors: Bool, at now: Date) -> Bool {
        guard hasFactors else { return true }
        return factorAt.map { now < $0.addingTimeInterval(Self.fresh) } ?? false
    }
}

/// A browser and a system in a few words, from what the browser sends.
struct Device {
    /// "Firefox, Windows"; what is not known is left out, and all unknown is the empty text.
    static func name(_ agent: String) -> String {
        let browsers = [
            ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
            ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
        ]
        let systems = [
            ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
            ("CrOS", "ChromeOS"), ("Linux", "Linux"),
        ]
        let known = [browsers, systems].compactMap { list in list.first { agent.contains($0.0) }?.1 }
        return known.joined(separator: ", ")
    }
}
