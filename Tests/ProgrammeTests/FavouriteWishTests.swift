// SPDX-License-Identifier: EUPL-1.2
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Wishing to follow a session` {
    private let a = SessionCode("A")!, b = SessionCode("B")!

    private func wish(_ act: String?, session: String? = nil, sessions: String? = nil) -> FavouriteWish? {
        FavouriteWish(act: act, session: session, sessions: sessions, known: [a, b])
    }

    @Test func `one session is added or taken out`() {
        #expect(wish("add", session: "A") == .add([a]))
        #expect(wish("remove", session: "B") == .remove(b))
        #expect(FavouriteWish.add([a]).applied(to: Favourites([b])) == Favourites([b, a]))
        #expect(FavouriteWish.add([b]).applied(to: Favourites([b])) == Favourites([b]))
        #expect(FavouriteWish.remove(b).applied(to: Favourites([b, a])) == Favourites([a]))
    }

    @Test func `of a shared list, what the programme has is added`() {
        #expect(wish("adopt", sessions: "B.C.A.-!") == .add([b, a]))
        #expect(wish("adopt") == .add([]))
    }

    @Test func `what no form of ours asks is no wish`() {
        for act in [nil, "", "drop"] { #expect(wish(act, session: "A") == nil) }
        #expect(wish("add", session: "C") == nil)
        #expect(wish("add") == nil)
        #expect(wish("remove", session: "<b>") == nil)
    }

    @Test func `nobody follows more than a hundred`() {
        let many = (1...120).compactMap { SessionCode("S\($0)") }
        #expect(FavouriteWish.add(many).applied(to: Favourites([])).codes == Array(many.prefix(100)))
    }
}
