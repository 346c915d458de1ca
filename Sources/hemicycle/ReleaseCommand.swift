// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import ArgumentParser
import Database
import Foundation
import Programme
import Server

/// `hemicycle release`.
struct ReleaseProgramme: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Make what was imported of a programme public.",
        discussion:
            "Calendars and feeds learn what changed, and whoever follows a session that did gets a mail. With --only the rest of the "
            + "draft stays unreleased. Conflicts that the organisers say hold up a release hold up this one too.")
    @Argument(help: ArgumentHelp("the edition, such as brussels-2027", valueName: "SLUG")) var slug: String
    @Option(help: ArgumentHelp("a sentence on what this release brings, in English", valueName: "TEXT")) var note: String?
    @Option(help: ArgumentHelp("only this session; may be repeated", valueName: "CODE")) var only: [String] = []
    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let mailing = ReleaseMailing(try database.configuration().site, random: Dice.system(32))
        let database = try database.existing()
        defer { database.close() }
        let (slug, only, note) = (slug, only, note)
        try Say.line(
            try await database.write(by: .commandLine, at: .now) {
                try ProgrammeActs.release(slug, only: only, note: note, mailing, $0)
            })
    }
}
