// SPDX-License-Identifier: EUPL-1.2

/// Greek names in Latin letters. ELOT 743, second edition, which Greek passports follow.
enum DemoGreek {
    static func latin(_ word: String) -> String {
        let letters = Array(word)
        let plain = letters.map { bare[$0] ?? $0 }
        var (text, place) = ("", 0)
        while place < plain.count {
            if place + 1 < plain.count, let pair = pair(at: place, in: plain, letters) {
                text += pair
                place += 2
            } else {
                text += single[plain[place]] ?? String(plain[place])
                place += 1
            }
        }
        return text
    }

    private static func pair(at place: Int, in plain: [Character], _ letters: [Character]) -> String? {
        let second = letters[place + 1]
        switch (plain[place], plain[place + 1]) {
        case ("ο", "υ"): return parted.contains(second) ? nil : "ou"
        case ("α", "υ"), ("ε", "υ"), ("η", "υ"):
            guard !parted.contains(second), letters[place] == plain[place] else { return nil }
            let isVoiced = place + 2 < plain.count && voiced.contains(plain[place + 2])
            return (single[plain[place]] ?? "") + (isVoiced ? "v" : "f")
        case ("γ", "γ"): return "ng"
        case ("γ", "ξ"): return "nx"
        case ("γ", "χ"): return "nch"
        case ("μ", "π"): return place == 0 || place + 2 == plain.count ? "b" : "mp"
        default: return nil
        }
    }

    private static let parted: Set<Character> = ["ϋ", "ΰ"]
    private static let voiced = Set("αεηιουωβγδζλμνρ")
    private static let bare: [Character: Character] = [
        "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ό": "ο", "ύ": "υ", "ώ": "ω", "ϊ": "ι", "ΐ": "ι", "ϋ": "υ", "ΰ": "υ", "ς": "σ",
    ]
    private static let single: [Character: String] = [
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m",
        "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
    ]
}
