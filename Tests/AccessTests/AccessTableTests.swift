// SPDX-License-Identifier: EUPL-1.2
import Access
import Testing

@Suite struct `The policy` {
    private let table = AccessTable([["edition.read": [.reader], "edition.move": [.operator]], ["edition.read": [.operator]]])

    @Test func `everybody may read what readers may read`() {
        #expect(table.allows(.public, "edition.read"))
        #expect(!table.allows(.public, "edition.move"))
        #expect(table.allows(.commandLine, "edition.move"))
    }

    @Test func `what nobody declared nobody may`() {
        #expect(!table.allows(.commandLine, "edition.invent"))
    }

    @Test func `a role holds only in its scope`() {
        let host = Actor(kind: .commandLine, grants: [Grant(.operator, in: .edition("nice-2021"))])
        #expect(table.allows(host, "edition.move", in: .edition("nice-2021")))
        #expect(!table.allows(host, "edition.move", in: .edition("brussels-2024")))
        #expect(!table.allows(host, "edition.move", in: .server))
    }

    @Test func `what someone may not see is not found`() {
        #expect(throws: AccessRefusal.notFound) { try table.require("edition.move", of: .public) }
    }
}
