// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Accounts

@Suite struct `JSON of providers` {
    @Test func `keeps texts, numbers and truths apart`() {
        let text = #"{"a": [true, false, 1, 0, 1.5, "1", null, -1e3], "b": {"c": "é\u00e9\\"}, "a b": []}"#
        #expect(
            JSONValue(Array(text.utf8))
                == .object([
                    "a": .list([
                        .truth(true), .truth(false), .number(1), .number(0), .number(1.5), .text("1"), .null, .number(-1_000),
                    ]),
                    "b": .object(["c": .text("éé\\")]), "a b": .list([]),
                ]))
    }

    @Test func `takes the last of two members with one name`() {
        #expect(JSONValue(Array(#"{"a": 1, "\u0061": 2}"#.utf8)) == .object(["a": .number(2)]))
    }

    @Test(arguments: ["", "1", "{", "{} x", #"["\ud800"]"#, "[1e400]", String(repeating: "[", count: 100_000)])
    func `is nothing when it is none`(text: String) {
        #expect(JSONValue(Array(text.utf8)) == nil)
    }

    @Test func `bytes that are no UTF-8 are none either`() {
        #expect(JSONValue([0x5B, 0x22, 0xFF, 0x22, 0x5D]) == nil)
    }

    @Test func `a member of another sort is as good as missing`() {
        let object = JSONObject(["a": .number(1), "b": .list([.text("x"), .number(1)]), "c": .null, "d": .text("x")])
        #expect(object.text("a") == nil)
        #expect(object.truth("a") == nil)
        #expect(object.texts("b") == nil)
        #expect(object.objects("b") == [])
        #expect(object.date("d") == nil)
        #expect(!object.has("c"))
        #expect(object.has("d"))
    }
}
