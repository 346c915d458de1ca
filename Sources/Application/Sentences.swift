// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Foundation
import Outbox
import Programme
import Registration
import Server
import Vocabulary

/// What the command line says when something did not work: one sentence, English.
package enum Sentence {
    package static func of(_ error: any Error) -> String {
        switch error {
        case let faults as RegistrationFileFaults: faults.phrases.map { Words(.en)($0) }.joined(separator: "\n")
        case let refusal as any Refusal: Words(.en)(refusal.phrase)
        case let told as any Told: told.description
        case let error as CocoaError: error.localizedDescription
        // Only the kind of a stranger's error: its text may hold what must not be shown.
        default: "something failed that this program did not expect (\(String(reflecting: type(of: error))))"
        }
    }
}

/// An error whose description is a sentence for whoever runs the program, without secrets.
package protocol Told: Error, CustomStringConvertible {}
extension ConfigurationRefusal: Told {}
extension IdentityProviderSettingsRefusal: Told {}
extension OpeningRefusal: Told {}
extension BackupRefusal: Told {}
extension DatabaseFault: Told {}
extension ListeningRefusal: Told {}
extension BounceRefusal: Told {}
extension HeldUpRelease: Told {}
