// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestKit
import Testing

/// The program itself, as it is run by people and scripts.
private struct Command {
    let status: Int32
    let output: String
    let complaint: String

    /// Beside the tests in the folder of the build.
    static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "hemicycle")

    init(_ arguments: [String], in folder: URL, environment: [String: String] = [:]) throws {
        let (outFile, errFile) = (folder.appending(path: ".out"), folder.appending(path: ".err"))
        for file in [outFile, errFile] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        let process = Process()
        process.executableURL = Self.program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outFile)
        process.standardError = try FileHandle(forWritingTo: errFile)
        try process.run()
        process.waitUntilExit()
        status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        output = try String(contentsOf: outFile, encoding: .utf8)
        complaint = try String(contentsOf: errFile, encoding: .utf8)
    }
}

@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: Command.program.path))) struct `The command line` {
    private let place: TestPlace
    private let folder: URL

    init() throws {
        place = try TestEngine.sqlite.place()
        folder = try #require(place.folder)
        try Data("id\n".utf8).write(to: folder.appending(path: "bad.csv"))
        try Data((0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }).write(to: folder.appending(path: "garbage"))
    }

    private func run(_ line: String, environment: [String: String] = [:]) throws -> Command {
        try Command(line.split(separator: " ").map(String.init), in: folder, environment: environment)
    }

    @Test(arguments: ["--help", "help serve", "serve --help", "--version", "version", "migrate", "doctor", "edition list --help"])
    func `what is done ends with 0 and complains of nothing`(line: String) throws {
        let command = try run(line)
        #expect(command.status == 0)
        #expect(command.complaint == "")
        #expect(command.output.hasSuffix("\n"))
    }

    @Test(arguments: [
        "", "nosuch", "serve --nosuch", "serve --listen", "import", "import authorities", "import nosuch bad.csv", "export",
        "export nosuch", "backup",
        "restore", "edition", "edition move", "edition move x soon", "migrate too much", "account", "account invite",
        "account invite a@b.example", "account invite --role secretariat", "account invite --role host --language xx a@b.example",
        "account reset-factors", "account sign-out",
    ])
    func `wrong use ends with 2 and says how it is meant`(line: String) throws {
        let command = try run(line)
        #expect(command.status == 2)
        #expect(command.output == "")
        #expect(command.complaint.contains("Usage: hemicycle"))
    }

    @Test(arguments: [
        "serve --listen here", "serve --database x.db", "serve --database sqlite:garbage", "serve --database sqlite:.",
        "serve --database sqlite:/",
        "serve --database sqlite:no/x.db",
        "serve --listen 192.0.2.1:8080", "import authorities nosuch.csv", "import authorities .", "import authorities garbage",
        "import authorities bad.csv",
        "export authorities", "export authorities bad.csv --database sqlite:none.db", "backup b.db",
        "backup b.db --database sqlite:garbage",
        "restore nosuch.db", "restore garbage", "restore .", "edition list",
        "edition move brussels-2027 -7 --database sqlite:none.db",
        "demo --database postgres://host/x", "demo --database sqlite:garbage", "migrate --database sqlite:garbage",
        "serve --database postgres://127.0.0.1:1/x",
    ])
    func `a refusal ends with 1 and one sentence`(line: String) throws {
        let command = try run(line)
        #expect(command.status == 1)
        #expect(command.output == "")
        #expect(command.complaint.hasPrefix("hemicycle: "))
        #expect(command.complaint.split(separator: "\n").count == 1, "\(command.complaint)")
    }

    @Test func `a password in a wrong place is not repeated`() throws {
        for line in [
            "serve postgres://me:s3cret@host/x", "serve --database postgre://me:s3cret@host/x",
            "doctor --database postgres://me:s3cret@127.0.0.1:1/x",
        ] {
            let command = try run(line)
            #expect(command.status != 0)
            #expect(!(command.output + command.complaint).contains("s3cret"))
        }
    }

    @Test func `a wrong environment is refused by the name of the setting`() throws {
        let command = try run("migrate", environment: ["HEMICYCLE_LISTEN": "x"])
        #expect(command.status == 1)
        #expect(command.complaint.contains("HEMICYCLE_LISTEN"))
    }

    @Test func `one session is released while the rest of the draft waits`() throws {
        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        try write(
            "e.csv",
            "edition,city,country,dates,notes,sources,slug,zone,invented\n1,Gent,BE,2030-03-11,,,ghent-2030,Europe/Brussels,no\n")
        let header =
            "edition,code,day,start,end,kind,title_en,languages,interpreted,topic,rooms,capacity,registration,status,speakers,moderator,rapporteur\n"
        func session(_ code: String, _ start: String) -> String {
            "ghent-2030,\(code),2030-03-11,\(start),12:00,other,Session \(code),EN,,,,,open,confirmed,,,\n"
        }
        try write("p.csv", header + session("A1", "09:00") + session("B2", "10:00"))
        #expect(try run("import editions e.csv").status == 0)
        #expect(try run("import programme p.csv").output == "programme: 2 added, 0 changed, 0 as they were\n")
        #expect(try run("release ghent-2030 --note First.").status == 0)
        try write("q.csv", header + session("A1", "09:30") + session("B2", "10:30"))
        #expect(try run("import programme q.csv").status == 0)
        let one = try run("release ghent-2030 --only B2 --note Later.")
        #expect(one.status == 0 && one.output.contains("2"), "\(one)")
        let wrong = try run("release ghent-2030 --only ZZ")
        #expect(wrong.status == 1 && wrong.complaint.contains("ZZ"))
        let rest = try run("release ghent-2030")
        #expect(rest.status == 0 && rest.output.contains("3"), "\(rest)")
        #expect(try run("release ghent-2030").status == 1)
        #expect(try run("import topics e.csv --edition ghent-2030").status == 2)
    }

    @Test func `days before may be negative`() throws {
        #expect(try run("migrate").status == 0)
        let command = try run("edition move nosuch-2000 -7")
        #expect(command.status == 1)
        #expect(command.complaint.contains("nosuch-2000"))
    }

    @Test func `a trial of an import makes no noise about storing`() throws {
        try Data("id,level,kind,country,name_en,name_fr,name_nl,name_local,seat,usual_channel\nx,eu,body,,X,,,,,\n".utf8)
            .write(to: folder.appending(path: "one.csv"))
        // Where there is no database there is nothing to try on, and none is made.
        #expect(try run("import institutions one.csv --dry-run").status == 1)
        #expect(try run("doctor --listen 127.0.0.1:0").output.contains("there is none at"))
        #expect(try run("migrate").status == 0)
        #expect(
            try run("import institutions one.csv --dry-run").output
                == "institutions: 1 added, 0 changed, 0 as they were (tried only; nothing was stored)\n")
        #expect(try run("import institutions one.csv").output == "institutions: 1 added, 0 changed, 0 as they were\n")
        #expect(try run("import institutions one.csv").output == "institutions: 0 added, 0 changed, 1 as they were\n")
    }

    @Test func `the first secretariat is invited with a link, and gets another one when it is lost`() throws {
        let first = try run("account invite --role secretariat anna@cities.example")
        let second = try run("account invite --role secretariat anna@cities.example")
        let links = [first, second].compactMap { command in
            command.output.split(separator: "\n").first { $0.contains("/en/account/links/") }
        }
        #expect(Set(links).count == 2)
        #expect(first.output.contains("HEMICYCLE_PUBLIC_URL"))
        let named = try run(
            "account invite --role host anna@cities.example --language fr",
            environment: ["HEMICYCLE_PUBLIC_URL": "https://c.example"])
        #expect(named.output.contains("https://c.example/en/account/links/"))
        #expect(!named.output.contains("HEMICYCLE_PUBLIC_URL"))
        let roles = try run("account list").output.split(separator: "\n")
        #expect(roles.map { $0.split(separator: " ")[0] } == ["host", "secretariat"])
        #expect(try run("account sign-out anna@cities.example").status == 0)
        #expect(try run("account reset-factors anna@cities.example").status == 0)
    }

    @Test(arguments: [
        ("account invite --role chief a@b.example", "secretariat, "),
        ("account invite --role host --scope here a@b.example", "edition:SLUG"),
        ("account invite --role host --scope edition:none-2030 a@b.example", "none-2030"),
        ("account invite --role delegation-coordinator --scope authority:xx-none a@b.example", "xx-none"),
        ("account invite --role host notamail", "name@example.org"),
        ("account invite --role delegation-coordinator a@b.example", "authority"),
    ])
    func `who cannot be invited is told why, and nothing is stored`(line: String, words: String) throws {
        #expect(try run("migrate").status == 0)
        let command = try run(line)
        #expect(command.status == 1)
        #expect(command.complaint.contains(words))
        #expect(try run("account list").output == "")
    }

    @Test(arguments: ["account reset-factors a@b.example", "account sign-out a@b.example"])
    func `nobody is helped who is not known`(line: String) throws {
        #expect(try run("migrate").status == 0)
        #expect(try run(line).complaint.contains("a@b.example"))
    }
}
