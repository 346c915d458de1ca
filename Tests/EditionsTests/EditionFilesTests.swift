// SPDX-License-Identifier: EUPL-1.2
import Formats
import Testing
import Vocabulary

@testable import Editions

@Suite struct `Files of editions` {
    private let known: Set<ID<Edition>> = ["brussels-2024", "nice-2021"].reduce(into: []) { $0.insert(ID($1)) }
    private let topics = [
        Topic(id: ID("youth"), name: LocalizedText("Young people", in: .en)),
        Topic(id: ID("climate"), name: LocalizedText("Climate", in: .en)),
    ]

    @Test func `an edition is read whole`() throws {
        let line =
            #"8,Bruxelles,BE,2024-03-20/2024-03-22,"700, or 500",efus.eu,brussels-2024,Europe/Brussels,no,be-city-of-brussels"#
        var expected = Edition.seed()
        (expected.notes, expected.sources, expected.host) = ("700, or 500", "efus.eu", "be-city-of-brussels")
        let bytes = EditionFile.bytes(EditionFile.editionHeader, line)
        #expect(try EditionFiles.editions(bytes, hosts: [ID("be-city-of-brussels")]) == [expected])
    }

    @Test func `the column host may be missing`() throws {
        let bytes = EditionFile.bytes(
            "edition,city,country,dates,notes,sources,slug,zone,invented",
            "8,Bruxelles,BE,2024-03-20/2024-03-22,,,brussels-2024,Europe/Brussels,no")
        #expect(try EditionFiles.editions(bytes, hosts: []) == [.seed()])
    }

