// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `A search that is stopped` {
    @Test func `gives what it has with a bound that holds, and says so`() throws {
        var open = 0
        for seed in 0..<200 {
            let feature: Feature = seed % 2 == 0 ? .together : .visits
            let draw = Draw(RandomInstance.instance(feature, seed: 40_000 + seed))
            let best = try draw.result(.generous, seed: "s")
            let stopped = try draw.result(.generous, seed: "s") { false }
            let verdict = draw.verdict(on: stopped.json(of: draw.instance))
            if stopped.isProven {
                #expect(verdict == .proven && stopped.assignment == best.assignment)
            } else if case .feasible(let gap) = verdict {
                open += 1
                if gap.number == .places, let reached = gap.reached, let possible = gap.possible {
                    #expect(best.profile.reduce(0, +) <= possible && reached <= possible)
                    #expect(stopped.profile.reduce(0, +) == reached)
                }
            } else {
                Issue.record("\(seed): \(verdict)")
            }
        }
        #expect(open > 10)
    }

    @Test func `never passes for proven`() throws {
        for seed in 0..<200 {
            let draw = Draw(RandomInstance.instance(.severalOptions, seed: 50_000 + seed))
            var stopped = try draw.result(.greedy, seed: "s") { false }
            guard !stopped.isProven else { continue }
            stopped.isProven = true
            #expect(draw.verdict(on: stopped.json(of: draw.instance)) == .refused(.notProven))
            return
        }
        Issue.record("all were proven at once")
    }
}
