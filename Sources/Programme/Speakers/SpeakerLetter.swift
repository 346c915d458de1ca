// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Foundation
import HTML
import Outbox
import Vocabulary

/// The mail that asks somebody to speak, or for what is missing, with a link of their own.
struct SpeakerLetter {
    /// The draft in the language of whoever gets the mail.
    let view: ProgrammeView
    let speaker: Speaker
    let facts: AskFacts
    let kind: SpeakerLetterKind
    let publicURL: String
    let sender: String

    static let name = "speaker-request"
    private var words: Words { view.words }

    /// - Parameters:
    ///   - id: drawn before the transaction that keeps it.
    ///   - link: what stands in its address; dots in a preview.
    func letter(_ id: ID<Letter>, link: String, batch: ID<LetterBatch>? = nil) -> Letter {
        let address = "\(publicURL)\(SpeakingRoutes.path(link, view.edition.id, words.language).text)"
        let body = LetterBody(
            words: words, paragraphs: paragraphs, button: (words("speaker-mail.button"), address),
            footer: words("speaker-mail.why", ["edition": .text(view.name)]), name: speaker.name.isEmpty ? nil : speaker.name,
            sender: sender)
        return Letter(
            id: id, kind: Self.name, to: facts.contact.address, name: speaker.name.isEmpty ? nil : speaker.name,
            person: facts.contact.person?.value, language: words.language,
            subject: words("speaker-mail.subject.\(kind.rawValue)", ["edition": .text(view.name)]), text: body.text,
            html: body.html, isSecret: true, expires: facts.linkEnds, batch: batch)
    }

    private var paragraphs: [String] {
        let sessions = view.programme.items(with: speaker.id).filter { !$0.isCancelled }.map(line)
        let all = [
            words("speaker-mail.text.\(kind.rawValue)", ["edition": .text(view.name)]), kind == .missing ? missing : nil,
            sessions.isEmpty ? nil : ([words("speaker-mail.sessions")] + sessions).joined(separator: "\n"),
            kind == .missing ? nil : words("speaker-mail.what"), words("speaker-mail.link"),
        ]
        return all.compactMap { $0 }
    }

    private var missing: String {
        words(
            facts.hasBiography
                ? "speaker-mail.missing.portrait"
                : facts.hasPortrait
                    ? "speaker-mail.missing.biography"
                    : "speaker-mail.missing.both")
    }

    /// "TH01 Safe streets, Wednesday 20 March 2024, 15:30–17:00, Hall".
    private func line(_ item: PublishedProgramme.Item) -> String {
        let session = item.session
        let day = (session.time?.day ?? session.day).map { "\(words.weekday($0)) \(words.day($0))" }
        let time = session.time.map { "\($0.start)–\($0.end)" }
        let title = "\(item.code) \(session.title.best(orDraft: words.language))"
        return [title, day, time, view.rooms(session)].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

/// Who is written to when the button is pressed.
struct AskPlan: Sendable {
    struct Target: Sendable {
        let speaker: Speaker
        let facts: AskFacts
        /// As it is after the mail.
        let contact: SpeakerContact
        let kind: SpeakerLetterKind
    }

    /// Whom to ask: all of a group, or one.
    enum Wanted: Sendable, Equatable {
        case group(SpeakerGroup)
        case one(ID<Speaker>)
    }

    private(set) var targets: [Target] = []
    /// Those of the group that are not written to, each with why.
    private(set) var others: [(speaker: Speaker, why: SpeakerRefusal)] = []

    /// Of a group only those who have a duty in a session that is held; whoever is asked alone may get one later.
    init(_ wanted: Wanted, _ scene: EditorScene, _ standing: SpeakerStanding, at now: Date) {
        let linkEnds = SpeakerRetention.linkEnds(scene.edition)
        for speaker in scene.draft.content.speakers {
            let facts = AskFacts(
                contact: standing.contact(speaker.id), hasBiography: standing.withBiography.contains(speaker.id),
                hasPortrait: standing.withPortrait.contains(speaker.id), linkEnds: linkEnds)
            switch wanted {
            case .one(let id): guard speaker.id == id else { continue }
            case .group(let group):
                guard facts.belongs(to: group), scene.sessions(of: speaker.id).contains(where: { $0.status != .cancelled })
                else { continue }
            }
            do throws(SpeakerRefusal) {
                let (contact, kind) = try facts.asking(at: now)
                targets.append(Target(speaker: speaker, facts: facts, contact: contact, kind: kind))
            } catch {
                others.append((speaker, error))
            }
        }
    }
}

extension EditorScene {
    /// The draft as it is told to somebody who reads another language.
    func view(in language: Language) -> ProgrammeView {
        ProgrammeView(record: record, programme: view.programme, topics: view.topics, words: Words(language))
    }

    func letter(to target: AskPlan.Target, publicURL: String, sender: String) -> SpeakerLetter {
        SpeakerLetter(
            view: view(in: target.contact.language), speaker: target.speaker, facts: target.facts, kind: target.kind,
            publicURL: publicURL, sender: sender)
    }
}

extension SpeakerStore {
    /// What is drawn for each mail before the transaction.
    struct Drawn: Sendable {
        let link: Secret, letter: ID<Letter>
        init(_ random: (Int) -> [UInt8]) {
            link = Secret(random(32))
            letter = ID(random: random(15))
        }
    }

    /// Writes to those of the plan for whom something was drawn; returns to how many. Six statements and one for each 500 of them.
    func ask(
        _ plan: AskPlan, _ scene: EditorScene, drawn: [ID<Speaker>: Drawn], batch: ID<LetterBatch>, publicURL: String,
        sender: String
    ) throws -> Int {
        let targets = plan.targets.filter { drawn[$0.speaker.id] != nil }
        guard !targets.isEmpty else { throw SpeakerRefusal.nobody }
        let (outbox, edition) = (OutboxStore(tx: tx), scene.edition.id)
        try outbox.add(batch, kind: SpeakerLetter.name)
        try outbox.post(
            targets.compactMap { target in
                drawn[target.speaker.id].map {
                    scene.letter(to: target, publicURL: publicURL, sender: sender).letter(
                        $0.letter, link: $0.link.text, batch: batch)
                }
            })
        try keep(targets.compactMap { target in drawn[target.speaker.id].map { (target.speaker.id, $0.link.hash) } }, in: edition)
        try keep(targets.map { ($0.speaker.id, $0.contact) }, in: edition)
        let (first, again) = (targets.filter { $0.kind == .first }, targets.filter { $0.kind != .first })
        let programme = ProgrammeStore(tx: tx)
        if !first.isEmpty { programme.record("speaker.asked", first.map { Self.noun($0.speaker.id, edition) }, in: edition) }
        if !again.isEmpty { programme.record("speaker.reminded", again.map { Self.noun($0.speaker.id, edition) }, in: edition) }
        return targets.count
    }
}
