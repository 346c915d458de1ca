// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// What somebody wishes to follow, or to follow no more.
enum FavouriteWish: Sendable, Equatable {
    case add([SessionCode])
    case remove(SessionCode)

    /// What the values of a form ask for; nil for what no form of ours asks. Sessions that nobody published cannot be followed.
    ///
    /// - Parameters:
    ///   - act: `add` or `remove` for one session, `adopt` for a list that somebody shared.
    ///   - known: the sessions of the programme.
    init?(act: String?, session: String?, sessions: String?, known: Set<SessionCode>) {
        switch act {
        case "add", "remove":
            guard let code = session.flatMap({ SessionCode($0) }), known.contains(code) else { return nil }
            self = act == "add" ? .add([code]) : .remove(code)
        case "adopt": self = .add(Favourites(text: sessions ?? "").codes.filter(known.contains))
        default: return nil
        }
    }

    func applied(to favourites: Favourites) -> Favourites {
        var favourites = favourites
        switch self {
        case .add(let codes): for code in codes { favourites.add(code) }
        case .remove(let code): favourites.remove(code)
        }
        return favourites
    }
}
