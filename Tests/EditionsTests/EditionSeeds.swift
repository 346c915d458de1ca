// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

@testable import Editions

/// A small edition with nothing surprising about it; a test changes what it is about.
extension Edition {
    static func seed(
        _ slug: String = "brussels-2024", number: Int = 8, dates: String = "2024-03-20/2024-03-22", isInvented: Bool = false
    ) -> Edition {
        Edition(
            id: ID(slug), number: number, city: "Bruxelles", country: "BE", zone: "Europe/Brussels",
            dates: EditionDates(dates) ?? .month(1, 1), isInvented: isInvented, host: nil, notes: "", sources: "")
    }
}

extension EditionFigure {
    /// A number of participants.
    static func seed(
        _ number: Int, kind: Kind = .reported, isPreferred: Bool = true, source: String = "efus.eu",
        attribution: Attribution = .named
    ) -> EditionFigure {
        seed(.participants, number, kind: kind, isPreferred: isPreferred, source: source, attribution: attribution)
    }

    static func seed(
        _ name: FigureName, _ number: Int, kind: Kind = .reported, isPreferred: Bool = true, source: String = "efus.eu",
        attribution: Attribution = .named
    ) -> EditionFigure {
        EditionFigure(
            name: name, low: number, high: number, qualifier: .exact, kind: kind, isPreferred: isPreferred, source: source,
            attribution: attribution, asOf: "")
    }
}

extension EditionRecord {
    static func seed(
        _ edition: Edition = .seed(), texts: [EditionField: LocalizedText] = [:], figures: [EditionFigure] = [],
        topics: [ID<Topic>] = []
    ) -> EditionRecord {
        EditionRecord(edition: edition, texts: texts, figures: figures, topics: topics)
    }
}

/// The files of editions as an operator writes them, with one line or a few.
enum EditionFile {
    static let editionHeader = "edition,city,country,dates,notes,sources,slug,zone,invented,host"
    static let textHeader = "edition,field,language,value,state"
    static let figureHeader = "edition,figure,low,high,qualifier,kind,preferred,source,attribution,as_of"
    static let topicHeader = "id,name_en,name_fr,name_nl,name_de,name_es,name_it"

    static let brussels = "8,Bruxelles,BE,2024-03-20/2024-03-22,,,brussels-2024,Europe/Brussels,no,"
    static let nice = "7,Nice,FR,2021-10-20/2021-10-22,,,nice-2021,Europe/Paris,no,"
    static let naples = "3,Napoli,IT,2000-12,,,naples-2000,Europe/Rome,no,"

    static func bytes(_ lines: String...) -> [UInt8] { Array(lines.joined(separator: "\n").utf8) }
}
