// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `Half of what limits allow` {
    /// Two pairs for three places: prices alone would divide the second pair.
    private let draw: Draw = {
        var instance = Instance.small(["a", "a", "a", "a"], ["a": 3])
        instance.together = [[0, 1], [2, 3]]
        return Draw(instance)
    }()

    private func leaf(_ result: DrawResult) throws -> (denominator: JSON, price: [JSON]) {
        let proof = try #require(result.certificate["proof"])
        guard case .list(let prices)? = proof["prices"], case .list(let price)? = prices.first, prices.count == 1 else {
            throw DrawRefusal("$.certificate.proof", .notList)
        }
        return (try #require(proof["denominator"]), price)
    }

    private func verdict(_ result: DrawResult, _ denominator: JSON, _ price: [JSON]) -> Verdict {
        var other = result
        other.certificate = .object([
            .init(name: "kind", value: .text("prices")), .init(name: "bound", value: result.certificate["bound"] ?? .null),
            .init(
                name: "proof",
                value: .object([
                    .init(name: "denominator", value: denominator), .init(name: "prices", value: .list([.list(price)])),
                ])),
        ])
        return draw.verdict(on: other.json(of: draw.instance))
    }

    @Test func `proves without a case distinction that a pair is not divided`() throws {
        let result = try draw.result(.generous, seed: "s")
        let (_, price) = try leaf(result)
        #expect(price.count == 3)
        #expect(price[0] == .list([.list([.text("option"), .text("a")])]))
        #expect(price[2] == .list([]))
        #expect(draw.verdict(on: result.json(of: draw.instance)) == .proven)
    }

    @Test func `is weighed as it is, whatever the certificate says`() throws {
        let result = try draw.result(.generous, seed: "s")
        let (denominator, price) = try leaf(result)
        #expect(verdict(result, denominator, price) == .proven)
        #expect(verdict(result, denominator, [price[0], price[1], .list([.text("p0")])]) == .refused(.boundDiffers))
        let limit = JSON.list([.text("option"), .text("a")])
        #expect(verdict(result, denominator, [limit, price[1]]) == .refused(.boundDiffers))
    }

    @Test func `names each limit and each unit once`() throws {
        let result = try draw.result(.generous, seed: "s")
        let (denominator, price) = try leaf(result)
        let limit = JSON.list([.text("option"), .text("a")])
        func refusal(_ price: [JSON]) -> DrawRefusal? {
            guard case .refused(.unreadable(let refusal)) = verdict(result, denominator, price) else { return nil }
            return refusal
        }
        let place = "$.certificate.proof.prices[0]"
        #expect(
            refusal([.list([limit, limit]), price[1], .list([])]) == DrawRefusal(place + "[0][1]", .twice("option a")))
        #expect(
            refusal([price[0], price[1], .list([.text("p0"), .text("p1")])]) == DrawRefusal(place + "[2][1]", .twice("p1")))
        #expect(refusal([price[0], price[1], .list([.text("x")])]) == DrawRefusal(place + "[2][0]", .unknown("x")))
        #expect(
            refusal([price[0], price[1], .list([]), .null])
                == DrawRefusal(place, .lengthOutOfRange(least: 2, most: 3)))
    }

    /// Pairs, reserved places and limits of delegations on a few options, as on field visits but tighter.
    @Test func `leaves few case distinctions where many go together`() throws {
        var leaves = 0
        for seed in 0..<6 {
            let draw = Draw(RandomInstance.crowd(seed))
            for rule in [Rule.greedy, .rankmax, .generous, .minsum] {
                let result = try draw.result(rule, seed: "s")
                #expect(result.isProven && draw.verdict(on: result.json(of: draw.instance)) == .proven)
                leaves += Self.leaves(result.certificate["proof"])
            }
        }
        #expect(leaves < 60)
    }

    private static func leaves(_ node: JSON?) -> Int {
        guard let node, node["pair"] != nil else { return 1 }
        return leaves(node["with"]) + leaves(node["without"])
    }
}

extension RandomInstance {
    /// Sixty people of fifteen delegations, every third with somebody, for some thirty places.
    fileprivate static func crowd(_ seed: Int) -> Instance {
        var numbers = SeededNumbers(seed), instance = Instance()
        instance.options = (0..<5).map { Instance.Option(id: "o\($0)", capacity: numbers.number(4...9)) }
        instance.perDelegationPerOption = 2
        instance.reservations = [Instance.Limit(id: "elected", kinds: ["elected"], most: 1)]
        instance.people = (0..<60).map { index in
            var person = Instance.Person(id: "p\(index)")
            person.delegation = "d\(index / 4)"
            person.kind = index % 10 == 0 ? "elected" : "official"
            person.wishes = Array(0..<5).shuffled(using: &numbers).map { [$0] }
            return person
        }
        instance.together = stride(from: 0, to: 60, by: 6).map { [$0, $0 + 1] }
        return instance
    }
}
