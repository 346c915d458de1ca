// SPDX-License-Identifier: EUPL-1.2
import Testing
import Vocabulary

@testable import People

@Suite struct `Entries that may be one human` {
    private func one(_ id: String, _ names: String..., at addresses: [String] = [], office: String = "") -> DuplicateFacts {
        DuplicateFacts(id: ID(id), names: names, addresses: addresses, office: office)
    }

    private func found(_ everybody: [DuplicateFacts], distinct: Set<PersonPair> = []) -> [String] {
        DuplicateRules.duplicates(among: everybody, distinct: distinct).map {
            "\($0.pair.one) \($0.pair.other) \($0.reason.rawValue)"
        }
    }

    @Test func `the same name with the same address comes first`() {
        let everybody = [
            one("a", "anna muller", at: ["anna@hill.example"]),
            one("b", "anna muller", at: ["anna@hill.example", "x@hill.example"]),
            one("c", "ana muller", at: ["anna@hill.example"]), one("d", "bert muller", at: ["office@hill.example"]),
        ]
        #expect(
            found(everybody) == [
                "a b same-name-and-address", "a c similar-name-and-address", "b c similar-name-and-address",
            ])
    }

    @Test func `the same name in the same office counts, the same name alone does not`() {
        let everybody = [
            one("a", "jan peeters", office: "mayor"), one("b", "jan peeters", office: "mayor"),
            one("c", "jan peeters", office: "police officer"), one("d", "jan peeters"), one("e", "jan peeters"),
        ]
        #expect(found(everybody) == ["a b same-name-and-office"])
    }

    @Test func `names with first and last exchanged are seen without an address`() {
        #expect(found([one("a", "anna muller"), one("b", "muller anna"), one("c", "anna")]) == ["a b exchanged-names"])
        #expect(
            found([one("a", "anna muller", at: ["a@b.example"]), one("b", "muller anna", at: ["a@b.example"])])
                == ["a b same-name-and-address"])
    }

    @Test func `one who has two names is not a duplicate of themself`() {
        #expect(found([one("a", "anna muller", "muller anna", at: ["a@b.example"], office: "mayor")]) == [])
    }

    @Test func `what somebody told apart is not suggested again`() {
        let everybody = [one("a", "anna muller"), one("b", "muller anna")]
        #expect(found(everybody, distinct: [PersonPair("b", "a")]) == [])
    }

    @Test(arguments: [
        ("anna muller", "anna muller", true), ("anna muller", "ana muller", true), ("anna muller", "anna mulelr", true),
        ("anna muller", "anna maria muller", true), ("anna muller", "a muller", true), ("a muller", "anna muller", true),
        ("anna muller", "muller anna", true), ("anna muller", "berta muller", false), ("anna", "anna muller", false),
        ("li", "lu", false), ("jan", "jan", true), ("", "", false), ("a b", "anna berg", false),
        ("maria garcia lopez", "maria garcia gomez", false), ("jan peeters", "jef peeters", false),
        ("els vandenberg", "els van den berg", true), ("zofia nowak", "sofia nowak", true),
    ])
    func `names are similar by words left out, letters for words, and few typing errors`(a: String, b: String, isSimilar: Bool) {
        #expect(DuplicateRules.areSimilar(a, b) == isSimilar)
        #expect(DuplicateRules.areSimilar(b, a) == isSimilar)
    }

    @Test(.timeLimit(.minutes(1)))
    func `7,000 entries, most behind one address of a secretary, are never compared everybody with everybody`() {
        let everybody = (0..<7_000).map { number in
            one(
                "p\(number)", "given\(number / 2) family\(number / 3)",
                at: [number < 4_000 ? "secretary@city.example" : "p\(number / 2)@city.example"], office: "member")
        }
        let found = DuplicateRules.duplicates(among: everybody)
        // Every third pair of neighbours shares its name; behind one address, similar ones are looked at among those who share a word.
        #expect(found.count { $0.reason == .sameNameAndAddress } > 2_000)
        #expect(found.count < 30_000)
    }
}
