// SPDX-License-Identifier: EUPL-1.2

/// How family names differ for women and men, where they do.
enum DemoFamilyNames {
    /// The forms of a listed name: `Λάμπρου`, or `Βλάχος/Βλάχου` where no rule gives the second.
    static func forms(of listed: Substring, rule: String) -> (man: String, women: [String]) {
        let parts = listed.split(separator: "/").map { String($0.replacing("_", with: " ")) }
        let name = parts.first ?? ""
        if rule == "icelandic" { return (name + "son", [name + "dóttir"]) }
        return (name, parts.count > 1 ? [parts[1]] : women(of: name, rule: rule))
    }

    private static func women(of name: String, rule: String) -> [String] {
        if rule == "lithuanian" { return lithuanian(name) }
        for (ending, change) in rules[rule] ?? [] where name.hasSuffix(ending) {
            return [name.dropLast(change.dropped) + change.added]
        }
        return [name]
    }

    private typealias Change = (dropped: Int, added: String)

    /// The first ending that fits decides.
    private static let rules: [String: [(String, Change)]] = [
        "polish": [("ski", (1, "a")), ("cki", (1, "a")), ("dzki", (1, "a"))],
        "slavic": [("ски", (1, "а")), ("ов", (0, "а")), ("ев", (0, "а")), ("ин", (0, "а"))],
        "ukrainian": [("ий", (2, "а"))],
        "czech": [
            ("ý", (1, "á")), ("y", (1, "á")), ("í", (0, "")), ("a", (1, "ová")), ("o", (1, "ová")), ("ek", (2, "ková")),
            ("ec", (2, "cová")), ("", (0, "ová")),
        ],
        "latvian": [("sons", (1, "e")), ("is", (2, "e")), ("š", (1, "a")), ("s", (1, "a"))],
        "greek": [
            ("όπουλος", (7, "οπούλου")), ("ίδης", (2, "ου")), ("ΐδης", (2, "ου")), ("άδης", (2, "ου")), ("άκης", (1, "")),
        ],
    ]

    /// Before marriage and after it; names in -us have one common form only.
    private static func lithuanian(_ name: String) -> [String] {
        if name.hasSuffix("ius") { return [name.dropLast(3) + "iūtė", name.dropLast(3) + "ienė"] }
        if name.hasSuffix("us") { return [name.dropLast(2) + "utė"] }
        if name.hasSuffix("as") { return [name.dropLast(2) + "aitė", name.dropLast(2) + "ienė"] }
        if name.hasSuffix("is") || name.hasSuffix("ys") { return [name.dropLast(2) + "ytė", name.dropLast(2) + "ienė"] }
        return [name]
    }
}
