// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import ArgumentParser
import Database
import Foundation
import Vocabulary

/// `hemicycle account …`.
struct Account: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Invite somebody, list who holds a role, or help somebody who is locked out.",
        subcommands: [Invite.self, List.self, ResetFactors.self, SignOut.self])

    func run() throws {
        throw WrongUse(
            text:
                "Error: Name what to do: invite, list, reset-factors or sign-out.\nUsage: \(Hemicycle.usageString(for: Self.self))"
        )
    }

    /// `hemicycle account invite --role ROLE MAIL`.
    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give somebody a role, and print the link that lets them in for the first time.",
            discussion: "Roles: " + Role.given.map(\.rawValue).joined(separator: ", "))
        @Argument(help: ArgumentHelp("the mail address", valueName: "MAIL")) var mail: String
        @Option(help: ArgumentHelp("what they may do, such as secretariat", valueName: "ROLE")) var role: String
        @Option(help: ArgumentHelp("where: server, edition:SLUG or authority:ID", valueName: "SCOPE")) var scope = "server"
        @Option(help: ArgumentHelp("their name, where they are not known yet", valueName: "NAME")) var name: String?
        @Option(help: ArgumentHelp("the language they are written to in: en, fr, nl, de, es or it", valueName: "LANGUAGE"))
        var language = "en"
        @OptionGroup var database: DatabaseOption

        func validate() throws {
            guard Language(rawValue: language) != nil else {
                throw ValidationError("Write a language as en, fr, nl, de, es or it.")
            }
        }

        func run() async throws {
            let configuration = try database.configuration()
            let invitation = try AccountActs.invitation(
                to: mail, role: role, scope: scope, name: name, language: Language(rawValue: language) ?? .en)
            let database = try Database.open(configuration.database)
            defer { database.close() }
            let lines = try await database.write(by: .commandLine, at: .now) {
                try AccountActs.invite(
                    invitation, mailing: configuration.site, isAddressKnown: configuration.isPublicURLSet, $0)
            }
            for line in lines { try Say.line(line) }
        }
    }

    /// `hemicycle account list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every role that somebody holds.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let database = try Database.openForReading(try database.url())
            defer { database.close() }
            for line in try await database.read(by: .commandLine, at: .now, AccountActs.list) { try Say.line(line) }
        }
    }

    /// `hemicycle account reset-factors MAIL`.
    struct ResetFactors: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-factors", abstract: "Take away the second factors of somebody who lost them.",
            discussion: "Ends every stay of theirs. Be sure who asks: after this, their mail alone lets them in.")
        @Argument(help: ArgumentHelp("the mail address", valueName: "MAIL")) var mail: String
        @Option(help: ArgumentHelp("whose, where several persons have the address", valueName: "NAME")) var name: String?
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let database = try database.existing()
            defer { database.close() }
            let (mail, name) = (mail, name)
            try Say.line(
                try await database.write(by: .commandLine, at: .now) { try AccountActs.resetFactors(mail, name: name, $0) })
        }
    }

    /// `hemicycle account sign-out MAIL`.
    struct SignOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign-out", abstract: "End every stay of somebody, on every device.")
        @Argument(help: ArgumentHelp("the mail address", valueName: "MAIL")) var mail: String
        @Option(help: ArgumentHelp("whose, where several persons have the address", valueName: "NAME")) var name: String?
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let database = try database.existing()
            defer { database.close() }
            let (mail, name) = (mail, name)
            try Say.line(try await database.write(by: .commandLine, at: .now) { try AccountActs.signOut(mail, name: name, $0) })
        }
    }
}
