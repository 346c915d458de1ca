// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// What people of one country and language are called at work, and which language they are written to in.
struct DemoNation: Sendable {
    /// "Adjoint / Adjointe": one for a man, one for a woman; the same where they do not differ.
    struct Title: Sendable, Equatable { let man: String, woman: String }

    let country: String, language: String
    var tradition: String
    var offices: [String: [Title]] = [:]
    var written: [(Language, Int)] = [(.en, 1)]

    /// The offices of a kind of actor, most fitting first: `elected.upper` before `elected`.
    func titles(_ keys: [String]) -> [Title] { keys.lazy.compactMap { offices[$0] }.first ?? [] }
}

/// The offices of `Resources/Data/demo/offices.txt`.
package struct DemoOffices: Sendable {
    private(set) var nations: [DemoNation] = []

    package init(reading bytes: [UInt8]) {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("[") { open(line) } else { read(line) }
        }
    }

    private mutating func open(_ line: Substring) {
        let parts = line.dropFirst().split(separator: "]")
        let key = parts[0].split(separator: " ").map(String.init)
        let rest = parts.dropFirst().first?.split(separator: " ").map(String.init) ?? []
        var nation = DemoNation(country: key[0], language: key.last ?? "", tradition: rest.first ?? "")
        if rest.count == 3, let model = nations.first(where: { $0.country == rest[1] && $0.language == rest[2] }) {
            nation.tradition = model.tradition
            nation.offices = model.offices
            nation.written = model.written
        }
        nations.append(nation)
    }

    private mutating func read(_ line: Substring) {
        guard !nations.isEmpty, let gap = line.firstIndex(of: " ") else { return }
        let (key, entries) = (String(line[..<gap]), line[gap...].split(separator: ";"))
        if key == "writes" {
            nations[nations.count - 1].written = entries.compactMap { entry in
                let pair = entry.split(separator: " ")
                guard pair.count == 2, let language = Language(rawValue: String(pair[0])) else { return nil }
                return Int(pair[1]).map { (language, $0) }
            }
        } else {
            nations[nations.count - 1].offices[key] = entries.map { entry in
                let forms = entry.split(separator: " / ").map { $0.trimmingCharacters(in: .whitespaces) }
                return .init(man: forms[0], woman: forms[forms.count - 1])
            }
        }
    }
}
