// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// A name, or part of one, in its own script and in the ways it is written elsewhere.
struct DemoName: Sendable, Equatable {
    let local: String, latin: String, document: String
    /// As it stands in an address of mail.
    let mail: String

    init(_ local: String, of tradition: String) {
        self.local = local
        latin = DemoLatin.published(local, of: tradition)
        document = DemoLatin.document(latin)
        mail = tradition == "de" ? DemoLatin.mail(document) : DemoLatin.mail(DemoLatin.plain(latin))
    }
}

/// The names of one tradition, such as the Flemish one.
struct DemoTradition: Sendable {
    /// Whether women's names come first in a language is nowhere told; a family name has one form for men, one or more for women.
    struct Family: Sendable { let man: DemoName, women: [DemoName] }

    var rule = "plain"
    var women: [DemoName] = [], men: [DemoName] = [], families: [Family] = []
}

/// Common names by tradition, and the names that nobody invented may bear.
package struct DemoNames: Sendable {
    private(set) var traditions: [String: DemoTradition] = [:]
    /// Given and family name as documents write them.
    private(set) var refused: Set<String> = []

    /// Reads `Resources/Data/demo/names.txt`.
    package init(reading bytes: [UInt8]) {
        var tradition = ""
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("[") {
                tradition = String(line.dropFirst().prefix { $0 != "]" })
            } else if tradition == "refused" {
                refuse(line)
            } else {
                read(line, into: tradition)
            }
        }
    }

    private mutating func refuse(_ line: Substring) {
        for name in line.split(separator: ";") {
            refused.insert(DemoLatin.document(name.trimmingCharacters(in: .whitespaces)))
        }
    }

    private mutating func read(_ line: Substring, into key: String) {
        let words = line.split(separator: " ")
        var tradition = traditions[key] ?? DemoTradition()
        let listed = words.dropFirst()
        switch words.first {
        case "rule": tradition.rule = listed.first.map(String.init) ?? "plain"
        case "f": tradition.women += listed.map { DemoName(String($0), of: key) }
        case "m": tradition.men += listed.map { DemoName(String($0), of: key) }
        case "u":
            for name in listed {
                let forms = name.split(separator: "/").map { DemoName(String($0), of: key) }
                tradition.women.append(forms[0])
                tradition.men.append(forms[forms.count - 1])
            }
        case "s":
            for name in listed {
                let forms = DemoFamilyNames.forms(of: name, rule: tradition.rule)
                let women = forms.women.map { DemoName($0, of: key) }
                tradition.families.append(.init(man: DemoName(forms.man, of: key), women: women))
            }
        default: break
        }
        traditions[key] = tradition
    }
}
