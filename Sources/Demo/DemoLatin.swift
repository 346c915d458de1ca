// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Names in Latin letters, and as identity documents write them.
enum DemoLatin {
    /// How the country of a tradition writes its names in Latin letters; the same text where they are Latin already.
    static func published(_ name: String, of tradition: String) -> String {
        switch tradition {
        case "el": words(name) { DemoGreek.latin($0) }
        case "bg": words(name) { cyrillic($0, bulgarian) }
        case "uk": words(name) { cyrillic($0, ukrainian, first: ukrainianFirst) }
        case "sr": words(name) { cyrillic($0, serbian) }
        case "mk": words(name) { cyrillic($0, macedonian) }
        default: name
        }
    }

    /// Capital letters A to Z, hyphens and spaces. ICAO Doc 9303, part 3, section 6.A; apostrophes are left out.
    static func document(_ latin: String) -> String {
        var written = ""
        for letter in latin.precomposedStringWithCanonicalMapping.uppercased() {
            written += special[letter] ?? String(letter)
        }
        let kept = written.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
            (65...90).contains($0.value) || $0 == "-" || $0 == " "
        }
        return String(String.UnicodeScalarView(kept))
    }

    /// Without the dots, rings and strokes of the letters, as people do away with them who are not German.
    static func plain(_ latin: String) -> String {
        document(String(latin.precomposedStringWithCanonicalMapping.uppercased().map { bare[$0] ?? $0 }))
    }

    static func mail(_ document: String) -> String { String(document.lowercased().map { $0 == " " ? "-" : $0 }) }

    private static let bare: [Character: Character] = ["Ä": "A", "Ö": "O", "Ü": "U", "Å": "A", "Ø": "O"]

    private static let special: [Character: String] = [
        "Ä": "AE", "Ö": "OE", "Ü": "UE", "Å": "AA", "Æ": "AE", "Ø": "OE", "Œ": "OE", "Þ": "TH", "Ð": "D", "Đ": "D", "Ł": "L",
        "Ħ": "H", "ẞ": "SS", "ß": "SS",
    ]

    /// Every word begins as it began: with a capital letter or a small one.
    private static func words(_ name: String, _ latin: (String) -> String) -> String {
        name.split(separator: " ").map { word in
            let written = latin(word.lowercased())
            guard word.first?.isUppercase == true else { return written }
            return written.prefix(1).uppercased() + written.dropFirst()
        }.joined(separator: " ")
    }

    private static func cyrillic(_ word: String, _ table: [Character: String], first: [Character: String] = [:]) -> String {
        var text = Substring(word)
        var ending = ""
        // Bulgarian law on transliteration of 2009, article 6: -ия at the end of a word.
        if table == bulgarian, text.hasSuffix("ия") {
            text = text.dropLast(2)
            ending = "ia"
        }
        return text.enumerated().map { (place, letter) in
            (place == 0 ? first[letter] : nil) ?? table[letter] ?? String(letter)
        }.joined() + ending
    }

    private static func table(_ pairs: String) -> [Character: String] {
        var table: [Character: String] = [:]
        for pair in pairs.split(separator: " ") {
            if let letter = pair.first { table[letter] = String(pair.dropFirst()) }
        }
        return table
    }

    private static let shared = "аa бb вv дd еe зz иi кk лl мm нn оo пp рr сs тt уu фf "
    /// The streamlined system of the law of 2009, which Bulgarian documents follow.
    private static let bulgarian = table(shared + "гg жzh йy хh цts чch шsh щsht ъa ьy юyu яya")
    /// Cabinet of Ministers of Ukraine, resolution 55 of 2010.
    private static let ukrainian = table(shared + "гh ґg єie жzh иy іi їi йi хkh цts чch шsh щshch ь юiu яia ’ '")
    private static let ukrainianFirst = table("єye їyi йy юyu яya")
    private static let serbian = table(shared + "гg ђđ жž јj љlj њnj ћć хh цc чč џdž шš")
    private static let macedonian = table(shared + "гg ѓgj жzh ѕdz јj љlj њnj ќkj хh цc чch џdj шsh")
}
