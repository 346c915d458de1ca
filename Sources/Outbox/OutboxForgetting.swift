// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

extension OutboxFeature {
    /// As the declaration of personal data says.
    package static let lettersKept = 400, suppressionsKept = 3_650
    static let callsKept = 30

    /// Erases what is over: once a day.
    package static let forget: @Sendable (Transaction) throws -> [ForgottenRows] = { tx in
        func before(_ days: Int) -> Int { (tx.now - Double(days) * 86_400).milliseconds }
        let letters = try tx.run(
            """
            DELETE FROM letter WHERE state IN ('sent', 'bounced', 'stopped', 'expired') AND created < \(before(lettersKept))
            """)
        try tx.run(
            """
            DELETE FROM letter_batch WHERE created < \(before(lettersKept))
                AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.batch = letter_batch.id)
            """)
        try tx.run("DELETE FROM webhook_delivery WHERE state IN ('sent', 'failed') AND created < \(before(callsKept))")
        let suppressed = try tx.run("DELETE FROM suppression WHERE since < \(before(suppressionsKept))")
        return [
            ForgottenRows("privacy.purpose.letter-text", letters), ForgottenRows("privacy.purpose.suppression", suppressed),
        ]
    }
}