    @Test(arguments: [
        ("8,Bruxelles,BE,2024-03,,,EN,Europe/Brussels,no,", "slug", "EN", EditionRefusal.Reason.slug),
        ("8,Bruxelles,BE,2024-03,,,network,Europe/Brussels,no,", "slug", "network", .slug),
        ("eight,Bruxelles,BE,2024-03,,,b-2024,Europe/Brussels,no,", "edition", "eight", .number),
        ("0,Bruxelles,BE,2024-03,,,b-2024,Europe/Brussels,no,", "edition", "0", .number),
        ("8,Bruxelles,BE,2024-13,,,b-2024,Europe/Brussels,no,", "dates", "2024-13", .dates),
        ("8,Bruxelles,QQ,2024-03,,,b-2024,Europe/Brussels,no,", "country", "QQ", .country),
        ("8,Bruxelles,BE,2024-03,,,b-2024,Europe/Bruxelles,no,", "zone", "Europe/Bruxelles", .zone),
        ("8,,BE,2024-03,,,b-2024,Europe/Brussels,no,", "city", "", .empty),
        ("8,Bruxelles,BE,2024-03,,,b-2024,Europe/Brussels,perhaps,", "invented", "perhaps", .choice),
        ("8,Bruxelles,BE,2024-03,,,nice-2021,Europe/Brussels,no,", "slug", "nice-2021", .twice),
        ("7,Bruxelles,BE,2024-03,,,b-2024,Europe/Brussels,no,", "edition", "7", .twice),
    ])
    func `the line and the column of what is wrong are said`(
        line: String, column: String, value: String, reason: EditionRefusal.Reason
    ) {
        let bytes = EditionFile.bytes(EditionFile.editionHeader, EditionFile.nice, line)
        #expect(throws: EditionRefusal.value(line: 3, column: column, value: value, reason: reason)) {
            try EditionFiles.editions(bytes, hosts: [])
        }
    }

    @Test func `a number that an edition outside the file has is refused`() {
        let bytes = EditionFile.bytes(EditionFile.editionHeader, "8,Gent,BE,2030-01,,,ghent-2030,Europe/Brussels,no,")
        #expect(throws: EditionRefusal.value(line: 2, column: "edition", value: "8", reason: .twice)) {
            try EditionFiles.editions(bytes, known: ["brussels-2024": .seed()], hosts: [])
        }
    }

    @Test func `a host that is not in the directory is refused`() {
        let bytes = EditionFile.bytes(EditionFile.editionHeader, EditionFile.brussels + "../x y")
        #expect(throws: EditionRefusal.value(line: 2, column: "host", value: "../x y", reason: .host)) {
            try EditionFiles.editions(bytes, hosts: [])
        }
    }

    @Test func `a file without the column host leaves the hosts as they are`() throws {
        var known = Edition.seed()
        known.host = "be-city-of-brussels"
        let bytes = EditionFile.bytes(
            "edition,city,country,dates,notes,sources,slug,zone,invented",
            "8,Bruxelles,BE,2024-03-20/2024-03-22,,,brussels-2024,Europe/Brussels,no")
        #expect(try EditionFiles.editions(bytes, known: [known.id: known], hosts: []) == [known])
    }

    @Test func `a missing column is named`() {
        #expect(throws: EditionRefusal.missingColumn("city")) {
            try EditionFiles.editions(EditionFile.bytes("edition,slug", "8,b"), hosts: [])
        }
    }

    @Test func `texts are read by edition, field and language`() throws {
        let bytes = EditionFile.bytes(
            EditionFile.textHeader, "brussels-2024,place,en,Brussels,authentic", "brussels-2024,place,nl,Brussel,reviewed",
            "nice-2021,outcome,en,A declaration.,draft")
        #expect(
            try EditionFiles.texts(bytes, known: known) == [
                ID("brussels-2024"): [
                    .place: LocalizedText([.en: .init("Brussels", .authentic), .nl: .init("Brussel", .reviewed)])
                ],
                ID("nice-2021"): [.outcome: LocalizedText([.en: .init("A declaration.", .draft)])],
            ])
    }

    @Test(arguments: [
        ("brussels-2024,motto,en,x,authentic", EditionRefusal.value(line: 2, column: "field", value: "motto", reason: .choice)),
        ("brussels-2024,title,pt,x,authentic", .value(line: 2, column: "language", value: "pt", reason: .choice)),
        ("brussels-2024,title,en,,authentic", .value(line: 2, column: "value", value: "", reason: .empty)),
        ("brussels-2024,title,en,x,final", .value(line: 2, column: "state", value: "final", reason: .choice)),
        ("ghent-2030,title,en,x,authentic", .unknownEdition(line: 2, "ghent-2030")),
    ])
    func `a text that cannot be taken is refused`(line: String, refusal: EditionRefusal) {
        #expect(throws: refusal) { try EditionFiles.texts(EditionFile.bytes(EditionFile.textHeader, line), known: known) }
    }

    @Test func `a text stands once in a language`() {
        let bytes = EditionFile.bytes(EditionFile.textHeader, "nice-2021,title,en,A,authentic", "nice-2021,title,en,B,authentic")
        #expect(throws: EditionRefusal.value(line: 3, column: "language", value: "en", reason: .twice)) {
            try EditionFiles.texts(bytes, known: known)
        }
    }

    @Test(arguments: [
        (
            "nice-2021,guests,7,7,exact,reported,yes,s,named,",
            EditionRefusal.value(line: 2, column: "figure", value: "guests", reason: .choice)
        ),
        ("nice-2021,participants,x,7,exact,reported,yes,s,named,", .value(line: 2, column: "low", value: "x", reason: .number)),
        ("nice-2021,participants,8,7,exact,reported,yes,s,named,", .value(line: 2, column: "high", value: "7", reason: .number)),
        (
            "nice-2021,participants,7,7,over,reported,yes,s,named,",
            .value(line: 2, column: "qualifier", value: "over", reason: .choice)
        ),
        (
            "nice-2021,participants,7,7,exact,guessed,yes,s,named,",
            .value(line: 2, column: "kind", value: "guessed", reason: .choice)
        ),
        (
            "nice-2021,participants,7,7,exact,reported,maybe,s,named,",
            .value(line: 2, column: "preferred", value: "maybe", reason: .choice)
        ),
        (
            "nice-2021,participants,7,7,exact,reported,yes,s,all,",
            .value(line: 2, column: "attribution", value: "all", reason: .choice)
        ),
        ("nice-2021,participants,7,7,exact,reported,no,s,named,", .notOnePreferred(line: 2, "nice-2021", .participants)),
        (
            "nice-2021,participants,7,7,exact,reported,yes,s,named,2021-13",
            .value(line: 2, column: "as_of", value: "2021-13", reason: .day)
        ),
    ])
    func `a figure that cannot be taken is refused`(line: String, refusal: EditionRefusal) {
        #expect(throws: refusal) { try EditionFiles.figures(EditionFile.bytes(EditionFile.figureHeader, line), known: known) }
    }

    @Test func `one statement about a figure is preferred, not two`() {
        let line = "nice-2021,countries,27,27,exact,reported,yes,s,named,"
        #expect(throws: EditionRefusal.notOnePreferred(line: 3, "nice-2021", .countries)) {
            try EditionFiles.figures(EditionFile.bytes(EditionFile.figureHeader, line, line), known: known)
        }
    }

    @Test func `a topic has the names that are filled in`() throws {
        let bytes = EditionFile.bytes(EditionFile.topicHeader, "youth,Young people,Jeunesse,,,,")
        let name = LocalizedText([.en: .init("Young people", .authentic), .fr: .init("Jeunesse", .reviewed)])
        #expect(try EditionFiles.topics(bytes) == [Topic(id: ID("youth"), name: name)])
    }

    @Test(arguments: [
        ("Youth,Young people,,,,,", EditionRefusal.value(line: 3, column: "id", value: "Youth", reason: .slug)),
        ("climate,Climate,,,,,", .value(line: 3, column: "id", value: "climate", reason: .twice)),
        ("youth,,Jeunesse,,,,", .value(line: 3, column: "name_en", value: "", reason: .empty)),
    ])
    func `a topic that cannot be taken is refused`(line: String, refusal: EditionRefusal) {
        let bytes = EditionFile.bytes(EditionFile.topicHeader, "climate,Climate,,,,,", line)
        #expect(throws: refusal) { try EditionFiles.topics(bytes) }
    }

    @Test func `topics of an edition stand in the order of the topics`() throws {
        let bytes = EditionFile.bytes("edition,topic", "nice-2021,climate", "nice-2021,youth", "nice-2021,climate")
        #expect(
            try EditionFiles.editionTopics(bytes, known: known, topics: topics) == [
                ID("nice-2021"): [ID("youth"), ID("climate")]
            ])
    }

    @Test func `a topic nobody knows is refused`() {
        let bytes = EditionFile.bytes("edition,topic", "nice-2021,sports")
        #expect(throws: EditionRefusal.unknownTopic(line: 2, "sports")) {
            try EditionFiles.editionTopics(bytes, known: known, topics: topics)
        }
    }

    @Test func `what is written is read as it was, formulas and line breaks included`() throws {
        var edition = Edition.seed(isInvented: true)
        (edition.notes, edition.sources, edition.host) = ("=1+1\nsecond \"line\"", "-", "be-city-of-brussels")
        let records = [EditionRecord.seed(.seed("naples-2000", number: 3, dates: "2000-12")), EditionRecord.seed(edition)]
        #expect(
            try EditionFiles.editions(EditionFiles.write(records), hosts: [ID("be-city-of-brussels")]) == records.map(\.edition))
    }

    @Test func `figures that are written are read as they were`() throws {
        var figure = EditionFigure.seed(700, kind: .announced, source: "@press; =x", attribution: .oneOf)
        (figure.high, figure.qualifier, figure.asOf) = (800, .atLeast, "2021")
        let record = EditionRecord.seed(figures: [figure, .seed(500, isPreferred: false), .seed(.speakers, 100)])
        #expect(
            try EditionFiles.figures(EditionFiles.writeFigures([record]), known: known) == [record.edition.id: record.figures])
    }
}
