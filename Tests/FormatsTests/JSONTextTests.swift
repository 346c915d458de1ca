// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestKit
import Testing

@testable import Formats

@Suite struct `Writing JSON` {
    @Test func `members keep their order`() {
        let value = JSONText.object([
            ("id", .text("be-liege")), ("population", .integer(195_000)), ("area", .decimal(-0.25)), ("host", .bool(true)),
            ("past", .bool(false)), ("mayor", .null), ("editions", .array([.integer(1989), .object([]), .array([])])),
        ])
        let expected =
            #"{"id":"be-liege","population":195000,"area":-0.25,"host":true,"past":false,"mayor":null,"#
            + #""editions":[1989,{},[]]}"#
        #expect(value.text == expected)
        #expect(value.bytes == Array(expected.utf8))
    }

    @Test(arguments: [
        ("", #""""#), ("Liège 🚋", #""Liège 🚋""#), ("a\"b\\c/d", #""a\"b\\c/d""#), ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#),
        ("\u{0}\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""), ("</script><!--", #""\u003c/script>\u003c!--""#),
    ])
    func `what has a meaning is escaped`(text: String, json: String) {
        #expect(JSONText.text(text).text == json)
        #expect(JSONText.object([(text, .null)]).text == "{\(json):null}")
    }

    @Test(
        arguments: [
            (0, "0.0"), (1e21, "1e+21"), (.leastNonzeroMagnitude, "5e-324"), (0.1 + 0.2, "0.30000000000000004"),
            (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
        ] as [(Double, String)])
    func `numbers are exact, and null when JSON has none`(number: Double, json: String) {
        #expect(JSONText.decimal(number).text == json)
    }

    @Test func `any text is read back unchanged by Foundation`() throws {
        var dice = SeededDice(state: 3)
        let texts = (0..<2_000).map { _ in dice.text() }
        let read = try JSONDecoder().decode([String].self, from: Data(JSONText.array(texts.map(JSONText.text)).bytes))
        #expect(read.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
    }
}
