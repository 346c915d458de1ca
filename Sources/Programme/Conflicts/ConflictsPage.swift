// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Timetable
import Vocabulary

/// All conflicts of a programme, the gravest first.
struct ConflictsPage {
    let scene: EditorScene
    private var words: Words { scene.words }

    var page: Page {
        Page(title: words("conflicts.title"), over: scene.view.name, lede: lede, content: content)
    }

    private var lede: String {
        let count = scene.judged.conflicts.count
        return count == 0 ? words("conflicts.none") : words("conflicts.lede", ["count": .number(count)])
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "conflicts").markup)
        \(each: [ConflictSeverity.blocksSaving, .blocksRelease, .warns], part)
        \(if: scene.canEdit, "<p class=\"section\"><a href=\"\(scene.base)/settings\">\(words("conflicts.settings"))</a></p>")
        """
    }

    private func part(_ severity: ConflictSeverity) -> HTML {
        let conflicts = scene.judged.with(severity)
        guard !conflicts.isEmpty else { return "" }
        return """
            <section class="section"><div class="head"><h2>\(words("severity.title.\(severity.rawValue)"))</h2></div>
            \(scene.conflictWords.list(conflicts, judged: scene.judged, base: scene.base))</section>

            """
    }
}
