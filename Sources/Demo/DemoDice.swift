// SPDX-License-Identifier: EUPL-1.2

/// Numbers that are the same in every run and on every machine. Sebastiano Vigna, SplitMix64.
///
/// Ranges and shuffles are made here and not by the standard library, whose ways may differ from version to version.
package struct DemoDice: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// A series of its own, so that drawing more in one place changes nothing in another.
    package init(seed: UInt64, series: UInt64) {
        var mixed = DemoDice(seed: seed &+ series &* 0xD1B5_4A32_D192_ED03)
        state = mixed.next()
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number from zero to one less than the bound; zero when there is none. The bias is below 2^-40 for what is drawn here.
    package mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// From zero to just under one.
    package mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

    package mutating func happens(_ probability: Double) -> Bool { share() < probability }

    package mutating func one<Element>(of all: [Element]) -> Element? { all.isEmpty ? nil : all[below(all.count)] }

    /// The place in a list of weights.
    package mutating func place(in weights: [Int]) -> Int {
        var rest = below(weights.reduce(0, +))
        for (place, weight) in weights.enumerated() {
            if rest < weight { return place }
            rest -= weight
        }
        return 0
    }

    /// Fisher and Yates.
    package mutating func shuffle<Element>(_ list: inout [Element]) {
        var last = list.count - 1
        while last > 0 {
            list.swapAt(last, below(last + 1))
            last -= 1
        }
    }
}
