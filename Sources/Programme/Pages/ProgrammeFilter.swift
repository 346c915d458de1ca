// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Server
import Vocabulary

/// Which sessions of a programme are shown.
struct ProgrammeFilter: Sendable, Hashable {
    var topic: String?, kind: SessionKind?
    /// Spoken, and interpreted into: codes of languages.
    var language: String?, into: String?
    var text: String?
    var day: Day?

    private static let longestText = 80

    /// Reads what stands in an address or was sent by the form; what makes no sense is left out.
    init(_ query: Query) {
        topic = query.choice("topic") { ID<Topic>.isWellFormed($0) ? $0 : nil }
        kind = query.choice("kind", SessionKind.init)
        language = query.choice("language", Self.code)
        into = query.choice("into", Self.code)
        text = query["q"].map { String($0.prefix(Self.longestText)) }
        day = query.choice("day") { Day($0) }
    }

    private static func code(_ text: String) -> String? {
        text.utf8.count == 2 && text.utf8.allSatisfy { (97...122).contains($0) } ? text : nil
    }

    var isEmpty: Bool { self == ProgrammeFilter(Query("")) }

    func passes(_ item: PublishedProgramme.Item, in programme: PublishedProgramme) -> Bool {
        let session = item.session
        if let topic, session.topic?.value != topic { return false }
        if let kind, session.kind != kind { return false }
        if let language, !session.languages.contains(language) { return false }
        if let into, !session.interpreted.contains(into) { return false }
        if let day, item.day != day { return false }
        guard let text else { return true }
        let words = Self.words(of: item, in: programme)
        // Each word, wherever it stands.
        return Folding.folded(text).split(separator: " ").allSatisfy(words.contains)
    }

    /// All that can be searched of a session, in all languages, folded.
    private static func words(of item: PublishedProgramme.Item, in programme: PublishedProgramme) -> String {
        let session = item.session
        var texts =
            [session.code.description] + session.title.values.values.map(\.text) + session.abstract.values.values.map(\.text)
        for id in session.speakers.map(\.speaker) {
            guard let speaker = programme.speakers[id] else { continue }
            let document = programme.release.document
            texts += [speaker.name, speaker.body] + speaker.office.values.values.map(\.text)
            texts += [speaker.authority.flatMap { document.authorities[$0.value]?.name } ?? ""]
            texts += speaker.institution.flatMap { document.institutions[$0.value] }?.values.values.map(\.text) ?? []
        }
        texts += session.rooms.compactMap { programme.rooms[$0]?.name }
        return Folding.folded(texts.joined(separator: " "))
    }
}
