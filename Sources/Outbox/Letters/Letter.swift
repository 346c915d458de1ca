// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// A mail to one address, as it was decided: it is stored with the decision and sent after it.
package struct Letter: Sendable, Equatable {
    /// Drawn before the transaction that keeps it. The `Message-ID` is made of it and never changes.
    package let id: ID<Letter>
    /// What sort of mail it is, a key under `letter.kind.`: `sign-in`, `invitation`.
    package let kind: String
    /// Mails that were made together and can be stopped together.
    package var batch: ID<LetterBatch>?
    /// The id of the person it is for, where it is known who.
    package var person: String?
    package let address: String
    package var name: String?
    package let language: Language
    package let subject: String
    package let text: String
    package var html: String?
    /// An iCalendar object that goes with it.
    package var calendar: String?
    /// Whether it belongs to something the person asked for: such mail offers no way to unsubscribe, and is sent whatever was said about others.
    package var isTransactional: Bool
    /// Whether it opens something: it is shown to nobody and erased when it has left.
    package var isSecret: Bool
    /// After this it is worth nothing and is not sent any more.
    package var expires: Date?

    package init(
        id: ID<Letter>, kind: String, to address: String, name: String? = nil, person: String? = nil, language: Language,
        subject: String, text: String, html: String? = nil, calendar: String? = nil, isTransactional: Bool = true,
        isSecret: Bool = false, expires: Date? = nil, batch: ID<LetterBatch>? = nil
    ) {
        self.id = id
        self.kind = kind
        self.batch = batch
        self.person = person
        self.address = address
        self.name = name
        self.language = language
        self.subject = subject
        self.text = text
        self.html = html
        self.calendar = calendar
        self.isTransactional = isTransactional
        self.isSecret = isSecret
        self.expires = expires
    }
}

/// Mails that were made by one decision.
package enum LetterBatch {}
