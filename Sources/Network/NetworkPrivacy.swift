// SPDX-License-Identifier: EUPL-1.2
import People

extension NetworkFeature {
    /// The directory holds facts about public bodies, none about persons.
    package static let privacy = DataDeclaration(impersonal: [
        "authority.id", "authority.name_local", "authority.name_en", "authority.sort_key", "authority.country", "authority.kind",
        "authority.population_source", "authority.nuts_code", "authority.forum", "authority.parent", "authority_name.authority",
        "authority_name.name", "membership.authority", "membership.state", "membership.evidence", "membership.since",
        "membership.until",
        "institution.id", "institution.level", "institution.kind", "institution.country", "institution.name_local",
        "institution.seat",
        "institution.channel", "institution_name.institution", "institution_name.language", "institution_name.value",
        "institution_name.state",
    ])
}
