// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// Takes in what came back: reports of other servers about mail of ours.
package struct BounceImport {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// How many letters are known now not to have arrived, and how many reports changed nothing.
    package func take(_ file: [UInt8]) throws -> (changed: Int, unchanged: Int) {
        guard Self.holdsMail(file) else { throw BounceFileRefusal.noMail }
        let reports = try BounceReport.all(in: file)
        var changed = 0
        for part in reports.parts(of: 200) {
            let letters = try letters(part.map { $0.token.lowercased() })
            for report in part where report.action == .failed {
                guard let letter = letters[report.token.lowercased()], try fail(letter, report) else { continue }
                changed += 1
            }
        }
        return (changed, reports.count - changed)
    }

    /// Whether it begins as a mail does, or as a file of them: whoever names another file should be told.
    private static func holdsMail(_ file: [UInt8]) -> Bool {
        let start = String(decoding: file.prefix(1_000), as: UTF8.self)
        return start.prefixMatch(of: /\s*(From |[A-Za-z][A-Za-z0-9-]*:)/) != nil
    }

    private func letters(_ tokens: [String]) throws -> [String: StoredLetter] {
        let rows = try tx.rows("SELECT * FROM letter WHERE bounce_token IN \(list: tokens)")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["bounce_token"], LetterStore.stored($0)) })
    }

    /// What is known already changes nothing, so that the same file can be taken in twice.
    private func fail(_ stored: StoredLetter, _ report: BounceReport) throws -> Bool {
        let id = stored.letter.id
        let words = [report.status, report.diagnostic].compactMap { $0 }.joined(separator: " ")
        var step = LetterStep(state: .bounced, reason: .returned, detail: String(words.prefix(400)))
        step.isDeadAddress = report.status.map { DeadAddress.isMeant(status: $0, code: nil) } ?? false
        // Whoever reports a letter whose outcome nobody knew had taken it.
        let isKnown: SQL = "id = \(id) AND state IN ('sent', 'unknown')"
        guard try LetterQueue(tx: tx).keep(step, where: isKnown) == 1 else { return false }
        if step.isDeadAddress { try SuppressionStore(tx: tx).keep(stored.letter.address, .bounced, letter: id) }
        tx.record("letter.bounced", Noun("letter", id))
        return true
    }
}

/// Why a file of reports is not taken in.
package enum BounceFileRefusal: Refusal, Equatable {
    case noMail
    package var kind: RefusalKind { .invalid }
    package var phrase: Phrase { "bounces.no-mail" }
}
