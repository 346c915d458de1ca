// SPDX-License-Identifier: EUPL-1.2
import Testing
@testable import Database

@Suite struct `Searching names` {
    private let index = NameIndex([
        ("Liège", 0), ("Luik", 0), ("Lüttich", 0), ("Łódź", 1), ("Antwerpen", 2), ("Anvers", 2), ("København", 3),
        ("Copenhague", 3),
        ("Fontaine-l'Évêque", 4), ("Saint-Denis", 5), ("Αθήνα", 6), ("Nice", 7), ("Nizza", 7), ("Lierre", 8),
    ])

    @Test(arguments: [
        ("Luik", 0), ("Lüttich", 0), ("liege", 0), ("lieg", 0), ("LIÈGE", 0), ("Lodz", 1), ("Anvers", 2), ("Copenhague", 3),
        ("kobenhavn", 3),
        ("eveque", 4), ("l eveque", 4), ("saint denis", 5), ("denis", 5), ("αθηνα", 6), ("ΑΘΗΝΑ", 6),
        ("  nizza ", 7),
    ])
    func `a name is found in any language and spelling`(query: String, target: Int) {
        #expect(index.matches(query).first?.target == target)
    }

    @Test(arguments: [
        ("Leige", 0), ("Luikk", 0), ("Antwerben", 2), ("Copnhage", 3), ("Coppenhagu", 3), ("Sant Denis", 5), ("Loz", 1),
    ])
    func `one or two typing errors are found when nothing else is`(query: String, target: Int) {
        #expect(index.matches(query).first?.target == target)
        #expect(index.matches(query).allSatisfy { $0.distance > 2 })
    }

    @Test(arguments: ["", "   ", "--", "x", "zq", "Wolkenkuckucksheim", String(repeating: "a", count: 10_000)])
    func `nothing is found for what is no name`(query: String) {
        #expect(index.matches(query) == [])
    }

    @Test func `the whole name comes before a beginning, a beginning before a word`() {
        let index = NameIndex([("Denis", 0), ("Denisville", 1), ("Saint-Denis", 2)])
        #expect(
            index.matches("denis") == [
                .init(target: 0, distance: 0), .init(target: 1, distance: 1), .init(target: 2, distance: 2),
            ])
    }

    @Test func `the distance agrees with the definition on random words`() {
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let a = (0..<Int.random(in: 1...7, using: &dice)).map { _ in UInt8.random(in: 97...99, using: &dice) }
            let b = (0..<Int.random(in: 1...7, using: &dice)).map { _ in UInt8.random(in: 97...99, using: &dice) }
            var counted = TypingDistance(pattern: a)
            let least = b.withUnsafeBufferPointer { counted.least(to: $0, from: 0, count: b.count, limit: 9) }
            #expect(least == (0...b.count).map { defined(a[...], b[..<$0]) }.min())
        }
    }

    /// Optimal string alignment, as it is defined: slow and plain.
    private func defined(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
        guard let lastA = a.last, let lastB = b.last else { return a.count + b.count }
        let (shortA, shortB) = (a.dropLast(), b.dropLast())
        var least = min(defined(shortA, b) + 1, defined(a, shortB) + 1, defined(shortA, shortB) + (lastA == lastB ? 0 : 1))
        if let beforeA = shortA.last, let beforeB = shortB.last, lastA == beforeB, lastB == beforeA {
            least = min(least, defined(shortA.dropLast(), shortB.dropLast()) + 1)
        }
        return least
    }
}

@Suite struct `Folding names` {
    @Test(arguments: [
        ("Łódź", "lodz"), ("L'Aquila", "l aquila"), ("Saint-Denis", "saint denis"), ("Straße", "strasse"), ("Ærø", "aero"),
        ("  A  B ", "a b"),
        ("İstanbul", "istanbul"), ("ﬁ", "fi"), ("Αθήνας", "αθηνασ"), ("Київ", "киів"), ("", ""), ("…", ""),
    ])
    func `drops marks, case and punctuation`(text: String, folded: String) {
        #expect(Folding.folded(text) == Folding.folded(folded))
        #expect(!Folding.folded(text).contains { $0.isUppercase || $0 == "-" || $0 == "'" })
    }

    @Test func `folding twice changes nothing`() {
        for text in ["Łódź", "Fontaine-l'Évêque", "Brüssel", "Αθήνα", "Плéвен"] {
            #expect(Folding.folded(Folding.folded(text)) == Folding.folded(text))
        }
    }
}
