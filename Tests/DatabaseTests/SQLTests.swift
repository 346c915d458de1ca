// SPDX-License-Identifier: EUPL-1.2
import Testing
@testable import Database

@Suite struct `A statement` {
    @Test func `binds what is interpolated`() {
        let name = "x'; DROP TABLE act; --"
        let statement: SQL = "SELECT a FROM b WHERE c = \(name) AND d = \(7) AND e IS \(nil as String?)"
        #expect(statement.text == "SELECT a FROM b WHERE c = $1 AND d = $2 AND e IS $3")
        #expect(statement.values == [.text(name), .integer(7), .null])
    }

    @Test func `numbers the parameters of its parts`() {
        let part: SQL = "x = \(1) OR x = \(2)"
        let whole: SQL = "SELECT \(true) WHERE (\(part)) AND y IN \(list: ["a", "b"]) AND (\(part))"
        #expect(whole.text == "SELECT $1 WHERE (x = $2 OR x = $3) AND y IN ($4, $5) AND (x = $6 OR x = $7)")
        #expect(whole.values == [.bool(true), .integer(1), .integer(2), .text("a"), .text("b"), .integer(1), .integer(2)])
        let five: SQL = "a IN \(list: [1, 2, 3, 4, 5])"
        #expect(five.text == "a IN ($1, $2, $3, $4, $5, $6, $7, $8)")
        #expect(five.values == [1, 2, 3, 4, 5, 5, 5, 5].map { .integer($0) })
        #expect(("a IN \(list: [Int]())" as SQL).text == "a IN (NULL)")
    }

    @Test func `joins many parts past the tenth parameter`() {
        let rows = (1...12).map { "(\($0))" as SQL }
        let whole = SQL.joined(rows, by: ", ")
        #expect(whole.text.hasSuffix("($11), ($12)"))
        #expect(whole.values == (1...12).map { .integer($0) })
    }
}
