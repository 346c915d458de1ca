// SPDX-License-Identifier: EUPL-1.2
import Application
import ArgumentParser
import Draw
import Foundation

/// `hemicycle draw …`: a fair allocation that anyone can recompute and check. It needs no database.
struct DrawPlaces: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw", abstract: "Allocate places to ranked wishes, and check such an allocation.",
        discussion: "The formats and the rules are in Documentation/Draw.md; another program can be written from it.",
        subcommands: [Solve.self, Verify.self, Compare.self, Explain.self, Costs.self])

    /// What most of them are asked.
    struct Question: ParsableArguments {
        @Argument(help: ArgumentHelp("the wishes, places and limits", valueName: "INSTANCE.json")) var instance: String
        @Option(help: ArgumentHelp(Rule.allCases.map(\.rawValue).joined(separator: ", "), valueName: "RULE"))
        var rule: Rule = .generous
        @Option(help: ArgumentHelp("what ties are decided by: any text", valueName: "TEXT")) var seed: String
        @OptionGroup var limit: TimeLimit
    }

    struct TimeLimit: ParsableArguments {
        @Option(help: "seconds after which the best that was found is given, with how far it may be from the best there is")
        var seconds = 60

        func validate() throws {
            guard (1...86_400).contains(seconds) else { throw ValidationError("Choose from 1 to 86400 seconds.") }
        }

        /// True until the time is over.
        var mayGoOn: () -> Bool {
            let end = Date.now + Double(seconds)
            return { Date.now < end }
        }
    }

    struct Solve: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Allocate, and write the result with its certificate.")
        @OptionGroup var question: Question
        @Option(help: ArgumentHelp("the file to make; standard output when left out", valueName: "RESULT.json")) var output = "-"

        func run() throws {
            let answer = DrawCommands.solve(
                try Files.read(question.instance), rule: question.rule, seed: question.seed, while: question.limit.mayGoOn)
            guard answer.isGood else { throw NoDraw(answer.lines) }
            try Files.write(answer.bytes, to: output)
            for line in answer.lines { if output == "-" { Say.aside(line) } else { try Say.line(line) } }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a result against its instance, without allocating anew.",
            discussion: "Exit code 0: it may stand. 1: it may not, with the reason.")
        @Argument(help: ArgumentHelp("the wishes, places and limits", valueName: "INSTANCE.json")) var instance: String
        @Argument(help: ArgumentHelp("what is to be checked", valueName: "RESULT.json")) var result: String

        func run() throws {
            try DrawCommands.verify(try Files.read(instance), try Files.read(result)).say()
        }
    }

    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All rules side by side, with who gains and loses by country, kind and size of delegation.")
        @Argument(help: ArgumentHelp("the wishes, places and limits", valueName: "INSTANCE.json")) var instance: String
        @Option(help: ArgumentHelp("what ties are decided by: any text", valueName: "TEXT")) var seed = ""
        @OptionGroup var limit: TimeLimit

        func run() throws {
            try DrawCommands.compare(try Files.read(instance), seed: seed, while: limit.mayGoOn).say()
        }
    }

    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Why a person got what they got.")
        @OptionGroup var question: Question
        @Option(help: ArgumentHelp("the person's id in the instance", valueName: "ID")) var person: String

        func run() throws {
            try DrawCommands.explain(
                try Files.read(question.instance), rule: question.rule, seed: question.seed, person: person,
                while: question.limit.mayGoOn
            ).say()
        }
    }

    struct Costs: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What each limit costs, by allocating without it.")
        @OptionGroup var question: Question

        func run() throws {
            try DrawCommands.costs(
                try Files.read(question.instance), rule: question.rule, seed: question.seed, while: question.limit.mayGoOn
            ).say()
        }
    }
}

extension DrawCommands.Answer {
    /// Prints it; throws where it is no.
    fileprivate func say() throws {
        guard isGood else { throw NoDraw(lines) }
        for line in lines { try Say.line(line) }
    }
}

extension Rule: ExpressibleByArgument {}

/// Why nothing was allocated, or a result may not stand.
struct NoDraw: Told {
    let description: String
    init(_ lines: [String]) { description = lines.joined(separator: "\n") }
}
