// SPDX-License-Identifier: EUPL-1.2
import Database
import HTML
import Server
import Vocabulary

/// A part of a person's page that a later feature fills: roles, stays, sessions they speak in.
package struct PersonPanel: Sendable {
    package let title: String
    package let content: HTML
    package init(title: String, content: HTML) {
        self.title = title
        self.content = content
    }
}

/// Reads a panel in the transaction of the page, with a fixed number of statements; nil when there is nothing to say. The
/// request tells what the reader may do.
package typealias PersonPanelSupplier = @Sendable (Transaction, Person, Request) throws -> PersonPanel?

/// A column of the list of persons that a later feature fills, on the page and in files.
package struct PersonColumn: Sendable {
    /// How files call it.
    let name: String
    /// The key of its words.
    let title: String
    let cells: @Sendable (Transaction, [ID<Person>], Words) throws -> [ID<Person>: String]

    /// - Parameter cells: what stands in it for each of the persons, read with a fixed number of statements.
    package init(
        _ name: String, title: String,
        cells: @escaping @Sendable (Transaction, [ID<Person>], Words) throws -> [ID<Person>: String]
    ) {
        self.name = name
        self.title = title
        self.cells = cells
    }
}

/// What is about to be done to a person.
package enum PersonChange: Sendable, Equatable {
    case addingAddress(String)
    /// With how many addresses are left then.
    case removingAddress(PersonAddress, left: Int)
    /// The person stays, and gets what the other one has.
    case merging(gone: Person)
    /// Everything that names them goes.
    case erasing
}

/// Throws a refusal when a later feature knows why the change must not be.
package typealias PersonCheck = @Sendable (Transaction, Person, PersonChange) throws -> Void

/// Those of the nouns of acts whose page this reader does not find.
package typealias NounsMissing = @Sendable (Transaction, Request, [Noun]) throws -> Set<Noun>

/// The page of a noun behind `/{language}`, by its id; nil when there is none.
package typealias NounPage = @Sendable (String) -> Address?
