// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Server
import Vocabulary

/// Persons, the record of acts, and what is promised about personal data.
package enum PeopleFeature {
    package static let migrations = PeopleSchema.migrations

    package static let permissions: [Permission: Set<Role>] = [
        "privacy.read": [.reader],
        "person.read": [.secretariat, .dataProtectionOfficer, .registrationDesk],
        "person.change": [.secretariat, .registrationDesk],
        "person.merge": [.secretariat],
        "person.export": [.secretariat, .dataProtectionOfficer],
        "act.read": [.secretariat, .dataProtectionOfficer],
        "edition.acts": [.secretariat, .host],
        "account.use": [.holder],
    ]

    /// Where persons are, below the language.
    package static let tab = "/organise/people"

    /// Places of those who organise.
    package static let organising = [
        OrganiseItem("organise.people", tab, "person.read"),
        OrganiseItem("organise.acts", "/organise/acts", "act.read", inEdition: "edition.acts"),
    ]

    package static let collections = [ActAPI.collection]

    package static func routes(_ suppliers: PeopleSuppliers) -> [Route] {
        PeopleRoutes(suppliers: suppliers).routes + PersonRoutes(suppliers: suppliers).routes
            + MergeRoutes(suppliers: suppliers).routes + ActRoutes(suppliers: suppliers).routes
            + DataRoutes(suppliers: suppliers).routes
            + [
                Route(.get, "/{language}/privacy", "privacy.read") { request in
                    PrivacyPage(fields: suppliers.personalFields, settings: request.site.settings, words: request.words).page
                        .response(to: request, ready: .init())
                }
            ]
    }
}

/// What other features add to persons and to the record of acts; `Application` lists who supplies what.
package struct PeopleSuppliers: Sendable {
    package var declarations: [DataDeclaration] = []
    /// Every column that refers to a person.
    package var references: [PersonReference] = []
    package var panels: [PersonPanelSupplier] = []
    package var columns: [PersonColumn] = []
    package var checks: [PersonCheck] = []
    /// What other features do when a merge is undone: for both of the persons.
    package var undone: [@Sendable (Transaction, ID<Person>) throws -> Void] = []
    package var exports: [PersonExport] = []
    package var erasing: [PersonErasing] = []
    /// On which ways people come to what is kept about them.
    package var ways = [OwnWay.account]
    package var needed: [PersonsNeeded] = []
    /// Where the page of a noun is, by its kind.
    package var nounPages: [String: NounPage] = [:]
    /// Which of the nouns of acts have no page for a reader.
    package var missing: [NounsMissing] = []
    /// The kinds of nouns whose id is the slug of an edition: what is done to them is done to the edition.
    package var editionNouns: [String] = ["edition"]

    package init() {}

    /// The nouns of these acts that lead nowhere.
    func missing(_ acts: [Act], _ tx: Transaction, _ request: Request) throws -> Set<Noun> {
        let nouns = Array(Set(acts.flatMap(\.nouns)))
        return try missing.reduce(into: []) { $0.formUnion(try $1(tx, request, nouns)) }
    }

    var personalFields: [PersonalField] { declarations.flatMap(\.personal) }

    /// Throws what forbids the change, if anything does.
    package func check(_ person: Person, _ change: PersonChange, _ tx: Transaction) throws {
        for check in checks { try check(tx, person, change) }
    }
}
