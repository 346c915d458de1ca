// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization
import Vocabulary

/// Where letters leave.
package protocol LetterTransport: Sendable {
    /// Attempts once to hand a letter over; never throws, since what is not known is an outcome too.
    func send(_ letter: OutgoingLetter) async -> SMTPOutcome
    /// Lets go of what is kept between letters.
    func rest()
}

/// A letter with what its mail needs.
package struct OutgoingLetter: Sendable {
    package let letter: Letter
    package let created: Date
    package let now: Date

    package init(letter: Letter, created: Date, now: Date) {
        self.letter = letter
        self.created = created
        self.now = now
    }
}

extension LetterOutcome {
    init(_ outcome: SMTPOutcome) {
        switch outcome {
        case .accepted: self = .taken
        // A relay that refuses us would refuse every letter: somebody has to look, and nothing is lost meanwhile.
        case .refused(let problem) where problem.isOurs: self = .deferred(Self.words(problem), isOurs: true)
        case .refused(let problem):
            let status = DeadAddress.status(in: problem.text)
            let isDead = problem.step == .recipient && DeadAddress.isMeant(status: status, code: problem.code)
            self = .refused(Self.words(problem), isDead: isDead)
        case .deferred(let problem): self = .deferred(Self.words(problem), isOurs: problem.isOurs)
        case .unknown(let problem): self = .unknown(Self.words(problem))
        }
    }

    private static func words(_ problem: SMTPProblem) -> String {
        let text = problem.text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }
        return String(String.UnicodeScalarView(text.prefix(400)))
    }
}

/// The page of the demonstration: nothing leaves, and everything can be read there.
package struct PageTransport: LetterTransport {
    package init() {}
    package func send(_ letter: OutgoingLetter) async -> SMTPOutcome { .accepted(reply: "") }
    package func rest() {}
}

/// A relay.
package final class SMTPTransport: LetterTransport {
    private let server: SMTPServer
    private let maker: MailMaker
    private let workers: Workers
    /// Those that no thread uses at the moment.
    private let idle = Mutex<[SMTPClient]>([])

    package init(_ server: SMTPServer, maker: MailMaker, threads: Int) {
        self.server = server
        self.maker = maker
        workers = Workers(count: threads, named: "mail")
    }

    package func send(_ letter: OutgoingLetter) async -> SMTPOutcome {
        guard let mail = try? maker.mail(letter) else {
            let why = "The mail could not be made or signed. See: hemicycle doctor"
            return .deferred(SMTPProblem(step: .connection, code: nil, text: why, isOurs: true))
        }
        let outcome = try? await workers.run { [self] in
            let client = idle.withLock { $0.popLast() } ?? SMTPClient(server)
            defer { idle.withLock { $0.append(client) } }
            return client.send(mail.bytes, from: mail.sender, to: mail.recipient)
        }
        return outcome ?? .deferred(SMTPProblem(step: .connection, code: nil, text: "The server is stopping.", isOurs: false))
    }

    package func rest() {
        let clients = idle.withLock { clients in
            defer { clients = [] }
            return clients
        }
        guard !clients.isEmpty else { return }
        Task { [workers] in try? await workers.run { for client in clients { client.close() } } }
    }
}
