// SPDX-License-Identifier: EUPL-1.2
import HTML
import Outbox
import Server
import Vocabulary

/// Whom to write to, how many that are, and what the mail says: with the values of one of them.
struct AskPage {
    let scene: EditorScene
    /// Nil while no group was chosen.
    let wanted: AskPlan.Wanted?
    let plan: AskPlan?
    /// How many each group has, and how many of them can be written to now.
    let counts: [SpeakerGroup: (now: Int, all: Int)]
    /// The mail to the first of them.
    let preview: Letter?

    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/speakers/ask" }

    var page: Page {
        Page(title: words("ask.title"), over: scene.view.name, lede: words("ask.lede"), content: content)
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "speakers").markup)
        \(if: !isForOne, groups)
        \(plan.map(result))
        <p class="section"><a href="\(back)">\(words("speakers.back"))</a></p>
        """
    }

    private var isForOne: Bool { if case .one? = wanted { true } else { false } }

    private var back: Address {
        if case .one(let id)? = wanted { return "\(scene.base)/speakers/\(id)" }
        return "\(scene.base)/speakers"
    }

    private var groups: HTML {
        """
        <ul class="ask-groups">
        \(each: SpeakerGroup.allCases, { group in
            let mark: HTML = wanted == .group(group) ? " aria-current=\"true\"" : ""
            return "<li><a class=\"btn line\" href=\"\(path.with([("who", group.rawValue)]))\"\(mark)>\(words("ask.group.\(group.rawValue)")) <b>\(count(group))</b></a></li>\n"
        })</ul>
        """
    }

    private func count(_ group: SpeakerGroup) -> String {
        let (now, all) = counts[group] ?? (0, 0)
        return now == all ? words.number(all) : words("ask.of", ["now": .number(now), "all": .number(all)])
    }

    private func result(_ plan: AskPlan) -> HTML {
        guard let first = plan.targets.first, let preview else {
            return "<div class=\"panel empty\"><p>\(words("ask.nobody"))</p></div>\(others(plan))"
        }
        return """
            <section class="section"><div class="head"><h2>\(words("ask.count", ["count": .number(plan.targets.count)]))</h2></div>
            <p>\(plan.targets.prefix(12).map { $0.speaker.shortName(words.language) }.joined(separator: " · "))\(if: plan.targets.count > 12, " …")</p>
            <form class="acts-row" method="post" action="\(path)">\(hidden)<button class="btn" type="submit">\(words("ask.send", ["count": .number(plan.targets.count)]))</button></form></section>
            \(others(plan))
            <section class="section"><div class="head"><h2>\(words("ask.preview", ["name": .text(first.speaker.shortName(words.language))]))</h2></div>
            <p>\(words("ask.preview.text"))</p>\(LetterPreview(preview, words: words).markup)</section>
            """
    }

    private var hidden: HTML {
        switch wanted {
        case .group(let group)?: "<input type=\"hidden\" name=\"who\" value=\"\(group.rawValue)\">"
        case .one(let id)?: "<input type=\"hidden\" name=\"speaker\" value=\"\(id.value)\">"
        case nil: ""
        }
    }

    private func others(_ plan: AskPlan) -> HTML {
        guard !plan.others.isEmpty else { return "" }
        return """
            <section class="section"><div class="head"><h2>\(words("ask.others", ["count": .number(plan.others.count)]))</h2></div><ul>
            \(each: plan.others.prefix(50), { "<li><a href=\"\(scene.base)/speakers/\($0.speaker.id.value)\">\($0.speaker.shortName(words.language))</a>: \(words($0.why.phrase))</li>\n" })</ul></section>

            """
    }
}
