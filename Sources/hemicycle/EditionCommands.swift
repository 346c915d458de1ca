// SPDX-License-Identifier: EUPL-1.2
import Application
import ArgumentParser
import Access
import Database
import Foundation

/// `hemicycle edition …`.
struct Edition: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the editions, move one in time, or make one the current one.",
        subcommands: [List.self, Move.self, Current.self])

    func run() throws {
        throw WrongUse(text: "Error: Name what to do: list, move or current.\nUsage: \(Hemicycle.usageString(for: Self.self))")
    }

    /// `hemicycle edition list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all editions; the current one has a star.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let database = try Database.openForReading(try database.url())
            defer { database.close() }
            for line in try await database.read(by: .commandLine, at: .now, EditionActs.list) { try Say.line(line) }
        }
    }

    /// `hemicycle edition move SLUG DAYS`.
    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move an edition in time; everything dated by it follows.",
            discussion: "Days are whole; earlier is negative: -7.")
        @Argument(help: ArgumentHelp("the edition, such as brussels-2027", valueName: "SLUG")) var slug: String
        @Argument(help: ArgumentHelp("how many days later", valueName: "DAYS")) var days: Int
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let database = try database.existing()
            defer { database.close() }
            let (slug, days) = (slug, days)
            try Say.line(try await database.write(by: .commandLine, at: .now) { try EditionActs.move(slug, days, $0) })
        }
    }

    /// `hemicycle edition current SLUG`.
    struct Current: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make an edition the current one.")
        @Argument(help: ArgumentHelp("the edition, such as brussels-2027", valueName: "SLUG")) var slug: String
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let database = try database.existing()
            defer { database.close() }
            let slug = slug
            try Say.line(try await database.write(by: .commandLine, at: .now) { try EditionActs.makeCurrent(slug, $0) })
        }
    }
}

extension DatabaseOption {
    /// Opens a database that is there already.
    func existing() throws -> Database {
        let url = try url()
        try url.requireExisting()
        return try Database.open(url)
    }
}
