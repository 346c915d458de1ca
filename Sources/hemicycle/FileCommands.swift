// SPDX-License-Identifier: EUPL-1.2
import Application
import ArgumentParser
import Database
import Foundation
import Vocabulary

/// `hemicycle import KIND FILE`.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take in a file, all of it or nothing.",
        discussion: "Kinds:\n" + ImportKind.all.map { "  \($0.name): \($0.about)" }.joined(separator: "\n")
            + "\nWhat is not in the file stays as it is. A file that is wrong is refused with line and column.")
    @Argument(help: ArgumentHelp("what the file holds", valueName: "KIND")) var kind: ImportKind
    @Argument(help: ArgumentHelp("the file; - is standard input", valueName: "FILE")) var file: String
    @Flag(help: "Only say what would be done.") var dryRun = false
    @Option(
        help: ArgumentHelp(
            "the edition a schedule or a file of registration is for, such as brussels-2027; else the one it names",
            valueName: "SLUG"))
    var edition: String?
    @OptionGroup var database: DatabaseOption

    func validate() throws {
        if edition != nil, !kind.isForEdition {
            throw ValidationError("A file of \(kind.name) says itself which edition it is about: leave --edition out.")
        }
    }

    func run() async throws {
        let url = try database.url()
        let bytes = try Files.read(file)
        // A trial makes no database, and neither does a path that was mistyped unnoticed.
        if dryRun { try url.requireExisting() }
        let isNew = if case .sqlite(let path) = url { !FileManager.default.fileExists(atPath: path) } else { false }
        let database = try Database.open(url)
        defer { database.close() }
        let report = try await database.take(bytes, as: kind, into: edition, at: .now, isTrial: dryRun)
        if isNew { Say.aside("\(Program.name): \(url) is new; it was made for this.") }
        try Say.line("\(kind.name): \(report)" + (dryRun ? " (tried only; nothing was stored)" : ""))
        if dryRun { for line in report.lines { try Say.line(Words(.en)(line)) } }
        for note in report.notes { try Say.line(Words(.en)(note)) }
    }
}

/// `hemicycle export KIND [FILE]`.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a file that can be imported again without a change.",
        discussion: "Kinds: " + ExportKind.all.map(\.name).joined(separator: ", "))
    @Argument(help: ArgumentHelp("what to write", valueName: "KIND")) var kind: ExportKind
    @Argument(help: ArgumentHelp("the file to make; standard output when left out", valueName: "FILE")) var file = "-"
    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let url = try database.url()
        // What names people leaves a trace in the record.
        let database = try kind.isPersonal ? Database.open(url) : Database.openForReading(url)
        defer { database.close() }
        try Files.write(try await database.give(kind, at: .now), to: file)
    }
}

extension ImportKind: ExpressibleByArgument {
    public init?(argument: String) {
        guard let kind = Self.all.first(where: { $0.name == argument }) else { return nil }
        self = kind
    }
    public var defaultValueDescription: String { name }
    public static var allValueStrings: [String] { all.map(\.name) }
}

extension ExportKind: ExpressibleByArgument {
    public init?(argument: String) {
        guard let kind = Self.all.first(where: { $0.name == argument }) else { return nil }
        self = kind
    }
    public var defaultValueDescription: String { name }
    public static var allValueStrings: [String] { all.map(\.name) }
}
