// SPDX-License-Identifier: EUPL-1.2

/// What happens by itself, by the names of its timers.
package enum RegistrationTimers {
    /// Offers of an edition end.
    static let offers = "registration.offers"
    /// An offer is to be told by mail.
    static let offerMail = "registration.offer-mail"
    /// A delegation is to be told that the edition has moved.
    static let movedMail = "registration.moved-mail"
    /// Who holds a seat is to get their own link.
    static let ownLinkMail = "registration.own-link-mail"
    /// The guardian of somebody on a seat is to be asked.
    static let guardianMail = "registration.guardian-mail"
    /// Who registered alone is to be told that the edition has moved.
    static let movedOwnMail = "registration.moved-own-mail"
    /// Answers fall due to be erased.
    static let retention = "registration.retention"
    /// An application whose address nobody confirmed ends.
    static let applicationEnd = "registration.application-end"
    /// The figures of a day are kept.
    static let figures = "registration.figures"
}
