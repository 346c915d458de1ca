// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Foundation
import Outbox
import People
import Server
import Synchronization
import Vocabulary

/// People invented for a measurement, each with an account.
enum MeasuredPeople {
    struct One: Sendable {
        let id: ID<Person>, mail: String
        fileprivate let handle: [UInt8]
    }

    /// Others in every run.
    static func open(_ count: Int, in database: Database) async throws -> [One] {
        let people = (0..<count).map { _ in
            let id = ID<Person>(random: Dice.system(15))
            return One(id: id, mail: "\(id)@measured.example", handle: Dice.system(32))
        }
        try await database.write(by: .commandLine, at: .now) { tx in
            for (number, one) in people.enumerated() {
                let person = Person(
                    id: one.id, badgeName: "Measured \(number)", language: .en, created: tx.now, isInvented: true)
                try AccountKeeper(tx: tx).openAccount(of: person, at: one.mail, handle: one.handle)
            }
        }
        return people
    }
}

/// Takes every letter at once, in the place of a mail server, and gives its subject to whoever waits for mail to its address.
final class MeasuredRelay: LetterTransport {
    private let readers = Mutex<[String: AsyncStream<String>.Continuation]>([:])

    /// The subjects of letters to an address from now on.
    func subjects(to address: String) -> AsyncStream<String> {
        let (subjects, reader) = AsyncStream.makeStream(of: String.self)
        readers.withLock { $0[address] = reader }
        return subjects
    }

    func send(_ outgoing: OutgoingLetter) async -> SMTPOutcome {
        _ = readers.withLock { $0.removeValue(forKey: outgoing.letter.address) }?.yield(outgoing.letter.subject)
        return .accepted(reply: "")
    }

    func rest() {}
}
