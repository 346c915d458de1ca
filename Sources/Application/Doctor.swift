// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Outbox
import Server
import Vocabulary

/// One thing the doctor looked at.
package struct Finding: Sendable, Equatable, CustomStringConvertible {
    package enum Word: String, Sendable { case ok, warning, fault }

    package let word: Word
    package let subject: String
    /// What was found, and what to do where it is not well.
    package let sentence: String

    package init(_ word: Word, _ subject: String, _ sentence: String) {
        self.word = word
        self.subject = subject
        self.sentence = sentence
    }

    package var description: String {
        word.rawValue.padding(toLength: 9, withPad: " ", startingAt: 0)
            + subject.padding(toLength: 16, withPad: " ", startingAt: 0) + sentence
    }
}

/// Looks at everything a server needs, changes nothing, and says what to do.
package struct Doctor: Sendable {
    let configuration: Configuration
    let environment: [String: String]
    let now: Date

    package init(_ configuration: Configuration, environment: [String: String], at now: Date) {
        self.configuration = configuration
        self.environment = environment
        self.now = now
    }

    package func findings() async -> [Finding] {
        let (database, examination) = self.database()
        return database + [
            disk(databaseBytes: examination?.bytes ?? 0),
            DoctorAdvice.clock(now: now, newestAct: examination?.newestAct, hasZones: Self.hasZones),
            DoctorAdvice.publicURL(configuration),
            DoctorAdvice.listening(
                PortProbe(configuration.listen), on: configuration.listen, isSecure: configuration.certificate != nil),
            DoctorAdvice.fonts(EmbeddedFile.all.filter { $0.name.hasSuffix(".woff2") }.map { ($0.name, $0.data) }),
            DoctorAdvice.settings(configuration, unknown: Configuration.unknownNames(in: environment)),
            DoctorAdvice.erasures(configuration.site.erasures), MailAdvice.settings(configuration.mail),
        ] + (await outbox(isThere: examination?.pending.isEmpty ?? false)) + [
            DoctorAdvice.backup(of: configuration.database)
        ]
    }

    private func database() -> ([Finding], DatabaseExamination?) {
        do {
            guard let examination = try Database.examine(configuration.database, steps: Features.migrations) else {
                let finding = Finding(
                    .warning, "database",
                    "there is none at \(configuration.database) yet. hemicycle serve makes an empty one; to use "
                        + "another, write --database URL."
                )
                return ([finding], nil)
            }
            return (DoctorAdvice.database(examination, at: configuration.database), examination)
        } catch {
            return ([Finding(.fault, "database", Sentence.of(error))], nil)
        }
    }

    /// Asked only where the schema is this program's.
    private func outbox(isThere: Bool) async -> [Finding] {
        guard isThere, let database = try? Database.openForReading(configuration.database) else { return [] }
        defer { database.close() }
        let isConfigured = configuration.mail.server != nil
        let standing = try? await database.read(by: .commandLine, at: now) {
            try OutboxStore(tx: $0).standing(isConfigured: isConfigured)
        }
        return standing.map { [MailAdvice.outbox($0, at: now)] } ?? []
    }

    private func disk(databaseBytes: Int) -> Finding {
        guard case .sqlite(let path) = configuration.database else {
            return Finding(.ok, "disk", "the database is on a server of its own; its disk cannot be seen from here")
        }
        return DoctorAdvice.disk(free: DiskProbe.free(beside: path), databaseBytes: databaseBytes, path: path)
    }

    /// Whether the system knows the zones of editions: summer time in Brussels is two hours ahead.
    private static var hasZones: Bool {
        TimeZone(identifier: "Europe/Brussels")?.secondsFromGMT(for: Date(timeIntervalSince1970: 1_720_000_000)) == 7_200
    }
}
