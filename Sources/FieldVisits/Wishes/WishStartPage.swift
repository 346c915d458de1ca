// SPDX-License-Identifier: EUPL-1.2
import Editions
import HTML
import Server
import Vocabulary

/// How somebody comes to their own wishes who is not signed in, or holds no seat under this account.
struct WishStartPage {
    let record: EditionRecord
    let isSignedIn: Bool
    let words: Words

    var page: Page {
        let base: Address = "/\(words.language.rawValue)/\(record.edition.id)"
        let account = ("/\(words.language.rawValue)/account" as Address).with(
            [("next", "\(base)/visits/wishes" as Address)].map { ($0.0, $0.1.text) })
        let signIn: HTML = isSignedIn ? "" : "<a class=\"btn\" href=\"\(account)\">\(words("wishes.start.sign-in"))</a> "
        return Page(
            title: words("wishes.start"), over: record.name(words),
            content: """
                <div class="stack"><p>\(words("wishes.start.text"))</p>
                <p class="actions">\(signIn)<a class="btn line" href="\(base)/registration">\(words("visits.how.link"))</a></p>
                <p><a href="\(base)/visits">\(words("visits.back"))</a></p></div>
                """)
    }
}
