// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Outbox
import People
import Server
import Vocabulary

/// What the mails of a release are made of beside the release: whose server it is, and the chance their ids are drawn with.
package struct ReleaseMailing: Sendable {
    let publicURL: String, sender: String
    private let seed: String

    /// - Parameter random: 32 bytes that nobody can guess, drawn before the transaction. How many mails there are is known in it.
    package init(_ settings: SiteSettings, random: [UInt8]) {
        (publicURL, sender) = (settings.publicURL, settings.operatorName)
        seed = RandomText.written(random)
    }

    /// The key of its words under `letter.kind.`.
    static let kind = "programme-changed"

    var batch: ID<LetterBatch> { ID(name("batch")) }
    func letter(to person: ID<Person>) -> ID<Letter> { ID(name("letter \(person)")) }

    /// 120 bits of a hash: nobody who does not know the seed can make it.
    private func name(_ use: String) -> String { String(Hash.of("release \(use) \(seed)").prefix(30)) }

    func absolute(_ path: String) -> String { publicURL + path }
}
