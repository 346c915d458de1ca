// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Vocabulary

/// What a form shows, field by field in words. Whoever saves names what they were shown: what somebody else saved meanwhile is
/// never replaced unseen.
struct ShownFields: Sendable, Equatable {
    struct Field: Sendable, Equatable {
        let label: String, value: String
    }

    let fields: [Field]

    init(_ fields: [(label: String, value: String)]) {
        self.fields = fields.map { label, value in
            let text = value.replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
            return Field(label: label, value: text)
        }
    }

    /// Stands for all of it in a form.
    var seen: String { SessionTexts.digest(fields.map(\.value).joined(separator: "\0")) }

    /// Throws where this is saved now, and whoever sent something else had been shown another state.
    func requireSeen(as seen: String?, by sent: ShownFields) throws(UnseenRefusal) {
        guard seen == self.seen || sent == self else { throw .changed }
    }
}

/// Somebody saved meanwhile what a form is about.
enum UnseenRefusal: Refusal, Equatable {
    case changed
    var kind: RefusalKind { .conflict }
    var phrase: Phrase { "clash.unseen" }
}

/// What was typed beside what somebody else saved meanwhile, for whoever chooses.
struct Clash: Sendable {
    /// Only what differs.
    let rows: [(field: String, mine: String, theirs: String)]

    init(_ rows: [(field: String, mine: String, theirs: String)]) { self.rows = rows }

    init(mine: ShownFields, theirs: ShownFields) {
        rows = zip(mine.fields, theirs.fields).compactMap { mine, theirs in
            mine.value == theirs.value ? nil : (mine.label, mine.value, theirs.value)
        }
    }

    /// - Parameters:
    ///   - sentence: what happened, where the page does not say it in its head.
    ///   - place: where it is as it is saved.
    func markup(_ words: Words, sentence: String? = nil, place: Address) -> HTML {
        """
        <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("clash.choose"))</h2>\(sentence.map { "<p>\($0)</p>" as HTML })
        <table class="table fold"><thead><tr><th scope="col">\(words("clash.field"))</th><th scope="col">\(words("clash.mine"))</th><th scope="col">\(words("clash.theirs"))</th></tr></thead><tbody>
        \(each: rows, { row in
            """
            <tr><th scope="row">\(row.field)</th><td data-h="\(words("clash.mine"))">\(row.mine)</td>\
            <td data-h="\(words("clash.theirs"))">\(row.theirs)</td></tr>

            """ as HTML
        })</tbody></table>
        <p><a class="btn line" href="\(place)">\(words("clash.take-theirs"))</a></p></div>

        """
    }
}
