// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// One thing that is kept about a person: where, what for, on which ground, and for how long.
package struct PersonalField: Sendable, Hashable {
    package let table: String, column: String
    /// What it is and what for: a key of `Translations/`.
    package let purpose: String
    package let basis: LegalBasis
    /// Days it is kept after what it was needed for has ended.
    package let retentionDays: Int

    package init(table: String, column: String, purpose: String, basis: LegalBasis, retentionDays: Int) {
        self.table = table
        self.column = column
        self.purpose = purpose
        self.basis = basis
        self.retentionDays = retentionDays
    }
}

/// Article 6 (1) of Regulation (EU) 2016/679.
package enum LegalBasis: String, Sendable, Hashable, CaseIterable {
    case consent, contract, legalObligation, publicInterest, legitimateInterest
}

/// What a feature says about every column of text it keeps. A column that nobody speaks of fails a test.
package struct DataDeclaration: Sendable {
    package let personal: [PersonalField]
    /// `table.column` of text that says nothing about a person.
    package let impersonal: Set<String>

    package init(personal: [PersonalField] = [], impersonal: Set<String>) {
        self.personal = personal
        self.impersonal = impersonal
    }
}
