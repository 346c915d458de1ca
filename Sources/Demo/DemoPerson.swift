// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// As what a person comes.
package enum DemoActor: String, Sendable, Hashable, CaseIterable {
    case elected, officer, researcher, journalist, company, association, young, speaker, host, accompanying
    case euOfficial = "eu-official"
    case nationalOfficial = "national-official"
}

/// Nobody: a person of the demonstration, tests and benchmarks.
package struct DemoPerson: Sendable, Equatable {
    /// `invented-00042`.
    package let id: String
    package var kind: DemoActor
    /// ISO 3166-1 alpha-2.
    package let country: String
    /// One of the interface, for letters.
    package let language: Language
    /// In the script of their country.
    package let badgeName: String
    /// In Latin letters, where the badge is not.
    package let publishedName: String?
    /// Family name, then given names, in capital letters A to Z.
    package let documentName: String
    package let honorific: String?
    package let office: String?
    /// At a domain that cannot exist (RFC 2606, section 2); nil for who is reached through somebody else.
    package let mail: String?
    /// The place of the delegation they came in for.
    package let delegation: Int?
    /// The place of the grown-up who answers for a young person.
    package var guardian: Int?
    /// The place of the person whom they accompany.
    package var accompanies: Int?
    package var isInvented: Bool { true }
}
