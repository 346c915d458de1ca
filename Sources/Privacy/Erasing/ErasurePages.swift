// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import People
import Server
import Vocabulary

/// What was erased, or would be, and what remains, until when and why.
struct ErasureTable {
    let lines: [ErasureLine]
    let words: Words

    var markup: HTML {
        let some = lines.filter { $0.erased + $0.left > 0 }
        return """
            <table class="table fold"><caption class="hide">\(words("erasure.table"))</caption><thead><tr>\
            <th scope="col">\(words("erasure.purpose"))</th><th scope="col" class="num">\(words("erasure.erased"))</th>\
            <th scope="col" class="num">\(words("erasure.left"))</th><th scope="col">\(words("erasure.why"))</th></tr></thead><tbody>
            \(each: some, row)</tbody></table>
            """
    }

    private func row(_ line: ErasureLine) -> HTML {
        """
        <tr><th scope="row">\(words(line.purpose))</th>\
        <td class="num" data-h="\(words("erasure.erased"))">\(number(line.erased))</td>\
        <td class="num" data-h="\(words("erasure.left"))">\(number(line.left))</td>\
        <td data-h="\(words("erasure.why"))">\(if: line.left > 0, why(line))</td></tr>

        """
    }

    /// Cells that say nothing are empty: phones leave them out.
    private func number(_ count: Int) -> String { count == 0 ? "" : words.number(count) }

    private func why(_ line: ErasureLine) -> HTML {
        let until = line.until.map { words("erasure.until", ["day": .text(words.day($0))]) } ?? words("erasure.until-open")
        return "\(line.why.map { words($0) } ?? "") <span class=\"also\">\(until)</span>"
    }
}

/// What erasing somebody comes to, before it is done.
struct ErasurePlanPage {
    let person: Person
    let lines: [ErasureLine]
    /// Why what was sent is not done.
    var problem: Phrase?
    /// What stands against it whatever is sent.
    var obstacle: Phrase?
    /// The page the person comes from and how it is called, where it is the person who reads it.
    var own: (page: Address, title: String)?
    var asked: ErasureRequest?
    var zone = TimeZone.gmt
    let words: Words

    private var isOwn: Bool { own != nil }
    private var base: Address { own?.page ?? "/\(words.language.rawValue)/organise/people/\(person.id)" }

    var page: Page {
        var page = Page(
            title: isOwn ? words("erasure.own.title") : words("erasure.plan.title", ["name": .text(person.badgeName)]),
            lede: words(isOwn ? "erasure.own.lede" : "erasure.plan.lede"), content: content)
        page.isRefused = problem != nil
        return page
    }

    private var content: HTML {
        """
        <p class="back"><a href="\(base)">\(own?.title ?? person.badgeName)</a></p>
        \(problem.map { "<div class=\"wrong-summary\" role=\"alert\"><h2>\(words("form.problem"))</h2><p>\(words($0))</p></div>" as HTML })
        \(if: problem == nil, obstacle.map { "<ul class=\"attention\"><li>\(words($0))</li></ul>" as HTML } ?? "")
        \(ErasureTable(lines: lines, words: words).markup)
        \(last)
        """
    }

    private var last: HTML {
        guard isOwn || obstacle == nil else { return "<p class=\"section\">\(words("erasure.not-yet"))</p>" }
        return "<section class=\"section panel\">\(isOwn ? asking : act)</section>"
    }

    private var act: HTML {
        """
        <h2>\(words("erasure.final"))</h2><p>\(words("erasure.final.text"))</p>
        \(Form(
                action: "\(base)/erasure",
                fields: [FormField("sure", words("erasure.sure"), .check, isRequired: true)],
                button: words("erasure.do", ["name": .text(person.badgeName)]), problemTitle: words("form.problem")
            ).markup)
        """
    }

    private var asking: HTML {
        if let asked {
            let sentence = words(
                "erasure.own.asked",
                ["time": .text(words.instant(asked.at, in: zone)), "day": .text(words.day(Day(asked.due, in: zone)))])
            return """
                <h2>\(words("erasure.own.waiting"))</h2><p>\(sentence)</p>
                \(PostButton(words("erasure.own.take-back"), to: "\(base)/erasure/removal").markup)
                """
        }
        return """
            <h2>\(words("erasure.own.ask"))</h2><p>\(words("erasure.own.text"))</p>
            <p><a href="\(base)/data.json" download>\(words("data.button"))</a></p>
            \(PostButton(words("erasure.own.button"), to: "\(base)/erasure", isQuiet: false).markup)
            """
    }
}

/// The report of an erasure.
struct ErasureReportPage {
    let erasure: Erasure
    let zone: TimeZone
    let words: Words

    var page: Page {
        Page(
            title: words("erasure.report.title"), over: erasure.person.value,
            lede: words("erasure.report.lede", ["time": .text(words.instant(erasure.at, in: zone))]), content: content)
    }

    private var content: HTML {
        let filed =
            erasure.filedAt.map { words("erasure.filed", ["time": .text(words.instant($0, in: zone))]) }
            ?? words("erasure.unfiled")
        return """
            <p class="back"><a href="/\(words.language.rawValue)/organise/erasures">\(words("erasure.title"))</a></p>
            <dl class="facts-list"><div><dt>\(words("erasure.reason"))</dt><dd>\(words("erasure.reason.\(erasure.reason.rawValue)"))</dd></div>
            <div><dt>\(words("erasure.outside"))</dt><dd>\(filed)</dd></div></dl>
            \(ErasureTable(lines: erasure.lines, words: words).markup)
            """
    }
}
