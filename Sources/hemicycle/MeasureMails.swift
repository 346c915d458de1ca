// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import ArgumentParser
import Database
import Foundation
import Logging
import Outbox
import Server
import Vocabulary

/// `hemicycle measure mails`: posts a batch of letters and sends it to the mail server of the settings, by the program's own worker.
struct MeasureMails: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mails", abstract: "Send letters to the mail server of the settings.",
        discussion: "They are addressed to nobody that exists: name a server that only listens.", shouldDisplay: false)
    @OptionGroup var database: DatabaseOption
    @Option(help: "letters in the batch") var count = 1_000

    private struct Result: Encodable {
        let letters: Int, postedMilliseconds: Double, perSecond: Double, processorMicroseconds: Double
    }

    func run() async throws {
        let configuration = try database.configuration()
        guard configuration.mail.server != nil else { throw MeasuredRefusal.notConfigured }
        let database = try database.existing()
        defer { database.close() }
        let (batch, letters) = letters(configuration.site)
        let posting = Stopwatch()
        try await database.write(by: .commandLine, at: .now) { tx in
            let store = OutboxStore(tx: tx)
            try store.add(batch, kind: "measured")
            try store.post(letters)
        }
        let posted = posting.seconds
        let logger = Logger(label: Program.name, factory: { StreamLogHandler.standardError(label: $0) })
        let worker = try Mailing(configuration).worker(on: database, logger: logger)
        let watch = Stopwatch()
        let work = Task { await worker.run { .now } }
        while try await Self.count(batch, "state IN ('waiting', 'sending')", database) > 0 {
            try await Task.sleep(for: .milliseconds(5))
        }
        let (seconds, processor) = (watch.seconds, watch.processorSeconds)
        work.cancel()
        await work.value
        let unsent = try await Self.count(batch, "state <> 'sent'", database)
        guard unsent == 0 else { throw MeasuredRefusal.notSent(unsent) }
        try Say.json(
            Result(
                letters: count, postedMilliseconds: posted * 1e3, perSecond: Double(count) / seconds,
                processorMicroseconds: processor * 1e6 / Double(count)))
    }

    private static func count(_ batch: ID<LetterBatch>, _ condition: SQL, _ database: Database) async throws -> Int {
        try await database.read(by: .commandLine, at: .now) { tx in
            try tx.rows("SELECT count(*) AS number FROM letter WHERE batch = \(batch) AND \(condition)")[0]["number"]
        }
    }

    /// As features write them: text and mark-up, a button, and a way to unsubscribe.
    private func letters(_ settings: SiteSettings) -> (ID<LetterBatch>, [Letter]) {
        let batch = ID<LetterBatch>(random: Dice.system(15))
        let letters = (0..<count).map { number in
            let id = ID<Letter>(random: Dice.system(15))
            let body = LetterBody(
                words: Words(.en),
                paragraphs: [
                    "The programme of the conference has changed: session \(number) begins half an hour later, in another room.",
                    "Whoever had marked it is told by this mail. Nothing has to be done; the plan of the day shows the new time.",
                ],
                button: ("See the session", "\(settings.publicURL)/en/brussels-2027/programme/TH01"),
                footer: "You get this mail because you marked the session.", name: "Measured \(number)",
                unsubscribe: Letter.unsubscribeAddress(id, language: .en, publicURL: settings.publicURL))
            return Letter(
                id: id, kind: "measured", to: "measured\(number)@city.example", name: "Measured \(number)", language: .en,
                subject: "Session \(number) begins later", text: body.text, html: body.html, isTransactional: false, batch: batch)
        }
        return (batch, letters)
    }
}
