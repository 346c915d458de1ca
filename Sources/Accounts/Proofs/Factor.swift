// SPDX-License-Identifier: EUPL-1.2
import Foundation
import People
import Server
import Vocabulary

/// A passkey of an account.
struct Passkey: Sendable, Equatable {
    let id: ID<Passkey>
    let person: ID<Person>
    /// What its holder calls it.
    let name: String
    var credential: PasskeyCredential
    /// What the authenticator knows the account by. It stays with the passkey when persons are merged.
    let handle: [UInt8]
    let created: Date
    var lastUsed: Date?

    static let mostPerPerson = 20
}

/// The app of an account that shows codes.
struct CodeApp: Sendable, Equatable {
    let totp: TOTP
    let confirmedAt: Date?
    let lastStep: Int
}

/// What an account has besides its mail.
struct Factors: Sendable, Equatable {
    var passkeys: [Passkey] = []
    var app: CodeApp?
    /// Codes on paper that were not used yet.
    var recoveryCodes = 0

    var isEmpty: Bool { passkeys.isEmpty && app?.confirmedAt == nil }
}

/// Wrong codes of late. OWASP, "Multifactor Authentication Cheat Sheet": six digits stand a few tries.
struct FactorTries: Sendable, Equatable {
    let first: Date, number: Int

    static let most = 5
    static let window: TimeInterval = 15 * 60

    /// Throws while too many were wrong.
    func requireOpen(at now: Date) throws(EntranceRefusal) {
        let left = first.addingTimeInterval(Self.window).timeIntervalSince(now)
        if number >= Self.most, left > 0 { throw .factorWait(minutes: Int((left / 60).rounded(.up))) }
    }

    /// After one more.
    func adding(at now: Date) -> FactorTries {
        now < first.addingTimeInterval(Self.window)
            ? FactorTries(first: first, number: number + 1) : FactorTries(first: now, number: 1)
    }
}

/// Why something about second factors is not done.
enum FactorRefusal: Refusal, Equatable {
    case passkeyFailed, tooMany, notConfirmed, nameMissing, sameSecretary, resetGone

    var kind: RefusalKind {
        switch self {
        case .passkeyFailed, .notConfirmed, .nameMissing: .invalid
        case .tooMany, .sameSecretary: .conflict
        case .resetGone: .tooLate
        }
    }
    var phrase: Phrase {
        switch self {
        case .passkeyFailed: "passkey.failed"
        case .tooMany: Phrase("passkey.too-many", ["count": .number(Passkey.mostPerPerson)])
        case .notConfirmed: "totp.not-confirmed"
        case .nameMissing: "passkey.name-missing"
        case .sameSecretary: "factor.reset.same"
        case .resetGone: "factor.reset.gone"
        }
    }
}

extension PasskeySite {
    /// The host of the public address, and pages of it alone.
    init(_ settings: SiteSettings, name: String) {
        let host = URLComponents(string: settings.publicURL)?.host ?? "localhost"
        self.init(relyingParty: host, name: name, origins: [settings.publicURL])
    }
}

extension RecoveryCode {
    /// What is stored of it.
    var hash: String { digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
