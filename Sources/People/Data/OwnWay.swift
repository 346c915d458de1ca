// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import HTML
import Server
import Vocabulary

/// A way on which people come to what is kept about them: their account, or a page of theirs behind a link that a mail brought.
package struct OwnWay: Sendable {
    /// What its addresses begin with: `/{language}/account`.
    package let pattern: String
    package let permission: Permission
    /// The key of how the page it begins with is called.
    package let title: String
    /// Whose way it is; throws `AccessRefusal.notFound` where it is nobody's.
    package let person: @Sendable (Request, Transaction) throws -> ID<Person>

    package init(
        _ pattern: String, _ permission: Permission, title: String,
        person: @escaping @Sendable (Request, Transaction) throws -> ID<Person>
    ) {
        (self.pattern, self.permission, self.title, self.person) = (pattern, permission, title, person)
    }

    package static let account = OwnWay("/{language}/account", "account.use", title: "site.account") { request, _ in
        guard let person = request.actor.person else { throw AccessRefusal.notFound }
        return ID(person)
    }

    /// The page it begins with, of the reader who asks.
    package func page(_ request: Request) -> Address {
        let parts = pattern.split(separator: "/").map { part in
            part.hasPrefix("{") ? request.parameters[String(part.dropFirst().dropLast())] ?? "" : String(part)
        }
        return Address(known: "/" + parts.joined(separator: "/"))
    }
}
