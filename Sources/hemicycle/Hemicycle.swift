// SPDX-License-Identifier: EUPL-1.2
import Application
import ArgumentParser
import Foundation

/// The command `hemicycle`.
struct Hemicycle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Program.name,
        abstract: "One server for a conference of cities: its editions, its network, its recommendations.",
        discussion: """
            Settings come from options, then the environment (HEMICYCLE_DATABASE, HEMICYCLE_LISTEN, HEMICYCLE_PUBLIC_URL, …),
            then defaults that work on one machine. Exit codes: 0 done, 1 refused or failed, 2 wrong use.
            """,
        version: "\(Program.name) \(Program.version)",
        subcommands: [
            Serve.self, Demo.self, Migrate.self, Import.self, Export.self, Backup.self, Restore.self, Examine.self, Account.self,
            Edition.self, ReleaseProgramme.self, OutboxCommand.self,
            Version.self,
            Retention.self,
            DrawPlaces.self,
            Measure.self,
        ])

    /// Called without a command: that is wrong use, and the help says how it is meant.
    func run() throws { throw ValidationError("Name a command.") }
}

@main enum Main {
    static func main() async {
        // Whoever reads what we write may go away, and a file may reach a limit: both are told as failed writes.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try Hemicycle.parseAsRoot(Arguments.prepared(Array(CommandLine.arguments.dropFirst())))
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
            leave(0)
        } catch {
            leave(Ending(of: error).tell())
        }
    }

    /// Ends the process at once. `exit` would take OpenSSL apart while a thread may still be closing a connection that uses it.
    private static func leave(_ code: Int32) -> Never {
        fflush(nil)
        _exit(code)
    }
}

/// What the parser should not have to understand.
enum Arguments {
    /// A number with a minus sign is a value (`edition move brussels-2027 -7`), not an option: such come last, behind `--`.
    static func prepared(_ arguments: [String]) -> [String] {
        let isNegative = { (text: String) in
            text.count > 1 && text.hasPrefix("-") && text.dropFirst().allSatisfy(\.isASCII) && Int(text) != nil
        }
        guard !arguments.contains("--"), arguments.contains(where: isNegative) else { return arguments }
        return arguments.filter { !isNegative($0) } + ["--"] + arguments.filter(isNegative)
    }
}

/// How a run ends that did not simply succeed.
struct Ending {
    let code: Int32
    let text: String

    /// 0 for help that was asked for, 2 for wrong use, 1 for everything that was refused or failed.
    init(of error: any Error) {
        if let misuse = error as? WrongUse {
            self.init(2, misuse.text)
            return
        }
        switch Hemicycle.exitCode(for: error) {
        case .success: self.init(0, Hemicycle.fullMessage(for: error))
        case .validationFailure: self.init(2, Self.withoutPasswords(Hemicycle.fullMessage(for: error)))
        default:
            if let refusal = error as? FileRefusal, refusal.isBrokenPipe {
                self.init(0, "")
            } else if error is Silent {
                self.init(1, "")
            } else {
                self.init(1, "\(Program.name): \(Sentence.of(error))")
            }
        }
    }

    private init(_ code: Int32, _ text: String) {
        self.code = code
        self.text = text
    }

    /// Writes the text where it belongs and returns the code.
    func tell() -> Int32 {
        guard !text.isEmpty else { return code }
        do {
            try Files.send(Array((text + "\n").utf8), to: code == 0 ? STDOUT_FILENO : STDERR_FILENO)
            return code
        } catch {
            return error.isBrokenPipe ? code : 1
        }
    }

    /// The parser repeats what it does not understand: an address of a database may be among it.
    private static func withoutPasswords(_ text: String) -> String {
        text.replacing(#/:\/\/[^\/\s'"]*@/#, with: "://…@")
    }
}

/// A command of commands was called alone: the text says how it is meant.
struct WrongUse: Error {
    let text: String
}

/// A failure that has been told already.
struct Silent: Error {}

/// Prints for whoever runs the command.
enum Say {
    static func line(_ text: String) throws { try Files.send(Array((text + "\n").utf8)) }
    static func aside(_ text: String) { try? Files.send(Array((text + "\n").utf8), to: STDERR_FILENO) }
}
