// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import FieldVisits
import HTML
import People
import Privacy
import Programme
import Registration
import Server
import Vocabulary

extension Features {
    /// What all features add to persons and to the record of acts.
    package static let people: PeopleSuppliers = {
        var suppliers = PeopleSuppliers()
        suppliers.declarations = privacy
        suppliers.references = personReferences
        suppliers.exports =
            PeopleFeature.exports + [AccountsFeature.export] + ProgrammeFeature.exports + RegistrationFeature.exports
            + FieldVisitsFeature.exports + DrawFeature.exports + [OutboxPrivacy.export]
        suppliers.erasing = [
            // Who leaves a seat leaves sessions in the way that lets others in, before the rest of it goes.
            DrawFeature.erasing, RegistrationFeature.erasing, FieldVisitsFeature.erasing, ProgrammeFeature.erasing,
            AccountsFeature.erasing, OutboxPrivacy.erasing, PeopleFeature.erasing,
        ]
        suppliers.ways += RegistrationFeature.ownWays
        suppliers.needed = [
            PeopleFeature.needed, AccountsFeature.needed, ProgrammeFeature.needed, RegistrationFeature.needed,
        ]
        suppliers.panels = [AccountsFeature.panel(Scopes.names)]
        suppliers.columns = [AccountsFeature.rolesColumn]
        suppliers.checks = [AccountsFeature.check]
        // Whoever came in while two entries were one may be the other human.
        suppliers.undone = [{ tx, person in try AccountKeeper(tx: tx).endStays(of: person) }]
        suppliers.nounPages = [
            "authority": { "/network/\($0)" },
            "edition": { "/\($0)" },
            "registration": { "/\($0)/organise/registration" },
            "delegation": { "/organise/registration/\($0)" },
            "draws": { "/\($0)/organise/visits/draws" },
            "draw": { id in
                let parts = id.split(separator: ":").map(String.init)
                return parts.count == 2 ? "/\(parts[0])/organise/visits/draws/\(parts[1])" : nil
            },
            "programme": { "/\($0)/programme" },
            "session": { id in
                let parts = id.split(separator: ":").map(String.init)
                return parts.count == 2 ? "/\(parts[0])/programme/\(parts[1])" : nil
            },
            "speaker": { id in
                let parts = id.split(separator: ":").map(String.init)
                return parts.count == 2 ? "/\(parts[0])/organise/programme/speakers/\(parts[1])" : nil
            },
        ]
        suppliers.missing = [ProgrammeFeature.missing, RegistrationFeature.missing, DrawFeature.missing]
        suppliers.editionNouns = ["edition", "programme", "programme-draft", "visits", "visit-places", "wishes"]
        return suppliers
    }()

    /// Every column that refers to a person. The outbox stands above persons and cannot speak of them itself.
    package static let personReferences: [PersonReference] =
        PeopleFeature.personReferences + AccountsFeature.personReferences + ProgrammeFeature.personReferences
        + RegistrationFeature.personReferences + FieldVisitsFeature.personReferences + DrawFeature.personReferences
        + PrivacyFeature.personReferences + [
            PersonReference(table: "letter", column: "person", key: "id")
        ]
}
