// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Somebody asked to come in with a mail address; what of it the database keeps for a quarter of an hour.
struct MailedSignIn: Sendable, Equatable {
    /// The hash of what the asking browser holds.
    let id: String
    let address: String
    let language: Language
    /// Where to go then: a path of this server.
    var next: String?
    let created: Date, expires: Date
    var linkHash: String?
    var codeHash: String?
    var tries = 0
    var usedAt: Date?
    /// Set when the link was made for one person: an invitation.
    var person: String?

    /// A mail is good for a quarter of an hour, and an invitation for a week.
    static let lifetime: TimeInterval = 15 * 60, invitationLifetime: TimeInterval = 7 * 86_400
    static let mostTries = 5
    /// How many mails one address gets in a quarter of an hour.
    static let mostMails = 5

    /// Throws unless it still opens anything at this moment.
    func requireOpen(at now: Date) throws(EntranceRefusal) {
        guard usedAt == nil, now < expires else { throw .expired }
    }

    /// Whether the code is the one that was mailed; how many tries are left after this one.
    ///
    /// A code that was never mailed is as wrong as any other: nothing tells whether the address is known.
    func answer(to code: String, at now: Date) throws(EntranceRefusal) -> CodeAnswer {
        try requireOpen(at: now)
        guard tries < Self.mostTries else { throw .expired }
        let digits = code.filter { !$0.isWhitespace && $0 != "-" }
        return codeHash == Self.hash(of: digits, id: id) ? .right : .wrong(left: Self.mostTries - tries - 1)
    }

    static func hash(of code: String, id: String) -> String { Hash.of("\(id) \(code)") }
}

enum CodeAnswer: Equatable { case right, wrong(left: Int) }

/// Why somebody does not come in.
enum EntranceRefusal: Refusal, Equatable {
    case notAnAddress
    case tooMany
    case expired
    case wrongCode(left: Int)
    case paperUnknown
    case passkeyFailed
    case factorWrong(left: Int)
    case factorWait(minutes: Int)
    case provider(String)
    case providerUnknownPerson(String)

    var kind: RefusalKind {
        switch self {
        case .notAnAddress, .wrongCode, .paperUnknown, .passkeyFailed, .factorWrong: .invalid
        case .tooMany, .factorWait: .tooMany
        case .expired: .tooLate
        case .provider, .providerUnknownPerson: .notAllowed
        }
    }

    var phrase: Phrase {
        switch self {
        case .notAnAddress: "sign-in.not-an-address"
        case .tooMany: "sign-in.too-many"
        case .expired: "sign-in.expired"
        case .wrongCode(left: 0): "sign-in.last-code"
        case .wrongCode(let left): Phrase("sign-in.wrong-code", ["count": .number(left)])
        case .paperUnknown: "sign-in.paper-unknown"
        case .passkeyFailed: "passkey.failed"
        case .factorWrong(left: 0): "factor.last-code"
        case .factorWrong(let left): Phrase("factor.wrong", ["count": .number(left)])
        case .factorWait(let minutes): Phrase("factor.wait", ["count": .number(minutes)])
        case .provider(let name): Phrase("sign-in.provider-failed", ["provider": .text(name)])
        case .providerUnknownPerson(let name): Phrase("sign-in.provider-unknown", ["provider": .text(name)])
        }
    }
}
