// SPDX-License-Identifier: EUPL-1.2
import Testing
import Vocabulary

@testable import Network

@Suite struct `Importing the directory` {
    private func authority(_ id: String, in parent: String? = nil, name: String = "Bruges") -> Authority {
        Authority(
            id: ID(id), nameLocal: name, nameEnglish: "Bruges", country: "BE", kind: .city, population: 1,
            populationSource: "approx",
            place: nil, nutsCode: "", forum: "", membership: Membership(state: .unknown, evidence: ""),
            parent: parent.map { ID($0) },
            otherNames: [])
    }

    private func lines(_ authorities: Authority...) -> [AuthorityLine] {
        authorities.enumerated().map { AuthorityLine(line: $0.offset + 2, authority: $0.element) }
    }

    @Test func `tells what is new, what differs and what is the same`() throws {
        let facts = AuthorityImportFacts(
            known: ["a": authority("a"), "b": authority("b")].reduce(into: [:]) { $0[ID($1.key)] = $1.value })
        let plan = try facts.plan(lines(authority("a"), authority("b", name: "Brugge"), authority("c", in: "a")))
        #expect(
            plan == AuthorityImportPlan(added: [authority("c", in: "a")], changed: [authority("b", name: "Brugge")], unchanged: 1)
        )
    }

    @Test func `refuses an id that stands twice`() {
        #expect(throws: AuthorityRefusal.twice(line: 3, ID("a"))) {
            try AuthorityImportFacts(known: [:]).plan(lines(authority("a"), authority("a")))
        }
    }

    @Test func `refuses a parent that nobody knows`() {
        #expect(throws: AuthorityRefusal.unknownParent(line: 2, ID("x"))) {
            try AuthorityImportFacts(known: [:]).plan(lines(authority("a", in: "x")))
        }
    }

    @Test func `takes a parent from the file or from the directory`() throws {
        let facts = AuthorityImportFacts(known: [ID("old"): authority("old")])
        #expect(try facts.plan(lines(authority("a", in: "b"), authority("b", in: "old"))).added.count == 2)
    }

    @Test func `refuses authorities that contain themselves, also by way of known ones`() {
        #expect(throws: AuthorityRefusal.cycle(line: 2, ID("a"))) {
            try AuthorityImportFacts(known: [:]).plan(lines(authority("a", in: "a")))
        }
        let facts = AuthorityImportFacts(known: [ID("b"): authority("b", in: "c"), ID("c"): authority("c")])
        #expect(throws: AuthorityRefusal.cycle(line: 2, ID("c"))) { try facts.plan(lines(authority("c", in: "b"))) }
    }

    @Test(arguments: [
        ("be-Bruges,B,B,BE,city,,,,,,unknown,,,,", "id", AuthorityRefusal.Reason.id),
        ("b,,B,BE,city,,,,,,unknown,,,,", "name_local", .empty),
        ("b,B,B,B1,city,,,,,,unknown,,,,", "country", .country), ("b,B,B,be,city,,,,,,unknown,,,,", "country", .country),
        ("b,B,B,BE,town,,,,,,unknown,,,,", "kind", .kind), ("b,B,B,BE,city,-1,,,,,unknown,,,,", "population", .number),
        ("b,B,B,BE,city,1.5,,,,,unknown,,,,", "population", .number), ("b,B,B,BE,city,,,91,0,,unknown,,,,", "latitude", .place),
        ("b,B,B,BE,city,,,50,,,unknown,,,,", "longitude", .place), ("b,B,B,BE,city,,,,,,maybe,,,,", "efus_member", .state),
        ("b,B,B,BE,city,,,,,,unknown,,,,No Parent", "parent", .id), ("b,B,B,BE,city,,,0x10,0,,unknown,,,,", "latitude", .place),
        ("b, ,B,BE,city,,,,,,unknown,,,,", "name_local", .empty), ("b,B,B,BE,city,,,nan,0,,unknown,,,,", "latitude", .place),
    ])
    func `says line and column of what is wrong`(line: String, column: String, reason: AuthorityRefusal.Reason) throws {
        let file = AuthorityFile.columns.dropLast(2).joined(separator: ",") + "\n\(line)\n"
        let refusal = #expect(throws: AuthorityRefusal.self) { try AuthorityFile.read(Array(file.utf8)) }
        guard case .value(let number, let name, _, let why) = refusal else { return }
        #expect((number, name, why) == (2, column, reason))
    }

    @Test func `names the column a file lacks`() {
        #expect(throws: AuthorityRefusal.missingColumn("kind")) {
            try AuthorityFile.read(Array("id,name_local,name_en,country\n".utf8))
        }
    }
}
