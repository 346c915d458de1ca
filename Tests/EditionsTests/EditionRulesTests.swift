// SPDX-License-Identifier: EUPL-1.2
import Testing
import Vocabulary

@testable import Editions

@Suite struct `Moving an edition` {
    @Test(arguments: [
        (7, "2024-03-27/2024-03-29"), (-20, "2024-02-29/2024-03-02"), (10, "2024-03-30/2024-04-01"),
        (365, "2025-03-20/2025-03-22"),
    ])
    func `its days move and nothing else does`(days: Int, dates: String) throws {
        var expected = Edition.seed()
        expected.dates = try #require(EditionDates(dates))
        #expect(try Edition.seed().moved(days: days, today: Day(1900, 1, 1)!) == expected)
    }

    @Test func `there and back it is where it was`() throws {
        #expect(
            try Edition.seed().moved(days: 400, today: Day(1900, 1, 1)!).moved(days: -400, today: Day(1900, 1, 1)!)
                == Edition.seed())
    }

    @Test func `days that are not known cannot move`() {
        let naples = Edition.seed("naples-2000", number: 3, dates: "2000-12")
        #expect(throws: EditionRefusal.monthOnly("naples-2000")) { try naples.moved(days: 7, today: Day(1900, 1, 1)!) }
    }

    @Test func `what was held is not moved any more, unless it is made up`() throws {
        var edition = Edition.seed()
        edition.isInvented = false
        guard case .days(let period) = edition.dates else { return #expect(Bool(false)) }
        #expect(throws: EditionRefusal.isPast(edition.id)) {
            try edition.moved(days: 7, today: #require(period.last.adding(days: 1)))
        }
        #expect(try edition.moved(days: 7, today: period.last) != edition)
        edition.isInvented = true
        #expect(try edition.moved(days: 7, today: #require(period.last.adding(days: 400))) != edition)
    }

    @Test(arguments: [0, 4_000_000, -800_000, .max, .min])
    func `it moves by at least a day and stays in the calendar`(days: Int) {
        #expect(throws: EditionRefusal.cannotMove(days: days)) { try Edition.seed().moved(days: days, today: Day(1900, 1, 1)!) }
    }
}

@Suite struct `The slug of an edition` {
    @Test(arguments: ["brussels-2027", "montreal-1989", "a", "2027"])
    func `is lower-case letters, digits and hyphens`(slug: String) {
        #expect(EditionSlug.isAllowed(slug))
    }

    @Test(arguments: [
        "", "Brussels-2027", "brüssel-2027", "brussels 2027", "brussels/2027", "brussels.2027", String(repeating: "a", count: 81),
    ])
    func `is nothing else`(slug: String) {
        #expect(!EditionSlug.isAllowed(slug))
    }

    @Test(arguments: [
        "en", "fr", "nl", "de", "es", "it", "api", "assets", "healthz", "readyz", "metrics", ".well-known", "robots.txt",
        "sitemap.xml",
        "network", "editions", "account", "privacy", "accessibility", "imprint",
    ])
    func `is no word that addresses begin with`(slug: String) {
        #expect(!EditionSlug.isAllowed(slug))
    }
}

@Suite struct `The dates of an edition` {
    @Test(arguments: ["2024-03-20/2024-03-22", "2024-03-20", "1989-10", "2023-12-31/2024-01-02"])
    func `are written as they were read`(text: String) {
        #expect(EditionDates(text)?.text == text)
    }

    @Test func `a day alone is the first and the last`() throws {
        let day = try #require(Day("2024-03-20"))
        #expect(EditionDates("2024-03-20/2024-03-20") == EditionDates("2024-03-20"))
        #expect(EditionDates("2024-03-20") == Period(day, day).map(EditionDates.days))
    }

    @Test(arguments: [
        "", "2024", "2024-3", "2024-13", "2024-00", "2024-02-30", "2024-03-22/2024-03-20", "2024-03-20/", "/2024-03-20",
        "2024-03/2024-04",
        "2024-03-20/2024-03-22/2024-03-24", "20.03.2024",
    ])
    func `are days or a month of the calendar`(text: String) {
        #expect(EditionDates(text) == nil)
    }

    @Test(arguments: [("2024-12-31/2025-01-02", 2024), ("1989-10", 1989)])
    func `name the year in which it began`(text: String, year: Int) {
        #expect(EditionDates(text)?.year == year)
    }
}

@Suite struct `What is said about a figure` {
    @Test func `the preferred statement comes first, the others in their order`() {
        let (first, second, third) = (
            EditionFigure.seed(750, isPreferred: false), EditionFigure.seed(800), EditionFigure.seed(700, isPreferred: false)
        )
        let record = EditionRecord.seed(figures: [first, .seed(.countries, 47), second, third])
        #expect(record.statements(.participants) == [second, first, third])
        #expect(record.preferred(.participants) == second)
        #expect(record.preferred(.speakers) == nil)
    }

    @Test func `sources disagree when reports differ`() {
        let record = EditionRecord.seed(figures: [.seed(700), .seed(500, isPreferred: false)])
        #expect(record.isDisputed(.participants))
        #expect(!record.isDisputed(.countries))
    }

    @Test func `what was announced before is no report`() {
        let record = EditionRecord.seed(figures: [
            .seed(700), .seed(800, kind: .announced, isPreferred: false), .seed(1_000, kind: .expected, isPreferred: false),
        ])
        #expect(!record.isDisputed(.participants))
    }

    @Test func `two sources that say the same agree`() {
        let record = EditionRecord.seed(figures: [.seed(700), .seed(700, isPreferred: false, source: "bx1.be")])
        #expect(!record.isDisputed(.participants))
    }
}

@Suite struct `A text of an edition` {
    private let texts: [EditionField: LocalizedText] = [
        .place: LocalizedText([
            .en: .init("Brussels", .authentic), .fr: .init("Bruxelles", .reviewed), .de: .init("Brüssel", .draft),
        ])
    ]

    @Test(arguments: [
        (Language.fr, "Bruxelles", Language.fr, true), (.it, "Brussels", .en, false), (.de, "Brussels", .en, false),
    ])
    func `is the reader's, or the best other one; drafts are absent`(
        reader: Language, text: String, language: Language, isTranslated: Bool
    ) {
        let record = EditionRecord.seed(texts: texts)
        #expect(record.text(.place, for: reader) == ReadText(text: text, language: language, isTranslated: isTranslated))
    }

    @Test func `without one the city has its own name`() {
        #expect(EditionRecord.seed().text(.place, for: .nl) == nil)
        #expect(EditionRecord.seed().place(for: .nl) == "Bruxelles")
    }
}
