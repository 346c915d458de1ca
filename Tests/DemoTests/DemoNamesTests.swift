// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@testable import Demo

@Suite struct `Names of a country` {
    @Test(arguments: [
        ("el", "Παπαϊωάννου", "Papaioannou"), ("el", "Ευτυχία", "Eftychia"), ("el", "Ευαγγελία", "Evangelia"),
        ("el", "Μπακογιάννη", "Bakogianni"), ("el", "Λάμπρου", "Lamprou"), ("el", "Σταύρος", "Stavros"),
        ("bg", "Йорданка Щерева", "Yordanka Shtereva"), ("bg", "Мария", "Maria"), ("bg", "Илиев", "Iliev"),
        ("uk", "Юрій Гнатюк", "Yurii Hnatiuk"), ("uk", "Мар’яна", "Mariana"), ("uk", "Євген", "Yevhen"),
        ("sr", "Љиљана Ђурђевић", "Ljiljana Đurđević"), ("sr", "Џајић", "Džajić"), ("mk", "Ќосевски", "Kjosevski"),
        ("mk", "Ѓорѓи", "Gjorgji"), ("fr", "Élodie d'Aubigny", "Élodie d'Aubigny"),
    ])
    func `are published in Latin letters as the country does`(tradition: String, name: String, latin: String) {
        #expect(DemoLatin.published(name, of: tradition) == latin)
    }

    @Test(arguments: [
        ("Jürgen Weiß", "JUERGEN WEISS"), ("Þórunn Harðardóttir", "THORUNN HARDARDOTTIR"),
        ("Łukasz Dąbrowski", "LUKASZ DABROWSKI"),
        ("d'Oultremont", "DOULTREMONT"), ("Jean-Luc", "JEAN-LUC"), ("Muñoz", "MUNOZ"), ("Kjær", "KJAER"),
        ("Ștefania", "STEFANIA"),
        ("Ħġaż", "HGAZ"), ("Đurđević", "DURDEVIC"), ("Åse Ødegård", "AASE OEDEGAARD"),
    ])
    func `stand on documents in capital letters`(name: String, document: String) {
        #expect(DemoLatin.document(name) == document)
    }

    @Test(arguments: [
        ("polish", "Kowalski", ["Kowalska"]), ("polish", "Nowak", ["Nowak"]), ("czech", "Novák", ["Nováková"]),
        ("czech", "Svoboda", ["Svobodová"]), ("czech", "Hájek", ["Hájková"]), ("czech", "Němec", ["Němcová"]),
        ("czech", "Černý", ["Černá"]), ("czech", "Krejčí", ["Krejčí"]), ("slavic", "Иванов", ["Иванова"]),
        ("slavic", "Златарски", ["Златарска"]), ("ukrainian", "Левицький", ["Левицька"]), ("ukrainian", "Шевченко", ["Шевченко"]),
        ("latvian", "Bērziņš", ["Bērziņa"]), ("latvian", "Jansons", ["Jansone"]), ("latvian", "Lācis", ["Lāce"]),
        ("lithuanian", "Kazlauskas", ["Kazlauskaitė", "Kazlauskienė"]), ("lithuanian", "Rimkus", ["Rimkutė"]),
        ("lithuanian", "Stankevičius", ["Stankevičiūtė", "Stankevičienė"]), ("lithuanian", "Kairys", ["Kairytė", "Kairienė"]),
        ("greek", "Παπαδόπουλος", ["Παπαδοπούλου"]), ("greek", "Γεωργιάδης", ["Γεωργιάδου"]),
        ("greek", "Παπαδάκης", ["Παπαδάκη"]),
        ("greek", "Νικολαΐδης", ["Νικολαΐδου"]), ("greek", "Βλάχος/Βλάχου", ["Βλάχου"]),
        ("plain", "van_den_Berg", ["van den Berg"]),
        ("icelandic", "Jóns", ["Jónsdóttir"]),
    ])
    func `have the form that women bear`(rule: String, listed: String, women: [String]) {
        #expect(DemoFamilyNames.forms(of: Substring(listed), rule: rule).women == women)
    }

    @Test func `are many, and every country of the authorities has its own`() throws {
        let names = DemoNames(reading: try bytes("names.txt"))
        let offices = DemoOffices(reading: try bytes("offices.txt"))
        for nation in offices.nations where nation.country != "EU" {
            let tradition = try #require(names.traditions[nation.tradition], "\(nation.country)")
            #expect(Set((tradition.women + tradition.men).map(\.local)).count >= 40, "\(nation.tradition)")
            #expect(Set(tradition.families.map(\.man.local)).count >= 60, "\(nation.tradition)")
            #expect(
                ["elected", "officer", "researcher", "national", "journalist", "company", "association"].allSatisfy {
                    nation.offices[$0] != nil
                })
        }
        let countries = DemoNations(offices).countries
        #expect(DemoRequests.authorities.count == 349)
        #expect(DemoRequests.authorities.filter { !countries.contains($0.country) } == [])
    }

    @Test func `are refused when somebody who governs bears them`() throws {
        let names = DemoNames(reading: try bytes("names.txt"))
        #expect(names.refused.isSuperset(of: ["PEDRO SANCHEZ", "ROBERT ABELA", "GEORGIOS PAPANDREOU"]))
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try #require(EmbeddedFile.named("Resources/Data/demo/\(name)")).data)
    }
}
