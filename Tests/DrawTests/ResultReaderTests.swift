// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `Reading a result` {
    @Test func `never crashes and never believes what was changed`() throws {
        for feature in [Feature.crossing, .together, .severalOptions] {
            let draw = Draw(RandomInstance.instance(feature, seed: 11))
            let bytes = try draw.result(.generous, seed: "s").json(of: draw.instance)
            let before = try JSONParser.parse(bytes)
            var numbers = SeededNumbers(3)
            for _ in 0..<1_500 {
                var changed = bytes
                let place = numbers.number(0...changed.count - 1)
                switch numbers.number(0...2) {
                case 0: changed[place] = UInt8(numbers.number(32...126))
                case 1: changed.remove(at: place)
                default: changed.insert(UInt8(numbers.number(32...126)), at: place)
                }
                guard draw.verdict(on: changed).isAccepted, let after = try? JSONParser.parse(changed) else { continue }
                // What is accepted may differ in what may be left out, in prices that prove the same, and in nothing else.
                for name in ["rule", "profile", "unplaced", "rankSum", "assignment"] where after["seed"] == before["seed"] {
                    #expect(after[name] == before[name] || name == "rule")
                }
            }
        }
    }

    @Test func `refuses an option that is not there`() throws {
        let instance = try Instance(
            json: Array(#"{"format":"hemicycle-allocation-1","options":[],"participants":[{"group":0,"max":1,"prefs":[]}]}"#.utf8)
        )
        let draw = Draw(instance)
        var result = try draw.result(.generous, seed: "s")
        #expect(draw.verdict(on: result.json(of: instance)) == .proven)
        result.assignment = [[0]]
        #expect(
            draw.verdict(on: result.json(of: instance))
                == .refused(.unreadable(DrawRefusal("$.assignment[0][0]", .unknown("0")))))
    }

    @Test func `writes what it reads`() throws {
        let draw = Draw(RandomInstance.instance(.crossing, seed: 4))
        let result = try draw.result(.generous, seed: "s \u{1F3B2}\n\"\\")
        let read = try PublishedResult(result.json(of: draw.instance, fingerprint: "f"), draw.instance)
        #expect(read.seed == result.seed && read.assignment == result.assignment && read.profile == result.profile)
        #expect(read.unplaced == result.unplaced && read.rankSum == result.rankSum && read.rule == result.rule)
        #expect(read.isProven == result.isProven && read.underMinimum == result.underMinimum && read.fingerprint == "f")
    }
}
