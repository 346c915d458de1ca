// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// From a letter to the bytes of its mail.
package struct MailMaker: Sendable {
    let from: MailAddress
    let bounceDomain: String
    let signer: DKIMSigner?
    let publicURL: String

    package init(from: MailAddress, bounceDomain: String, signer: DKIMSigner?, publicURL: String) {
        self.from = from
        self.bounceDomain = bounceDomain
        self.signer = signer
        self.publicURL = publicURL
    }

    struct Mail: Sendable, Equatable {
        let bytes: [UInt8]
        /// The envelope: where it comes back to, and where it goes.
        let sender: String, recipient: String
    }

    /// Throws when it cannot be signed, or when the settings fit no mail.
    func mail(_ outgoing: OutgoingLetter) throws -> Mail {
        let letter = outgoing.letter
        let token = Letter.token(letter.id)
        guard let to = MailAddress(letter.address, name: letter.name ?? ""),
            let id = MessageID(left: Letter.messageName(letter.id), domain: from.domain),
            let sender = BounceReport.returnAddress(token: token, domain: bounceDomain)
        else { throw Unfit() }
        var message = MailMessage(
            from: from, to: to, subject: letter.subject, date: outgoing.created, id: id,
            content: MailContent(
                text: letter.text, html: letter.html, invitation: Self.invitation(letter), language: letter.language.rawValue))
        message.remarks = [.noAutomaticReplies]
        if !letter.isTransactional {
            let address = Letter.unsubscribeAddress(letter.id, language: letter.language, publicURL: publicURL)
            message.unsubscribe = UnsubscribeLink(address)
            message.remarks.append(.bulk)
        }
        let bytes = message.bytes
        return Mail(
            bytes: try signer?.signed(bytes, at: outgoing.now) ?? bytes, sender: sender.description, recipient: to.description)
    }

    private struct Unfit: Error {}

    /// RFC 5546, section 1.4: the method stands in the object too.
    private static func invitation(_ letter: Letter) -> Invitation? {
        letter.calendar.map { file in
            let line = file.split(whereSeparator: \.isNewline).first { $0.uppercased().hasPrefix("METHOD:") }
            let method = line.flatMap {
                Invitation.Method(rawValue: $0.dropFirst(7).trimmingCharacters(in: .whitespaces).uppercased())
            }
            return Invitation(method: method ?? .publish, file: Array(file.utf8))
        }
    }
}
