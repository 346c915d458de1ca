// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import ArgumentParser
import Database
import Foundation
import Outbox
import Server

/// `hemicycle outbox …`.
struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Look at the mail that waits, release it, send a test, or make keys to sign with.",
        subcommands: [List.self, Release.self, Test.self, Keys.self])

    func run() throws {
        throw WrongUse(
            text: "Error: Name what to do: list, release, test or dkim.\nUsage: \(Hemicycle.usageString(for: Self.self))")
    }

    /// `hemicycle outbox list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the last hundred mails and what became of them.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let database = try Database.openForReading(try database.url())
            defer { database.close() }
            for line in try await database.read(by: .commandLine, at: .now, OutboxActs.list) { try Say.line(line) }
        }
    }

    /// `hemicycle outbox release`.
    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let mail leave again that was held after a backup was restored.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let database = try database.existing()
            defer { database.close() }
            try Say.line(try await database.write(by: .commandLine, at: .now, OutboxActs.release))
        }
    }

    /// `hemicycle outbox test MAIL`.
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a mail at once, as the settings say, and tell what became of it.",
            discussion: "It goes past the database: nothing is stored.")
        @Argument(help: ArgumentHelp("where it goes", valueName: "MAIL")) var address: String

        func run() async throws {
            let configuration = try Configuration(environment: ProcessInfo.processInfo.environment)
            try Say.line(try await Mailing(configuration).test(address, id: Dice.system(15), at: .now))
        }
    }

    /// `hemicycle outbox dkim`.
    struct Keys: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dkim", abstract: "Print what the DNS must say so that receivers trust the signatures of mail.",
            discussion: "With --new it makes two keys in a folder first, RSA and Ed25519, and prints the settings for them.")
        @Option(help: ArgumentHelp("the folder for new keys, which has to exist", valueName: "FOLDER")) var new: String?
        @Option(help: ArgumentHelp("the domain of new keys; else the one mail is sent from", valueName: "DOMAIN")) var domain:
            String?

        func run() async throws {
            let configuration = try Configuration(environment: ProcessInfo.processInfo.environment)
            let lines =
                try new.map { try KeyMaking(configuration, domain: domain).make(in: $0) }
                ?? KeyMaking(configuration, domain: domain).records()
            for line in lines { try Say.line(line) }
        }
    }
}
