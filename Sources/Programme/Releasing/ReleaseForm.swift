// SPDX-License-Identifier: EUPL-1.2
import Server
import Vocabulary

/// What was asked for on the release page: which sessions, what is said of them, and what was shown before.
struct ReleaseForm: Sendable {
    /// A form carries at most 200 values, some of which are not sessions.
    static let mostChosen = 150

    let choice: ReleaseChoice
    let note: ReleaseNote
    /// The state that whoever sends it was shown; nil before.
    let seen: String?
    /// What was said of each session then.
    let seenSessions: [SessionCode: String]
    /// Whether only the page is wanted again, for another choice.
    let isLooking: Bool

    /// From the address of the page: everything, these sessions, or none yet.
    init(asked query: Query, own: Language) {
        let codes = Self.codes(query)
        choice = codes.isEmpty && query["choose"] == nil ? .everything : .sessions(codes)
        note = ReleaseNote(own: own) { _ in nil }
        (seen, seenSessions, isLooking) = (nil, [:], true)
    }

    init(sent form: Query, own: Language) {
        choice = form["what"] == "some" ? .sessions(Self.codes(form)) : .everything
        note = ReleaseNote(own: own) { form["note-\($0.rawValue)"] }
        seen = form["state"] ?? ""
        seenSessions = Self.marks(form["sessions"] ?? "")
        isLooking = form["act"] == "look"
    }

    private static func codes(_ query: Query) -> Set<SessionCode> {
        Set(query.pairs.filter { $0.name == "session" }.compactMap { SessionCode($0.value) })
    }

    /// `TH01.9f86d0,TH02.a665a4`.
    private static func marks(_ text: String) -> [SessionCode: String] {
        text.split(separator: ",").reduce(into: [:]) { marks, pair in
            let parts = pair.split(separator: ".", maxSplits: 1).map(String.init)
            if parts.count == 2, let code = SessionCode(parts[0]) { marks[code] = parts[1] }
        }
    }

    static func marks(_ differences: [SessionDifference]) -> String {
        differences.map { "\($0.code).\($0.digest)" }.joined(separator: ",")
    }

    /// Throws what is wrong with the form alone.
    func check() throws(ReleasingRefusal) {
        if note.isTooLong { throw .noteTooLong }
        if case .sessions(let codes) = choice, codes.count > Self.mostChosen { throw .tooManyChosen }
    }
}
