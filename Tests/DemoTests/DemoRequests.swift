// SPDX-License-Identifier: EUPL-1.2
import Demo
import Foundation
import Vocabulary

/// The authorities of the program and a moment before the ninth edition.
enum DemoRequests {
    static let authorities: [DemoAuthority] = {
        let text = EmbeddedFile.named("Resources/Data/authorities.csv").map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").dropFirst().map { line in
            let cells = cells(line)
            return DemoAuthority(
                id: cells[0], country: cells[3], languages: DemoNations.languages(of: cells[3], nuts: cells[9]), kind: cells[4],
                population: Int(cells[5]) ?? 0)
        }
    }()

    static let zone = TimeZone(identifier: "Europe/Brussels") ?? .gmt
    /// A Tuesday, 16:06:40 in Brussels.
    static let now = Date(timeIntervalSince1970: 1_804_000_000)

    static func request(_ people: Int = 700, seed: UInt64 = 1989, now: Date = now) -> DemoRequest {
        DemoRequest(
            authorities: authorities, firstDay: Day("2027-03-17") ?? Day(now, in: zone), zone: zone, people: people, now: now,
            seed: seed)
    }

    static let crowd = DemoCrowd.made(request())

    private static func cells(_ line: Substring) -> [String] {
        var (cells, isQuoted) = ([""], false)
        for letter in line {
            switch letter {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(letter)
            }
        }
        return cells
    }
}
