// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import HTML
import People
import Server
import Vocabulary

/// Comes in: what all ways end in. What is random is drawn before the transaction, which may run again.
struct Entrance: Sendable {
    private let stayID: ID<Stay>
    let token: Secret
    let choice: Secret
    private let device: String

    init(_ request: Request) {
        stayID = ID(random: request.random(12))
        token = Secret(request.random(32))
        choice = Secret(request.random(32))
        device = Device.name(request.userAgent)
    }

    /// What coming in led to.
    enum Outcome: Sendable, Equatable {
        /// In, and where to go.
        case entered(next: String?, needsFactor: Bool)
        /// The address belongs to several persons: who of them is it?
        case choose
    }

    /// Somebody showed that an address is theirs, or holds an invitation.
    func enter(_ signIn: MailedSignIn, _ tx: Transaction) throws -> Outcome {
        let store = SignInStore(tx: tx)
        var holders = try store.holders(of: signIn.address)
        if let person = signIn.person { holders = holders.filter { $0.id.value == person } }
        guard let first = holders.first else { throw EntranceRefusal.expired }
        try PersonStore(tx: tx).verify(signIn.address, of: holders.map(\.id))
        guard holders.count == 1 else {
            try store.use(signIn.id, choiceHash: choice.hash)
            return .choose
        }
        try store.use(signIn.id, choiceHash: nil)
        return try begin(first.id, next: signIn.next, tx)
    }

    /// Begins a stay of a person.
    ///
    /// - Parameter isProven: whether a second factor was part of it.
    func begin(_ person: ID<Person>, next: String?, isProven: Bool = false, _ tx: Transaction) throws -> Outcome {
        let stay = Stay(
            id: stayID, person: person, device: device, created: tx.now, lastUsed: tx.now,
            expires: tx.now.addingTimeInterval(Stay.longest), factorAt: isProven ? tx.now : nil)
        try StayStore(tx: tx).begin(stay, token: token.hash)
        let hasFactors = try FactorStore(tx: tx).hasFactors(person)
        return .entered(next: next, needsFactor: hasFactors && !isProven)
    }

    /// The answer that takes a browser in.
    func response(_ outcome: Outcome, to request: Request) -> Response {
        switch outcome {
        case .choose:
            var response = Response.seeOther(to: request.page("/account/person").text)
            response.set(cookie: Cookies.choice, to: choice.text, seconds: Int(MailedSignIn.lifetime), site: request.site)
            return response
        case .entered(let next, let needsFactor):
            let goal = request.next(next) ?? request.page("/account").text
            var response = Response.seeOther(
                to: needsFactor ? request.page("/account/factor").with([("next", goal)]).text : goal)
            Cookies.set(stay: token, on: &response, request)
            response.remove(cookie: Cookies.attempt, site: request.site)
            response.remove(cookie: Cookies.choice, site: request.site)
            return response
        }
    }
}

/// The cookies of coming in.
enum Cookies {
    /// What the browser that asked for a mail holds, so that the code opens nothing elsewhere.
    static let attempt = "sign-in"
    /// What a browser holds that still has to say who of several persons it is.
    static let choice = "sign-in-choice"
    /// What a browser holds that was sent to a provider of identities.
    static let provider = "sign-in-provider"

    static func set(stay token: Secret, on response: inout Response, _ request: Request) {
        response.set(
            cookie: SignIn.cookie(request.site.settings), to: token.text, seconds: Int(Stay.longest), site: request.site)
    }
}
