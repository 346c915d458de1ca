// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Application
@testable import Database

@Suite struct `What the doctor says` {
    private let noon = Date(timeIntervalSince1970: 1_795_348_800)
    private let file = DatabaseURL.sqlite(path: "x.db")
    private let server = try! DatabaseURL("postgres://me:s3cret@host/x")
    private var well: DatabaseExamination {
        DatabaseExamination(
            pending: [], damage: [], isDurable: true, acts: 3, newestAct: noon - 1, bytes: 4_096, engine: "SQLite 3")
    }

    private func words(_ findings: [Finding]) -> [Finding.Word] { findings.map(\.word) }

    @Test func `a database that is well has three good findings`() {
        #expect(words(DoctorAdvice.database(well, at: file)) == [.ok, .ok, .ok])
    }

    @Test func `damage is a fault that names the backup to restore`() {
        var found = well
        found.damage = ["row 3 missing from index"]
        let finding = DoctorAdvice.database(found, at: file)[0]
        #expect(finding.word == .fault)
        #expect(finding.sentence.contains("row 3 missing from index"))
        #expect(finding.sentence.contains("hemicycle restore"))
    }

    @Test func `steps to apply are a warning for a file and a fault for a server`() {
        var found = well
        found.pending = ["0042 visits know their meeting point"]
        #expect(words(DoctorAdvice.database(found, at: file)) == [.ok, .warning, .ok])
        #expect(words(DoctorAdvice.database(found, at: server)) == [.ok, .fault, .ok])
    }

    @Test func `commits that are not waited for are a fault`() {
        var found = well
        found.isDurable = false
        #expect(words(DoctorAdvice.database(found, at: server)) == [.ok, .ok, .fault])
    }

    @Test func `no password is in any sentence`() {
        #expect(DoctorAdvice.database(well, at: server).allSatisfy { !$0.sentence.contains("s3cret") })
    }

    @Test(arguments: [
        (nil, Finding.Word.warning), (99 << 20, .fault), (100 << 20, .warning), ((1 << 30) - 1, .warning), (1 << 30, .ok),
        (40 << 30, .ok),
    ])
    func `room on the disk`(free: Int?, word: Finding.Word) {
        #expect(DoctorAdvice.disk(free: free, databaseBytes: 1 << 20, path: "x.db").word == word)
    }

    @Test func `a large database wants room for its copies`() {
        #expect(DoctorAdvice.disk(free: 20 << 30, databaseBytes: 7 << 30, path: "x.db").word == .warning)
    }

    @Test func `the clock`() {
        func word(_ now: Date, newest: Date? = nil, zones: Bool = true) -> Finding.Word {
            DoctorAdvice.clock(now: now, newestAct: newest, hasZones: zones).word
        }
        #expect(word(noon) == .ok)
        #expect(word(noon, newest: noon - 1) == .ok)
        #expect(word(noon, newest: noon + 61) == .fault)
        #expect(word(Date(timeIntervalSince1970: 0)) == .fault)
        #expect(word(Date(timeIntervalSince1970: 5_000_000_000)) == .fault)
        #expect(word(noon, zones: false) == .fault)
    }

    @Test(arguments: [
        ("127.0.0.1:8080", nil, Finding.Word.ok), ("0.0.0.0:8080", nil, .warning), ("0.0.0.0:8080", "http://a.example", .fault),
        ("0.0.0.0:8080", "https://a.example", .ok), ("0.0.0.0:8080", "http://localhost:8080", .ok),
    ])
    func `the public address`(listen: String, url: String?, word: Finding.Word) throws {
        let environment = url.map { ["HEMICYCLE_PUBLIC_URL": $0] } ?? [:]
        #expect(DoctorAdvice.publicURL(try Configuration(.init(listen: listen), environment: environment)).word == word)
    }

    @Test(arguments: [
        (PortProbe.free, false, Finding.Word.ok), (.ours, false, .ok), (.taken, false, .fault), (.taken, true, .warning),
        (.refused(EACCES), false, .fault),
        (.refused(EADDRNOTAVAIL), false, .fault),
    ])
    func `where the server listens`(probe: PortProbe, isSecure: Bool, word: Finding.Word) {
        #expect(DoctorAdvice.listening(probe, on: .standard, isSecure: isSecure).word == word)
    }

    @Test func `a font that lost its end is a fault`() {
        let whole = Data(Array("wOF2".utf8) + [0, 1, 0, 0, 0, 0, 0, 14, 9, 9])
        #expect(DoctorAdvice.fonts([("a", whole)]).word == .ok)
        #expect(DoctorAdvice.fonts([("a", whole), ("b", whole.dropLast())]).sentence.contains("(b)"))
        #expect(DoctorAdvice.fonts([("a", Data())]).word == .fault)
        #expect(DoctorAdvice.fonts([]).word == .fault)
    }

    @Test func `settings that mean nothing are a warning that names them`() throws {
        let configuration = try Configuration()
        #expect(DoctorAdvice.settings(configuration, unknown: []).word == .ok)
        #expect(DoctorAdvice.settings(configuration, unknown: ["HEMICYCLE_X"]).sentence.contains("HEMICYCLE_X"))
    }

    @Test(arguments: [
        (0, "0 bytes"), (1_023, "1023 bytes"), (1_024, "1.0 kB"), (15_800, "15 kB"), (16_000, "16 kB"), (5 << 20, "5.0 MB"),
        (75 << 30, "75 GB"),
    ])
    func `sizes are written for people`(bytes: Int, text: String) {
        #expect(DoctorAdvice.size(bytes) == text)
    }
}
