// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `Reading an instance` {
    private func read(_ text: String) throws -> Instance { try Instance(json: Array(text.utf8)) }

    /// Format 2 with one member replaced or added.
    private func readParts(
        options: String = #"[{"id":"a","capacity":1},{"id":"b","capacity":2}]"#, people: String = "[]", _ more: String = ""
    ) throws
        -> Instance
    {
        try read(#"{"format":"hemicycle-allocation-2","options":\#(options),"people":\#(people)\#(more)}"#)
    }

    @Test func `takes everything the format has`() throws {
        let instance = try readParts(
            options:
                #"""
                [{"id":"a","name":"A","capacity":3,"minimum":2,"visit":"v","slot":"s","languages":["FR"],"cancelled":"No bus"},
                 {"id":"b","capacity":3}]
                """#,
            people: #"""
                [{"id":"p","delegation":"d","country":"BE","kind":"elected","languages":["EN"],"max":2,"priority":"again",
                  "clashes":[{"slot":"s","reason":"Speaks"},{"option":"b","reason":"Leaves"}],"wishes":[["a","b"]]},
                 {"id":"q","wishes":[]}]
                """#,
            #"""
            ,"name":"N","ties":true,"longestList":3,"maxPerPerson":4,"perDelegationPerOption":2,"perDelegationPerVisit":3,
            "seedCommitment":{"announced":"Tomorrow"},"priorities":[{"id":"again","reason":"Left out"}],
            "limits":[{"id":"l","name":"L","reason":"R","options":["b"],"countries":["BE"],"max":2}],
            "reserved":[{"id":"r","kinds":["elected"],"delegations":["d"],"places":1}],
            "exclusive":[["a","b"]],"together":[["q","p"]]
            """#)
        var expected = Instance()
        expected.name = "N"
        expected.allowsTies = true
        expected.longestList = 3
        (expected.perDelegationPerOption, expected.perDelegationPerVisit) = (2, 3)
        expected.commitment = .announced("Tomorrow")
        expected.priorities = [.init(id: "again", reason: "Left out")]
        expected.options = [
            .init(id: "a", name: "A", capacity: 3, minimum: 2, visit: "v", slot: "s", languages: ["FR"], cancelled: "No bus"),
            .init(id: "b", capacity: 3),
        ]
        expected.people = [
            .init(
                id: "p", delegation: "d", country: "BE", kind: "elected", languages: ["EN"], max: 2, priority: 0,
                clashes: [.init(slot: "s", reason: "Speaks"), .init(option: 1, reason: "Leaves")], wishes: [[0, 1]]),
            .init(id: "q", max: 4),
        ]
        expected.limits = [.init(id: "l", name: "L", reason: "R", options: [1], countries: ["BE"], most: 2)]
        expected.reservations = [.init(id: "r", delegations: ["d"], kinds: ["elected"], most: 1)]
        expected.exclusive = [[0, 1]]
        expected.together = [[1, 0]]
        #expect(instance == expected)
    }

    @Test func `takes format 1 with indices as ids`() throws {
        let instance = try read(
            #"""
            {"format":"hemicycle-allocation-1","name":"N","groups":1,"perGroupPerOption":2,
            "options":[{"name":"A","capacity":1,"slot":0},{"name":"B","capacity":1,"slot":0}],
            "quotas":[{"name":"Q","options":[1],"max":1}],"optionConflicts":[[0,1]],
            "participants":[{"group":7,"max":2,"prefs":[[1,0]],"values":{"1":2.5}}]}
            """#)
        var expected = Instance()
        (expected.hasIndices, expected.allowsTies, expected.name, expected.perDelegationPerOption) = (true, true, "N", 2)
        expected.options = [.init(id: "0", name: "A", capacity: 1), .init(id: "1", name: "B", capacity: 1)]
        expected.people = [.init(id: "0", delegation: "7", max: 2, wishes: [[1, 0]])]
        expected.limits = [.init(id: "0", name: "Q", options: [1], most: 1)]
        expected.exclusive = [[0, 1]]
        #expect(instance == expected)
    }

    @Test(arguments: [
        (#"{"id":"p","wishes":[["x"]]}"#, DrawRefusal("$.people[0].wishes[0][0]", .unknown("x"))),
        (#"{"id":"p","wishes":[["a"],["a"]]}"#, DrawRefusal("$.people[0].wishes[1][0]", .twice("a"))),
        (#"{"id":"p","wishes":[["a","b"]]}"#, DrawRefusal("$.people[0].wishes[0]", .tieNotAllowed)),
        (#"{"id":"p","wishes":[[]]}"#, DrawRefusal("$.people[0].wishes[0]", .emptyRank)),
        (#"{"id":"p"}"#, DrawRefusal("$.people[0]", .missing("wishes"))),
        (#"{"id":"","wishes":[]}"#, DrawRefusal("$.people[0].id", .lengthOutOfRange(least: 1, most: 100))),
        (#"{"id":7,"wishes":[]}"#, DrawRefusal("$.people[0].id", .notText)),
        (#"{"id":"p","wishes":{}}"#, DrawRefusal("$.people[0].wishes", .notList)),
        (#"{"id":"p","wishes":[],"max":0}"#, DrawRefusal("$.people[0].max", .outOfRange(least: 1, most: 1_000_000))),
        (#"{"id":"p","wishes":[],"max":1.5}"#, DrawRefusal("$.people[0].max", .notNumber)),
        (#"{"id":"p","wishes":[],"max":99999999999999999999}"#, DrawRefusal("$.people[0].max", .notNumber)),
        (#"{"id":"p","wishes":[],"age":3}"#, DrawRefusal("$.people[0]", .unknownMember("age"))),
        (#"{"id":"p","wishes":[],"priority":"x"}"#, DrawRefusal("$.people[0].priority", .unknown("x"))),
        (#"{"id":"p","wishes":[],"clashes":[{"reason":"R"}]}"#, DrawRefusal("$.people[0].clashes[0]", .missing("option"))),
        (
            #"{"id":"p","wishes":[],"clashes":[{"option":"a","slot":"s","reason":"R"}]}"#,
            DrawRefusal("$.people[0].clashes[0]", .both("option", "slot"))
        ),
        (#"{"id":"p","wishes":[]},{"id":"p","wishes":[]}"#, DrawRefusal("$.people[1]", .twice("p"))),
        (#"7"#, DrawRefusal("$.people[0]", .notObject)),
    ])
    func `says where a person is wrong`(_ person: String, _ refusal: DrawRefusal) {
        #expect(throws: refusal) { try readParts(people: "[\(person)]") }
    }

    @Test(arguments: [
        (#","ties":1"#, DrawRefusal("$.ties", .notBool)),
        (#","longestList":0"#, DrawRefusal("$.longestList", .outOfRange(least: 1, most: 1_000_000))),
        (#","surprise":1"#, DrawRefusal("$", .unknownMember("surprise"))),
        (#","seedCommitment":{"sha256":"ab"}"#, DrawRefusal("$.seedCommitment.sha256", .lengthOutOfRange(least: 64, most: 64))),
        (#","seedCommitment":{}"#, DrawRefusal("$.seedCommitment", .missing("sha256"))),
        (
            #","seedCommitment":{"sha256":"\#(Seed.fingerprint([]))","announced":"Tomorrow"}"#,
            DrawRefusal("$.seedCommitment", .both("sha256", "announced"))
        ),
        (#","limits":[{"id":"l","max":1},{"id":"l","max":1}]"#, DrawRefusal("$.limits", .twice("l"))),
        (#","reserved":[{"id":"r","places":1}]"#, DrawRefusal("$.reserved[0]", .nobodyNamed)),
        (#","reserved":[{"id":"r","kinds":["k"],"places":2}]"#, DrawRefusal("$.reserved", .reservedMoreThanThereIs(option: "a"))),
        (#","exclusive":[["a"]]"#, DrawRefusal("$.exclusive[0]", .lengthOutOfRange(least: 2, most: 2))),
        (#","exclusive":[["a","a"]]"#, DrawRefusal("$.exclusive[0][1]", .twice("a"))),
        (#","together":[["p"]]"#, DrawRefusal("$.together[0]", .lengthOutOfRange(least: 2, most: 8))),
        (#","together":[["p","q"]]"#, DrawRefusal("$.together[0][0]", .unknown("p"))),
        (
            #","priorities":[{"id":"x","reason":""}]"#,
            DrawRefusal("$.priorities[0].reason", .lengthOutOfRange(least: 1, most: 1_000))
        ),
    ])
    func `says where a rule is wrong`(_ more: String, _ refusal: DrawRefusal) {
        #expect(throws: refusal) { try readParts(more) }
    }

    @Test func `refuses too long a list, too many reservations and people in two pairs`() {
        #expect(throws: DrawRefusal("$.people[0].wishes", .listTooLong(most: 1))) {
            try readParts(people: #"[{"id":"p","wishes":[["a"],["b"]]}]"#, #","longestList":1"#)
        }
        let reserved = (0..<5).map { #"{"id":"r\#($0)","kinds":["k"],"options":["b"],"places":0}"# }.joined(separator: ",")
        #expect(throws: DrawRefusal("$.reserved", .tooManyReservations(option: "b"))) {
            try readParts(#","reserved":[\#(reserved)]"#)
        }
        #expect(throws: DrawRefusal("$.together[1][0]", .twice("p"))) {
            try readParts(
                people: #"[{"id":"p","wishes":[]},{"id":"q","wishes":[]},{"id":"r","wishes":[]}]"#,
                #","together":[["p","q"],["p","r"]]"#)
        }
    }

    @Test(arguments: [
        ("", 0), ("{", 1), ("[1,]", 3), ("01", 2), ("\"\u{1}\"", 1), (#""\x""#, 3), (#""\ud800""#, 7), ("nul", 0), ("1 2", 2),
        ("-", 1), ("1.", 2),
        ("{\"a\":1,\"a\":2}", 13),
    ])
    func `refuses what is no JSON`(_ text: String, _ byte: Int) {
        #expect(throws: DrawRefusal("$", .notJSON(byte: byte))) { try read(text) }
    }

    @Test func `refuses what is too deep, and other formats`() {
        #expect(throws: DrawRefusal("$", .notJSON(byte: 400))) { try read(String(repeating: "[", count: 100_000)) }
        #expect(throws: DrawRefusal("$", .notObject)) { try read("[]") }
        #expect(throws: DrawRefusal("$", .missing("format"))) { try read("{}") }
        #expect(throws: DrawRefusal("$.format", .unknownFormat)) { try read(#"{"format":"hemicycle-allocation-3"}"#) }
    }

    @Test func `tells ids apart by their bytes`() throws {
        let instance = try readParts(options: "[{\"id\":\"\u{e9}\",\"capacity\":1},{\"id\":\"e\u{301}\",\"capacity\":1}]")
        #expect(instance.options.count == 2)
    }

    @Test func `never crashes, whatever the bytes are`() throws {
        let good =
            #"""
            {"format":"hemicycle-allocation-2","options":[{"id":"a","capacity":1,"minimum":2,"slot":"s"}],
            "people":[{"id":"p","kind":"k","clashes":[{"slot":"s","reason":"R"}],"wishes":[["a"]]}],
            "limits":[{"id":"l","kinds":["k"],"max":1}],"reserved":[{"id":"r","kinds":["k"],"places":1}],
            "exclusive":[],"together":[]}
            """#
        let bytes = Array(good.utf8)
        let pieces = [#"""#, "[", "]", "{", "}", ",", "-1", "1e9", "9999999999", "null", "true", #"\u0000"#, #""p""#, "0"].map {
            Array($0.utf8)
        }
        var numbers = SeededNumbers(7)
        var read = 0
        for _ in 0..<3_000 {
            var changed = bytes
            for _ in 0..<numbers.number(1...3) {
                let place = numbers.number(0...changed.count - 1)
                switch numbers.number(0...3) {
                case 0: changed[place] = UInt8(numbers.number(0...255))
                case 1: changed.remove(at: place)
                case 2: changed.insert(contentsOf: pieces[numbers.number(0...pieces.count - 1)], at: place)
                default: changed.removeSubrange(place..<min(changed.count, place + numbers.number(1...12)))
                }
            }
            if let instance = try? Instance(json: changed) {
                read += 1
                _ = try Draw(instance).result(.generous, seed: "s")
            }
        }
        #expect(read > 0)
    }
}
