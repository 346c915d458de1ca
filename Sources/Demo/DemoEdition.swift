// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Formats
import Network
import Programme
import Vocabulary

/// The demonstration: real authorities, institutions and editions, and a ninth edition that is invented.
package enum DemoEdition {
    /// What a database that holds the demonstration has: its ninth edition.
    private static let mark = "brussels-2027"

    /// Whether the database holds it, something else, or nothing.
    package enum State: Sendable { case empty, demonstration, somethingElse }

    package static func state(of database: Database, at now: Date) async throws -> State {
        try await database.read(by: .commandLine, at: now) { tx in
            let editions = try EditionStore(tx: tx).all()
            if editions.contains(where: { $0.edition.id.value == mark && $0.edition.isInvented }) { return .demonstration }
            let authorities = try AuthorityStore(tx: tx).figures().authorities
            return editions.isEmpty && authorities == 0 ? .empty : .somethingElse
        }
    }

    /// Fills an empty database, in one transaction.
    ///
    /// - Parameters:
    ///   - publicURL: what links in its mails begin with.
    ///   - people: how many are named on seats of the ninth edition.
    package static func fill(_ database: Database, publicURL: String, people: Int = 700, at now: Date) async throws {
        try await database.write(by: .commandLine, at: now) { tx in
            let authorities = AuthorityStore(tx: tx)
            try authorities.keep(try authorities.importFacts().plan(AuthorityFile.read(try bytes("authorities.csv"))))
            _ = try InstitutionStore(tx: tx).keep(InstitutionFile.read(try bytes("institutions.csv")))
            let editions = EditionImport(tx: tx)
            _ = try editions.editions(try bytes("editions.csv"))
            _ = try editions.texts(try bytes("edition-texts.csv"))
            _ = try editions.figures(try bytes("edition-figures.csv"))
            _ = try editions.topics(try bytes("topics.csv"))
            _ = try editions.editionTopics(try bytes("edition-topics.csv"))
            let store = EditionStore(tx: tx)
            try store.makeCurrent(try store.edition(mark))
            try fillProgramme(tx)
            try DemoPeople.fill(tx)
            try DemoSpeakers.fill(publicURL, tx)
            try DemoRegistration.fill(people: people, tx)
            try DemoSignups.fill(tx)
            try fillVisits(tx)
        }
    }

    private static func fillVisits(_ tx: Transaction) throws {
        try DemoVisits.fill((try bytes("programme/visits.csv"), try bytes("programme/departures.csv")), tx)
    }

    /// Adds the programmes to a demonstration that an older program made, and what they name; what is there stays as it is.
    package static func addWhatIsMissing(_ database: Database, publicURL: String, at now: Date) async throws {
        try await addPeopleAndProgrammes(database, at: now)
        let lacksSpeakers = try await database.read(by: .commandLine, at: now, DemoSpeakers.areMissing)
        if lacksSpeakers { try await database.write(by: .commandLine, at: now) { try DemoSpeakers.fill(publicURL, $0) } }
        let lacksRegistration = try await database.read(by: .commandLine, at: now, DemoRegistration.isMissing)
        if lacksRegistration { try await database.write(by: .commandLine, at: now) { try DemoRegistration.fill($0) } }
        let lacksSignups = try await database.read(by: .commandLine, at: now, DemoSignups.areMissing)
        if lacksSignups { try await database.write(by: .commandLine, at: now, DemoSignups.fill) }
        let lacksVisits = try await database.read(by: .commandLine, at: now, DemoVisits.areMissing)
        if lacksVisits { try await database.write(by: .commandLine, at: now, fillVisits) }
    }

    private static func addPeopleAndProgrammes(_ database: Database, at now: Date) async throws {
        let isMissing = try await database.read(by: .commandLine, at: now) { tx in
            let programmes = ProgrammeStore(tx: tx)
            return try ReleaseStore(tx: tx).addresses().isEmpty
                && EditionStore(tx: tx).all().allSatisfy {
                    try programmes.content(of: $0.edition.id).sessions.isEmpty
                }
        }
        let lacksPeople = try await database.read(by: .commandLine, at: now, DemoPeople.areMissing)
        if lacksPeople { try await database.write(by: .commandLine, at: now, DemoPeople.fill) }
        guard isMissing else { return }
        try await database.write(by: .commandLine, at: now) { tx in
            let (authorities, institutions, editions) = (AuthorityStore(tx: tx), InstitutionStore(tx: tx), EditionImport(tx: tx))
            var plan = try authorities.importFacts().plan(AuthorityFile.read(try bytes("authorities.csv")))
            plan.changed = []
            try authorities.keep(plan)
            let known = Set(try institutions.all().map(\.id))
            _ = try institutions.keep(try InstitutionFile.read(try bytes("institutions.csv")).filter { !known.contains($0.id) })
            _ = try editions.topics(try bytes("topics.csv"))
            try fillProgramme(tx)
        }
    }

    /// Takes in the programmes release by release, as the organisers published them.
    private static func fillProgramme(_ tx: Transaction) throws {
        let programme = ProgrammeImport(tx: tx)
        _ = try programme.rooms(try bytes("programme/rooms.csv"))
        _ = try programme.speakers(try bytes("programme/speakers.csv"))
        let releases = ReleaseStore(tx: tx)
        var taken: Set<String> = []
        for row in try Table(reading: try bytes("programme/releases.csv")).rows {
            if taken.insert(row["file"]).inserted { _ = try programme.sessions(try bytes("programme/\(row["file"])")) }
            guard let at = try? Date(row["at"], strategy: .iso8601) else {
                throw DatabaseFault.other("\(row["at"]) is no instant")
            }
            let notes = [Language.en, .fr].map { ($0, LocalizedText.Value(row["note_\($0.rawValue)"], .authentic)) }
            try releases.publish(ID(row["edition"]), note: LocalizedText(Dictionary(uniqueKeysWithValues: notes)), at: at)
        }
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        guard let file = EmbeddedFile.named("Resources/Data/\(name)") else {
            throw DatabaseFault.other("\(name) is not in this program")
        }
        return [UInt8](file.data)
    }
}
