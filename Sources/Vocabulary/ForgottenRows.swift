// SPDX-License-Identifier: EUPL-1.2

/// What was erased because its time had come, or would be: how many rows that were kept for one purpose.
package struct ForgottenRows: Sendable, Equatable {
    /// The key of the words that say what it was kept for, as the declaration of personal data has it.
    package let purpose: String
    package let rows: Int

    package init(_ purpose: String, _ rows: Int) {
        self.purpose = purpose
        self.rows = rows
    }
}
