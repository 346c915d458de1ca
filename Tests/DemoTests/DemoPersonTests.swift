// SPDX-License-Identifier: EUPL-1.2
import Demo
import Foundation
import Testing
import Vocabulary

@Suite struct `Invented people` {
    let persons = DemoCrowd.made(DemoRequests.request(7_000)).persons

    @Test func `are all marked as invented`() {
        #expect(persons.allSatisfy { $0.isInvented && $0.id.hasPrefix("invented-") })
        #expect(Set(persons.map(\.id)).count == persons.count)
    }

    @Test func `have addresses that cannot exist, each its own`() {
        let addresses = persons.compactMap(\.mail)
        #expect(Set(addresses).count == addresses.count)
        #expect(addresses.count > 5_000 && addresses.count < persons.count)
        #expect(addresses.allSatisfy { $0.hasSuffix(".example") && $0.utf8.count < 100 })
        let signs = Set("abcdefghijklmnopqrstuvwxyz0123456789.-@")
        #expect(addresses.allSatisfy { $0.allSatisfy(signs.contains) && $0.split(separator: "@").count == 2 })
    }

    @Test func `are written in the script of their country`() {
        for person in persons {
            let scripts = Set(person.badgeName.unicodeScalars.filter(\.properties.isAlphabetic).map(script))
            #expect(scripts == [Self.scripts[person.country] ?? "latin"], "\(person.badgeName) of \(person.country)")
        }
    }

    @Test func `have a published name in Latin letters just where the badge has none`() {
        for person in persons {
            #expect((person.publishedName != nil) == (Self.scripts[person.country] != nil))
            #expect(
                (person.publishedName ?? "a").unicodeScalars.filter(\.properties.isAlphabetic).allSatisfy {
                    script($0) == "latin"
                })
        }
    }

    @Test func `have documents in capital letters A to Z`() {
        #expect(
            persons.allSatisfy {
                $0.documentName.unicodeScalars.allSatisfy { (65...90).contains($0.value) || " -".unicodeScalars.contains($0) }
            })
        #expect(persons.allSatisfy { $0.documentName.count > 5 })
    }

    @Test func `have an office in the script of their country unless they are young or accompany somebody`() {
        for person in persons {
            #expect((person.office == nil) == [.young, .accompanying].contains(person.kind))
            guard let office = person.office, person.kind != .euOfficial, ["GR", "CY", "UA", "RS", "MK"].contains(person.country)
            else {
                continue
            }
            #expect(office.unicodeScalars.contains { script($0) == Self.scripts[person.country] }, "\(office)")
        }
    }

    @Test func `come with a grown-up when they are young, with somebody when they accompany`() {
        for person in persons {
            #expect((person.guardian != nil) == (person.kind == .young))
            #expect((person.accompanies != nil) == (person.kind == .accompanying))
        }
        #expect(persons.compactMap(\.guardian).allSatisfy { persons[$0].kind == .association })
        #expect(persons.compactMap(\.accompanies).allSatisfy { persons[$0].kind == .speaker })
    }

    @Test func `are elected or officers in delegations and neither alone`() {
        for person in persons { #expect((person.delegation != nil) == [.elected, .officer].contains(person.kind)) }
    }

    @Test func `have two family names in Spain and Portugal`() {
        let two = persons.filter { ["ES", "PT"].contains($0.country) }
        #expect(!two.isEmpty && two.allSatisfy { $0.badgeName.split(separator: " ").count >= 3 })
    }

    @Test func `are not called like those who govern`() {
        let governing = [
            "Péter Magyar", "Robert Abela", "Andrzej Duda", "Petr Fiala", "Edi Rama", "Jón Gunnarsson", "Rui Moreira",
        ]
        let crowd = DemoCrowd.made(DemoRequests.request(20_000, seed: 4)).persons.map(\.badgeName)
        #expect(crowd.filter { name in governing.contains { name.hasPrefix($0) } } == [])
    }

    private static let scripts = [
        "GR": "greek", "CY": "greek", "BG": "cyrillic", "UA": "cyrillic", "RS": "cyrillic", "MK": "cyrillic",
    ]

    private func script(_ letter: Unicode.Scalar) -> String {
        switch letter.value {
        case 0x370...0x3FF: "greek"
        case 0x400...0x4FF: "cyrillic"
        default: letter.value < 0x250 || (0x1E00...0x1EFF).contains(letter.value) ? "latin" : "other"
        }
    }
}
