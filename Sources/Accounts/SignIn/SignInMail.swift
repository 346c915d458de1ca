// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Outbox
import People
import Server
import Vocabulary

/// The mails of coming in.
package struct SignInMail: Sendable {
    /// The handler that writes the mail of an attempt.
    package static let timer = "sign-in.mail"

    let settings: SiteSettings
    package init(settings: SiteSettings) { self.settings = settings }

    /// Writes the mail that was asked for, if the address belongs to somebody who has an account.
    ///
    /// - Parameters:
    ///   - subject: the id of the attempt.
    ///   - random: at least 64 bytes, drawn before the transaction.
    package func write(_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws {
        let store = SignInStore(tx: tx)
        guard let signIn = try store.signIn(subject), signIn.usedAt == nil, tx.now < signIn.expires else { return }
        let holders = try store.holders(of: signIn.address)
        guard let first = holders.first else { return }
        let (link, code) = (Secret(Array(random.prefix(32))), Secret.digits(Array(random[32..<40])))
        try store.setSecrets(of: signIn.id, linkHash: link.hash, codeHash: MailedSignIn.hash(of: code, id: signIn.id))
        let words = Words(signIn.language)
        let body = LetterBody(
            words: words, paragraphs: [words("sign-in.mail.text"), words("sign-in.mail.code")],
            button: (words("sign-in.mail.button"), address(link, signIn.language)), code: Self.spaced(code),
            footer: words("sign-in.mail.why"), name: holders.count == 1 ? first.badgeName : nil, sender: settings.operatorName)
        try OutboxStore(tx: tx).post(
            Letter(
                id: ID(random: Array(random[40..<55])), kind: "sign-in", to: signIn.address,
                name: holders.count == 1 ? first.badgeName : nil, person: holders.count == 1 ? first.id.value : nil,
                language: signIn.language, subject: words("sign-in.mail.subject", ["code": .text(Self.spaced(code))]),
                text: body.text, html: body.html, isSecret: true, expires: signIn.expires))
    }

    /// The mail of an invitation; `link` is also what a command prints.
    func invitation(_ id: ID<Letter>, to person: Person, at address: String, link: Secret, expires: Date) -> Letter {
        let words = Words(person.language)
        let body = LetterBody(
            words: words, paragraphs: [words("invitation.text"), words("invitation.good-for")],
            button: (words("invitation.button"), self.address(link, person.language)), footer: words("invitation.why"),
            name: person.badgeName, sender: settings.operatorName)
        return Letter(
            id: id, kind: "invitation", to: address, name: person.badgeName, person: person.id.value, language: person.language,
            subject: words("invitation.subject"), text: body.text, html: body.html, isSecret: true, expires: expires)
    }

    /// The whole address behind the link.
    func address(_ link: Secret, _ language: Language) -> String {
        "\(settings.publicURL)/\(language.rawValue)/account/links/\(link.text)"
    }

    /// "123 456", easier to read and to type.
    private static func spaced(_ code: String) -> String { "\(code.prefix(3)) \(code.suffix(3))" }
}
