// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Database
import Foundation
import Programme
import Vocabulary

/// How far the organisers of the demonstration are with their speakers; addresses and biographies are invented.
enum DemoSpeakers {
    private static let edition = "brussels-2027"

    private static let all: [SpeakerActs.Known] = [
        .init("mayor-city-of-brussels", at: "cabinet.bxl@demo.example", .fr, .confirmed),
        .init(
            "deputy-mayor-prevention-mons", at: "prevention.mons@demo.example", .fr, .confirmed,
            word: "Je viens en train et je repars le soir même.",
            biography: "Échevine inventée pour cette démonstration. Elle y suit la prévention depuis dix ans."),
        .init("head-prevention-charleroi", at: "charleroi@demo.example", .fr, .reminded),
        .init("head-community-policing-ghent", at: "gent@demo.example", .nl, .asked),
        .init("researcher-ghent-university", at: "researcher@demo.example", .nl, .confirmed),
        .init(
            "director-euda", at: "euda@demo.example", .en, .declined, word: "I am abroad that week. A colleague could come."),
        .init("director-feantsa", at: "feantsa@demo.example", .en, .notAsked),
        .init("mayor-liege", at: "liege@demo.example", .fr, .notAsked, person: "demo-mayor"),
        .init("scientific-officer-jrc", at: "speaker@demo.example", .it, .notAsked, person: "demo-speaker"),
    ]

    static func areMissing(_ tx: Transaction) throws -> Bool { try SpeakerActs.knowsNobody(of: edition, tx) }

    /// Adds what is known of them; one is asked by a mail that can be read on the page of the demonstration.
    static func fill(_ publicURL: String, _ tx: Transaction) throws {
        try SpeakerActs.keep(all, of: edition, tx)
        var drawn = 0
        try SpeakerActs.ask(
            "scientific-officer-jrc", of: edition, publicURL: publicURL,
            random: { count in
                drawn += 1
                // Nothing of a demonstration is secret.
                return Array(SHA256.hash(data: Data("speaker \(drawn) \(tx.now.timeIntervalSince1970)".utf8)).prefix(count))
            }, tx)
    }
}
