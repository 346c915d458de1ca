// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// The sessions that differ from what is public, in words: all of them, or some to be marked.
struct ReleaseList {
    let scene: EditorScene
    let proposal: ReleaseProposal
    let form: ReleaseForm
    let path: Address

    private var words: Words { scene.words }
    private var isFirst: Bool { proposal.facts.before == nil }

    private var marked: [SessionDifference] {
        guard case .sessions(let codes) = form.choice else { return proposal.differences }
        return proposal.differences.filter { codes.contains($0.code) }
    }

    private var others: [SessionDifference] {
        guard case .sessions(let codes) = form.choice else { return [] }
        return proposal.differences.filter { !codes.contains($0.code) }
    }

    /// What is released; where that is nothing yet, what it is chosen from.
    var markup: HTML? {
        guard !proposal.differences.isEmpty else { return nil }
        guard case .sessions(let codes) = form.choice else { return section(marked, isChoosing: false) }
        return "\(same(codes))\(section(marked, isChoosing: true))\(if: marked.isEmpty, rest(isOpen: true) ?? "")"
    }

    /// What else could be: behind the button, since whoever is in a hurry has chosen already.
    var more: HTML? {
        guard form.choice != .everything, !proposal.differences.isEmpty else { return nil }
        return "\(if: !marked.isEmpty, rest(isOpen: false) ?? "")\(everything)"
    }

    private func section(_ differences: [SessionDifference], isChoosing: Bool) -> HTML {
        let choose: Address = path.with([("choose", "yes")])
        return """
            \(if: !differences.isEmpty, list(differences, isMarked: isChoosing))\
            \(if: !isChoosing && differences.count > 1, "<p><a href=\"\(choose)\">\(words("release.choose"))</a></p>")

            """
    }

    private func list(_ differences: [SessionDifference], isMarked: Bool?) -> HTML {
        """
        <ul class="release differences">
        \(each: differences, { item($0, isMarked: isMarked) })</ul>

        """
    }

    /// Asked for by name, and the same as the public knows it.
    private func same(_ codes: Set<SessionCode>) -> HTML? {
        let same = codes.subtracting(proposal.codes).sorted().map(\.description)
        guard !same.isEmpty else { return nil }
        return "<p class=\"notice\">\(words("release.same", ["sessions": .text(same.joined(separator: ", "))]))</p>\n"
    }

    private func rest(isOpen: Bool) -> HTML? {
        guard !others.isEmpty else { return nil }
        return """
            <details\(if: isOpen, " open")><summary>\(words(isOpen ? "release.to-choose" : "release.others", ["count": .number(others.count)]))</summary>
            \(list(others, isMarked: false))</details>

            """
    }

    private var everything: HTML { "<p><a href=\"\(path)\">\(words("release.everything-instead"))</a></p>\n" }

    private func item(_ difference: SessionDifference, isMarked: Bool?) -> HTML {
        let change = difference.change
        return """
            <li class="panel">\(heading(difference, isMarked: isMarked))
            \(if: !(isFirst && change.changes == [.added]), ChangeWords(view: scene.view).list(change))</li>

            """
    }

    private func heading(_ difference: SessionDifference, isMarked: Bool?) -> HTML {
        let (code, session) = (difference.code.description, difference.change.session)
        let title: HTML = "\(code) \(session.title.best(orDraft: words.language))\(isNew(difference))"
        if form.choice != .everything {
            return """
                <h3><label class="check"><input type="checkbox" name="session" value="\(code)"\(if: isMarked == true, " checked")> <span>\(title)</span></label></h3>
                """
        }
        let only: Address = path.with([("session", code)])
        let link: HTML =
            "<p class=\"also\"><a href=\"\(only)\">\(words("release.only-this"))<span class=\"hide\"> \(code)</span></a></p>"
        return "<h3><a href=\"\(scene.base)/\(code)\">\(title)</a></h3>\(if: proposal.differences.count > 1, link)"
    }

    /// Marks what says something else than when the page was shown before.
    private func isNew(_ difference: SessionDifference) -> HTML? {
        guard form.seen != nil, form.seenSessions[difference.code] != difference.digest else { return nil }
        return " <span class=\"state is-open\">\(words("release.new-since"))</span>"
    }
}
